"""The rules of “Information for all” that have a plain form in English alone."""

import re
from collections.abc import Iterator

from briefkit.brief.easy.sentence import Finding, Sentence
from briefkit.diagnostics import quoted, translatable

__all__ = ["double_negatives", "figures_of_speech", "passives"]

_IRREGULAR = (
    "beaten bitten blamed born bought bound broken brought built burnt caught chosen cut done "
    "drawn driven eaten fed felt forbidden forced forgotten forgiven found fought given grown "
    "held heard hidden hit hurt kept killed known laid led left lent let lost made meant met "
    "paid put raped read said seen sent set shaken shot shown shut sold spent spoken stolen "
    "struck sworn taken taught thought thrown told torn understood won worn written"
)
# They say how somebody is, not what is done to her.
_ADJECTIVES = (
    "afraid ashamed bored confused excited interested married needed pleased scared shocked "
    "surprised tired worried related used"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|[a-z]+’re|get|gets|got)\s+(?:not\s+|never\s+|often\s+|"
    r"always\s+|also\s+|sometimes\s+|[a-z]+ly\s+)?"
    rf"(?!(?:{'|'.join(_ADJECTIVES.split())})\b)((?:[a-z]{{2,}}ed)|{'|'.join(_IRREGULAR.split())})\b",
    re.IGNORECASE,
)


def passives(sentence: Sentence) -> Iterator[Finding]:
    """Who does something is said: active language."""
    if sentence.language != "en":
        return
    if found := [match[0] for match in _PASSIVE.finditer(sentence.text)]:
        yield (
            "easy-passives",
            translatable(
                "“%(words)s” is a passive: “%(text)s”", words=found[0], text=sentence.text
            ),
            translatable(
                "Say who does it: “%(better)s”, not “%(worse)s”.",
                better="The doctor will send a letter",
                worse="A letter will be sent",
            ),
        )


# What means something else than its words; each may have its verb in any form.
_FIGURES = (
    r"a piece of cake",
    r"at the end of the day",
    r"at (?:great|high|greater|higher) risk",
    r"bear(?:s|ing)? in mind",
    r"behind (?:the scenes|closed doors|bars)",
    r"break(?:s|ing)? the (?:ice|silence|cycle)",
    r"by heart",
    r"(?:come|comes|came|coming) to light",
    r"cross(?:es|ed|ing)? the line",
    r"draw(?:s|ing)?\b[^.]*\bin\b",
    r"fall(?:s|ing)? (?:victim|prey|through|apart)",
    r"feel(?:s|ing)? (?:blue|down)",
    r"first and foremost",
    r"get(?:s|ting)? (?:in touch|the hang|over it|cold feet)",
    r"give(?:s|n)? (?:a hand|way|rise)",
    r"hand in hand",
    r"hard(?:-|\s)hit",
    r"in a nutshell",
    r"in (?:deep|hot) water",
    r"in (?:good|safe|the wrong) hands",
    r"in the (?:long|short) run",
    r"in the dark",
    r"keep(?:s|ing)? (?:an eye|in touch|at bay|track)",
    r"know(?:s|ing)? the ropes",
    r"lend(?:s|ing)? a hand",
    r"make(?:s)? ends meet|making ends meet",
    r"off the hook",
    r"on (?:the rise|the safe side|the same page|the line|board)",
    r"once in a blue moon",
    r"open(?:s|ed|ing)? (?:the door|doors) to",
    r"out of (?:the blue|hand|touch)",
    r"play(?:s|ed|ing)? a (?:role|part)",
    r"(?:rain|rains|raining) cats and dogs",
    r"rule of thumb",
    r"run(?:s|ning)? (?:out of|into|the risk)",
    r"shed(?:s|ding)? light",
    r"speak(?:s|ing)? out",
    r"stand(?:s|ing)? (?:by|up for)",
    r"step by step",
    r"take(?:s|n)? (?:advantage|a toll|for granted|part|steps)|taking (?:advantage|part|steps)",
    r"the tip of the iceberg",
    r"think(?:s|ing)? twice",
    r"tip of the iceberg",
    r"turn(?:s|ed|ing)? a blind eye",
    r"under (?:pressure|the weather|the radar)",
    r"vicious circle",
    r"walk(?:s|ing)? on eggshells",
    r"win(?:s|ning)? (?:trust|[a-z]+ trust)|won (?:trust|[a-z]+ trust)",
)
_FIGURE = re.compile(rf"\b(?:{'|'.join(_FIGURES)})\b", re.IGNORECASE)


def figures_of_speech(sentence: Sentence) -> Iterator[Finding]:
    """No ideas that are hard to understand, such as metaphors."""
    if sentence.language != "en":
        return
    if found := [match[0] for match in _FIGURE.finditer(sentence.text)]:
        yield (
            "easy-figures",
            translatable("“%(words)s” does not mean what its words say.", words=found[0]),
            translatable("Say what happens, in plain words."),
        )


_NEGATIVE = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|nowhere|without|cannot|[a-z]+n[’']t)\b", re.IGNORECASE
)


def double_negatives(sentence: Sentence) -> Iterator[Finding]:
    """A sentence says what is so: one negative may be needed, two cancel each other."""
    if sentence.language == "en" and len(found := _NEGATIVE.findall(sentence.text)) > 1:
        yield (
            "easy-negatives",
            translatable(
                "A sentence that says “not” more than once (%(words)s): “%(text)s”",
                words=quoted(found),
                text=sentence.text,
            ),
            translatable("Say what is so, rather than what is not."),
        )
