"""Pages: what a reader finds in their HTML."""

from briefkit.leaflet import Page, PageElement, read_page


def page_of(body: str) -> Page:
    html = f"<html><head><title>The  title</title></head><body>{body}</body></html>"
    return read_page(html, "p { margin: 0 }", language="en", language_name="English")


def test_the_title_is_the_page_s_own_and_pictures_keep_theirs() -> None:
    page = page_of("<p>Words</p><svg><title>A flag</title></svg>")
    assert page.title == "The title"
    assert page.text == "Words"
    assert (page.css, page.language_name) == ("p { margin: 0 }", "English")


def test_elements_are_counted_in_letters_an_inner_one_first() -> None:
    page = page_of('<p id="a">Two <em>words</em></p><p lang="fr">et deux</p>')
    assert page.elements[2:5] == (
        PageElement(tag="em", start=3, end=8, lang="", id=""),
        PageElement(tag="p", start=0, end=8, lang="", id="a"),
        PageElement(tag="p", start=8, end=14, lang="fr", id=""),
    )
    assert page.text == "Two words et deux"


def test_spans_and_links_are_found_with_what_they_are_called() -> None:
    page = page_of(
        '<p><a href="#n" aria-label="Note 1">1</a> <a href="tel:112">1<br>12</a>'
        '<span lang="el">δύο <b>λέξεις</b></span></p><div data-draft="Draft"></div>'
    )
    assert page.link_names == {"#n": "Note 1", "tel:112": "1 12"}
    assert page.language_spans == (("el", "δύο λέξεις"),)
    assert page.draft_notice == "Draft"
