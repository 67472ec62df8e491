"""What was translated before is found again: the same words, and words that are much alike."""

from briefkit.catalogs import Match, memory_matches, paired_terms, parse_glossary, terms_in
from briefkit.model import Catalog, Entry, Message


def catalog(domain: str, *entries: Entry) -> Catalog:
    return Catalog(
        locale="de", domain=domain, path=f"{domain}.po", headers=(), header_comment="",
        entries=entries,
    )  # fmt: skip


def entry(msgid: str, translation: str, *flags: str, obsolete: bool = False) -> Entry:
    message = Message(msgid=msgid, flags=flags)
    return Entry(message=message, translations=(translation,), obsolete=obsolete)


def found(msgid: str, *catalogs: Catalog) -> list[tuple[str, int]]:
    matches = memory_matches(Message(msgid=msgid), "heat", catalogs)
    return [(match.translation, match.percent) for match in matches]


def test_the_same_words_come_before_words_that_are_alike() -> None:
    heat = catalog("heat", entry("Drink enough water.", ""), entry("Drink water.", "Trinken Sie."))
    water = catalog(
        "water",
        entry("Drink enough water!", "Trinken Sie genug!"),
        entry("Drink enough water.", "Trinken Sie genug."),
        entry("Call the police.", "Rufen Sie die Polizei."),
    )
    assert found("Drink enough water.", heat, water) == [
        ("Trinken Sie genug.", 100),
        ("Trinken Sie genug!", 94),
        ("Trinken Sie.", 77),
    ]
    (first, *_) = memory_matches(Message(msgid="Drink enough water."), "heat", [heat, water])
    assert first == Match(
        source="Drink enough water.",
        translation="Trinken Sie genug.",
        percent=100,
        domain="water",
    )


def test_only_what_was_confirmed_is_a_match_and_not_the_message_itself() -> None:
    heat = catalog(
        "heat",
        entry("Stay inside.", "Bleiben Sie drinnen."),
        entry("Stay inside!", "Fraglich", "fuzzy"),
        entry("Stay inside,", ""),
        entry("Stay inside …", "Bleiben Sie im Haus …", obsolete=True),
    )
    assert found("Stay inside.", heat) == [("Bleiben Sie im Haus …", 88)]
    # What differs in a sign alone is never the same.
    long = "word " * 60
    assert found(f"{long}.", catalog("water", entry(f"{long}!", "Wort"))) == [("Wort", 99)]


def test_terms_are_found_with_their_translation() -> None:
    glossary = parse_glossary(
        "term,locale,translation,forms,source,verified\n"
        "trafficking,en,trafficking,trafficking,,no\n"
        "human trafficking,en,human trafficking,human trafficking,,no\n"
        "victim,en,victim,victim|victims,,no\n"
        "victim,de,Opfer,,,no\n"
        "human trafficking,de,Menschenhandel,Menschenhandel,,no\n"
        "trafficking,de,Handel,,,no\n",
        "glossary.csv",
    )
    pairs = paired_terms(glossary, "en", "de")
    text = "Victims of **human trafficking** are not victimised."
    assert [ours.translation for _, ours in terms_in(text, pairs)] == [
        "Menschenhandel", "Handel", "Opfer",
    ]  # fmt: skip
    assert terms_in("Nothing.", pairs) == ()
    assert paired_terms(glossary, "en", "fr") == ()
