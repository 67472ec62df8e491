"""An OpenDocument text becomes a text that is read as a brief's, and what is lost is told."""

import pytest

from briefkit.importing import Imported, import_document
from tests.importing.documents import text_document

TITLE = '<text:p text:style-name="Title">Heat</text:p>'


def read(body: str, styles: str = "") -> Imported:
    return import_document(
        text_document(TITLE + body, styles), "a.odt", "all.md", lambda name: None
    )


def told(done: Imported) -> str:
    return "\n".join(map(str, done.warnings))


def test_a_text_of_libreoffice_comes_back_whole() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>WHO.</text:p></text:note-body></text:note>"
    )
    done = read(
        '<text:h text:outline-level="1">Before</text:h>'
        f'<text:p text:style-name="Set_in">Drink{note}<text:tab/>much.</text:p>'
        "<text:list><text:list-item><text:p>Water</text:p></text:list-item></text:list>"
        '<text:p text:style-name="Table">Hours</text:p>'
        "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>9</text:p>"
        "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>17</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        '<text:p><draw:frame><draw:text-box><text:p text:style-name="Figure"><draw:frame>'
        '<draw:image xlink:href="Pictures/a.png"/><svg:desc>A map</svg:desc></draw:frame></text:p>'
        '<text:p text:style-name="Figure">The town</text:p></draw:text-box></draw:frame></text:p>'
        '<text:p>See page <text:page-number>4</text:page-number>, <text:a xlink:type="simple" '
        'xlink:href="https://a.eu">here</text:a>.</text:p>',
        '<style:style style:name="Set_in" style:family="paragraph"><style:paragraph-properties '
        'fo:margin-left="2cm"/></style:style>'
        '<style:style style:name="Table" style:family="paragraph" '
        'style:parent-style-name="Caption"/>'
        '<style:style style:name="Figure" style:family="paragraph" '
        'style:parent-style-name="Caption"/>',
    )
    assert done.text == (
        "# Heat\n\n## Before\n\nDrink[^1] much.\n\n1. Water\n\nTable: Hours\n\n"
        '|  |\n| --- |\n| 9 |\n| 17 |\n\n![A map](img/a-1.png "The town")\n\n'
        "See page 4, [here](https://a.eu).\n\n[^1]: WHO.\n"
    )
    (warning,) = done.warnings
    assert "A table has no head" in str(warning)


STYLE = '<style:style style:name="T" style:family="text"><style:text-properties {}/></style:style>'
SPAN = '<text:p>Drink <text:span text:style-name="T">beer</text:span>.</text:p>'
NOT_TAKEN = {
    "a comment": (
        "<text:p>Drink.<office:annotation><dc:creator>Ann</dc:creator><text:p>Tea?</text:p>"
        "</office:annotation></text:p>",
        "", "Drink.", "A comment is not taken over: “Ann: Tea?”",
    ),
    "a tracked deletion": (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>Beer.'
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Drink.<text:change text:change-id="c"/></text:p>',
        "", "Drink.", "left out: “Beer.”",
    ),
    "a tracked addition": (
        '<text:tracked-changes><text:changed-region text:id="c"><text:insertion/>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p><text:change-start text:change-id="c"/>Drink.<text:change-end/></text:p>',
        "", "Drink.", "a tracked change adds are taken over",
    ),
    "hidden words": (
        SPAN, STYLE.format('text:display="none"'), "Drink .", "hides these words, which are not "
        "taken over: “beer”",
    ),
    "struck words": (
        SPAN, STYLE.format('style:text-line-through-style="solid" '
        'style:text-line-through-type="single"'), "Drink .", "struck out are left out: “beer”",
    ),
    "a colour": (SPAN, STYLE.format('fo:color="#ff0000"'), "Drink beer.", "“beer” had a colour"),
    "a text box": (
        "<text:p>Drink.<draw:frame><draw:text-box><text:p>Tea</text:p></draw:text-box></draw:frame>"
        "</text:p>",
        "", "Drink.\n\nTea", "A text box hangs on this place",
    ),
    "a chart": (
        '<text:p>See.<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>',
        "", "See.", "A chart, a formula",
    ),
    "a page's break": (
        '<text:p text:style-name="P">A</text:p>',
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties '
        'fo:break-before="page"/></style:style>',
        "A", "A new page begins",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_can_t_be_taken_over_is_told_of_with_its_line(what: str) -> None:
    body, styles, text, message = NOT_TAKEN[what]
    done = read(body, styles)
    assert done.text == f"# Heat\n\n{text}\n"
    (warning,) = done.warnings
    assert message in str(warning)
    assert str(warning).startswith("all.md:3: ")
