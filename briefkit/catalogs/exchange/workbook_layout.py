"""What the sheets of an exported workbook are called, and what they say to a translator."""

__all__ = [
    "CHOICES",
    "DIGEST",
    "DOMAIN",
    "DONE",
    "DRAFT",
    "GUIDE",
    "HEADINGS",
    "INSTRUCTIONS",
    "LOCALE",
    "REFERENCE",
    "SOURCE_COLUMN",
    "TO_CHECK",
    "TO_TRANSLATE",
    "TRANSLATIONS",
    "WIDTHS",
]

GUIDE, TRANSLATIONS = "Read me", "Translations"
HEADINGS = ("Number", "Where it stands", "Source", "Translation", "State", "Your note")
WIDTHS = (19, 28, 60, 60, 15, 30)
# The column of the source, counted from 0: one of another language may stand after it.
SOURCE_COLUMN = HEADINGS.index("Source")
REFERENCE = "To compare: "
TO_TRANSLATE, TO_CHECK, DRAFT, DONE = "to translate", "please check", "draft", "done"
CHOICES = f"“{TO_TRANSLATE}”, “{TO_CHECK}”, “{DRAFT}” or “{DONE}”"
DOMAIN, LOCALE, DIGEST = "Text", "Language code", "Fingerprint of the source"

INSTRUCTIONS = (
    f"Go to the sheet “{TRANSLATIONS}”: its tab is at the bottom of the window.",
    "Write your translation in the white column “Translation”, beside each source text. The grey "
    "columns are locked: leave them as they are.",
    "**Two asterisks** make bold type, *one* makes emphasis: put them round the words that carry "
    "the weight in your language. In [words](address) translate the words, keep the address.",
    "Copy [@name2020], %(date)s and the like letter by letter, to where they belong in your "
    "language.",
    "For a new line within a cell press Alt+Enter (in LibreOffice Ctrl+Enter).",
    f"In the column “State” choose “{DONE}”, or “{TO_CHECK}” where somebody should look again. "
    f"What says “{TO_CHECK}” is not printed before somebody has. “{DRAFT}” is a translation, by a "
    "person or a machine, that nobody has reviewed: read it, and correct it.",
    "Anything that you want to tell us goes into the column “Your note”.",
    "You may stop half-way: rows that stay empty are left as they are. Emptying a translation does "
    "not delete it; write the better one, or a note.",
    "Save the file as an Excel workbook (.xlsx), not as CSV, and send it back.",
)
