"""Strings fold as gettext folds them: Chinese, Japanese, Korean, and what has quotation marks."""

import random
import subprocess

import pytest

from briefkit.catalogs.folding import fold

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'

# What real texts put beside each other: ideographs, kana, Hangul, wide and narrow punctuation.
PHRASES = {
    "zh": [
        "人贩子利用互联网寻找他人。",
        "（包括穷人）",
        "“缺钱的人”",
        "《指令》、",
        "——帮助",
        "……",
        "拨打112，",
        "A4项目",
        "甲：乙；丙",
        "1,000人",
        "50%的人",
        "https://a.b/c网",
    ],
    "ja": [
        "加害者はインターネットを使って",
        "「助けを求める」ことは、",
        "カタカナ・日本語",
        "ちょっと待って！",
        "１１２に電話、",
        "できますか？",
        "コンピューター",
        "A4の",
    ],
    "ko": [
        "인신매매범은 인터넷을 ",
        "이용해 사람들을 찾고 ",
        "착취합니다. ",
        "112에 전화하세요. ",
        "‘도움’을 ",
        "(무료) ",
    ],
    "quotation marks before brackets": [
        "merk ",
        "“skal ",
        "efterses” ",
        "(fuzzy) ",
        "«por ",
        "revisar» ",
        "[x] ",
        "„Wort“ ",
        "( ",
        "¿que ",
        "ved-lig ",
        "a/b ",
    ],
}


@pytest.mark.parametrize("locale", PHRASES)
def test_lines_break_where_msgcat_breaks_them(locale: str) -> None:
    choose = random.Random(locale)
    texts = [
        "".join(choose.choices(PHRASES[locale], k=choose.randint(6, 24))).strip()
        for _ in range(200)
    ]
    entries = [f'\nmsgid "k{n}"\nmsgstr "{text}"\n' for n, text in enumerate(texts)]
    data = "".join((HEADER, *entries)).encode()
    done = subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=True)
    theirs = done.stdout.decode().split("\nmsgstr ")[2:]
    for text, saved in zip(texts, theirs, strict=True):
        lines = [line[1:-1] for line in saved.split("\n\n")[0].strip().split("\n")]
        if lines[0]:  # it stands on its first line
            continue
        assert fold(text, 77) == lines[1:]
