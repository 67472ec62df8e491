"""Web and e-mail addresses that a translation has and its source has not."""

import re
import unicodedata
from collections.abc import Iterator

from briefkit.catalogs.checks.unit import Finding, Unit

__all__ = ["addresses"]

# The countries’ top-level domains (ISO 3166-1, with .eu, .su and .uk), and the generic ones that
# are used most; of those in other scripts, the ones of our languages and of Russia (IANA’s root
# zone database).
_TOP_LEVEL = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo bq br bs bt
bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh
er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr
ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr
ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng
ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz
ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
com org net info eu int gov edu mil biz app help online shop site top xyz
бг ею рф укр ελ ευ
"""

# The lengths are bounded (RFC 1035, 2.3.4; RFC 5321, 4.5.3.1.1), so that no text takes long.
_LABEL = r"[\w-]{1,63}"
_PATH = r"(?:[/?#][^\s<>«»“”„‘’\"()،؛]*)?"

# A scheme and an authority (RFC 3986, 3), “www.”, “@” (RFC 5322, 3.4.1; or a name on a network),
# a domain with a path, and a bare domain (RFC 1035, 2.3.1). Of the last, a name of three letters or
# more comes before the top level, so that “z.B.”, “m.in.” and “т.е.” are none.
_ADDRESS = re.compile(
    rf"""
    \b[a-z][a-z0-9+.-]{{0,30}}://[^\s<>«»“”„‘’"()،؛]+
    | \bwww\d?\.{_LABEL}(?:\.{_LABEL}){{0,8}}{_PATH}
    | [\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}
    | (?<!\w)@\w+
    | \b(?:{_LABEL}\.){{1,8}}[a-z]{{2,63}}/\w[^\s<>«»“”„‘’"()،؛]*
    | \b(?:{_LABEL}\.){{0,8}}[\w-]{{3,63}}\.(?:{"|".join(_TOP_LEVEL.split())})(?![\w-]){_PATH}
    """,
    re.VERBOSE,
)


def addresses(unit: Unit) -> Iterator[Finding]:
    """Web and e-mail addresses are the source’s (RFC 3986, 1035, 5322; top levels: ISO 3166, IANA).

    Text that is not linked prints all the same, and a reader types it.
    """
    ours, theirs = ([*_addresses(text)] for text in (unit.plain, unit.source_plain))
    if added := dict.fromkeys(address for address in ours if address not in theirs):
        yield (
            f"The source has no such address: {', '.join(added)}.",
            "Take it out; where it is none, put a space after the full stop.",
        )


def _addresses(text: str) -> Iterator[str]:
    # As a reader reads them: no soft hyphens, and one dot for all that look like it.
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    for match in _ADDRESS.finditer(unicodedata.normalize("NFKC", seen).casefold()):
        yield match[0].rstrip(".,:;!?·؟/")
