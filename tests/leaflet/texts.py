"""Texts of all kinds of blocks; the picture is “img/map.png”."""

__all__ = ["ARABIC", "EVERYTHING"]

EVERYTHING = """\
# Know your rights

[TOC]

## What you may ask for

The police must give you a form. [@apr, art. 12(2)] Ask at [Hauptstraße 12]{lang=de}.[^copy]

> [!NOTE]
> You need not sign it.

> [!TIP]
> Take a photograph.

> [!IMPORTANT]
> The time limit begins at once.

> [!WARNING]
> Ask for a receipt:
>
> - with a date

> [!CAUTION]
> Do not leave. [@roe, p. 3]

### Steps

3. Go there.
4. Ask.
   - for you
5. Keep it.

- [x] I have a copy.
- [ ] I know the date.

  It stands on the letter.

---

## Hours and words

Table: Opening hours

| Office | Fee |
|:-------|----:|
| **Main Street** | 1 250,50 € |
| **Old Town** | |

> Everyone has the right to a remedy.[^copy]
>
> — Charter, *Article 47*

Remedy
: What a court can do. It is asked for in writing.

Appeal
: A request.
: The letter that asks for it.

![The way to the office.](img/map.png "The way. [@roe]")

[^copy]: See [@roe, p. 12]; a *copy* costs 5 €.
"""

ARABIC = """\
# اعرف حقوقك

[TOC]

## ما الذي يمكنك أن تطلبه

يجب على الشرطة أن تعطيك استمارة. [@apr, art. 12(2)] اطلبها في [Main Street 12]{lang=en}،
واحتفظ بها (حتى 3 أيام).[^copy]

> [!WARNING]
> لا تعط جواز سفرك لأحد:
>
> - عليه ختم.

3. اذهب إلى المكتب.
4. احتفظ بالإيصال.

- [x] معي نسخة.

## المواعيد

Table: مواعيد العمل (2026)

| المكتب | المواعيد | الهاتف |
|:-------|:-----:|-----------|
| **المحطة** | 9–17 | +49 30 123456 |

> لكل شخص الحق في انتصاف فعال.[^copy]
>
> — الميثاق، *المادة 47*

الطعن
: طلب النظر في قرار مرة أخرى في غضون 14 يوما.

[^copy]: انظر [@roe, p. 12]؛ قد تكلف *النسخة* 5 €.
"""
