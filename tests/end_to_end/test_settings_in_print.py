"""What settings change in print: audiences, funders, brands; read back from the PDFs."""

import io
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from briefkit.build import (
    Built,
    build,
    fit_of,
    inputs_of,
    plan,
    shaper_for,
    typesetter_for,
)
from briefkit.catalogs import EU_DISCLAIMERS
from briefkit.desk.audiences import offered_audiences
from briefkit.errors import SourceError, UsageError
from briefkit.languages import SOURCES, install_fonts
from briefkit.leaflet import Finish
from briefkit.project import font_warnings
from briefkit.proof import comparable, proof, read_runs, read_structure
from briefkit.typeset import grayscale
from tests.brief.settings_examples import FUNDERS
from tests.conftest import ROOT, Workspace
from tests.heat import SETTINGS, brief_toml, heat

Heat = Callable[..., Workspace]

EU = {"preset": "eu-2021-2027", "project": "COOL", "grant": "101000001"}
EU_NOTICE = EU_DISCLAIMERS[0].msgid


@pytest.fixture
def town(tmp_path: Path, font_cache: Path) -> Heat:
    return lambda **changes: heat(tmp_path, font_cache, **changes)


def made(workspace: Workspace, audience: str = "patients", *formats: str, **how: Any) -> Built:
    (built,) = make(workspace, audience, formats or ("a4",), **how)
    return built


def make(
    workspace: Workspace, audience: str, formats: Sequence[str], *, locale: str = "en", **how: Any
) -> Sequence[Built]:
    editions = plan(
        workspace.project, locales=[locale], audiences=[audience], formats=formats, **how
    )
    return build(editions, workspace.order(allow_incomplete=True))


def pages(built: Built) -> list[str]:
    """Return the text of each page, as it can be compared."""
    assert built.path is not None, [str(d) for d in built.diagnostics]
    runs = read_runs(built.path.read_bytes())
    return [
        comparable("".join(run.text for run in runs if run.page == number))
        for number in range(built.pages)
    ]


def whole(built: Built) -> str:
    return "".join(pages(built))


def figures(built: Built) -> list[str]:
    assert built.path is not None
    with pikepdf.open(io.BytesIO(built.path.read_bytes())) as pdf:
        structure = read_structure(pdf)
        assert structure is not None
        return [element.alt for element in structure.walk() if element.role == "Figure"]


def complaints(built: Built) -> str:
    assert built.path is None
    return "\n".join(map(str, built.diagnostics))


LOGOS = ["Clinic of the Old Town", "Town of Oldbridge", "Partner A", "Partner B"]


# --- a brief of nobody's ---


@pytest.mark.parametrize("audience", SETTINGS["audiences"])
def test_a_brief_without_a_funder_prints_in_every_format(town: Heat, audience: str) -> None:
    workspace = town()
    formats = workspace.project.brief("heat").texts[audience].reader.formats
    for built in make(workspace, audience, formats):
        said = whole(built)
        assert "European" not in said
        assert not {"project", "programme"} & set(re.findall(r"[a-z]+", said.casefold()))
        assert not any("Emblem" in alt for alt in figures(built))
        # Cards say what can be shown to anyone: they have no room for who made them.
        assert figures(built) == ([] if built.edition.format in ("pocket", "share") else LOGOS)
        assert built.path is not None
        assert re.fullmatch(rf"HW-EN-{audience[0].upper()}-[A-Z0-9]+-\w{{8}}", built.code)


def test_what_an_audience_has_is_what_its_settings_say(town: Heat) -> None:
    workspace = town()
    patients, staff = made(workspace), made(workspace, "staff")
    said = whole(patients)
    for words in ("For patients", "15Emergency number", "The ambulance: free, day and night."):
        assert comparable(words) in said
    assert comparable("Space for the stamp") in said
    assert "112" not in said
    assert comparable("Information for professionals") in whole(staff)
    for words in ("Where to get help", "Emergency number", "Local help", "Space for the stamp"):
        assert comparable(words) not in whole(staff)
    with pytest.raises(UsageError, match="no poster for the audience “staff”"):
        plan(workspace.project, audiences=["staff"], formats=["poster"])
    with pytest.raises(UsageError, match="no discreet a4 for the audience “staff”"):
        plan(workspace.project, audiences=["staff"], discreet=True)


def test_a_brand_s_colour_takes_the_place_of_the_theme_s(town: Heat) -> None:
    built = made(town())
    assert built.path is not None
    with pikepdf.open(built.path) as pdf:
        colours = {
            tuple(round(float(value) * 255) for value in instruction.operands)
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page, "rg RG")
        }
    assert (0x7A, 0x1F, 0x3D) in colours
    assert (0x00, 0x33, 0x99) not in colours


def test_in_greys_nothing_keeps_its_colour(town: Heat) -> None:
    workspace = town()
    editions = plan(workspace.project, locales=["en"], audiences=["patients"])
    order = workspace.order(finish=Finish(grayscale=True))
    (built,) = build(editions, order)
    assert built.path is not None
    with pikepdf.open(built.path) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert len(images) == 2
        assert {str(image.ColorSpace) for image in images} == {"/DeviceGray"}
        # ISO 19005-2, 6.2.8: no image is to be smoothed.
        assert not any(image.get("/Interpolate", False) for image in images)
        wanted = inputs_of(order.root, order.bundled)
    leaflet, page = wanted.leaflet(editions[0], (), allow_incomplete=False)
    coloured = typesetter_for(order.font_cache).typeset(page, fit_of(leaflet), "x").pdf
    expected = replace(wanted.expected(leaflet, page), grayscale=True)
    found = proof(grayscale(coloured), expected, shaper_for(order.font_cache))
    assert ["has a picture in colours" in d.message for d in found] == [True]


# --- where an audience is named ---


def test_the_desk_offers_audiences_by_their_labels(town: Heat) -> None:
    workspace = town()
    shutil.copytree(ROOT / "locales", workspace.root / "locales")
    workspace.run("update", "de")
    workspace.replace(
        workspace.po("de", "heat"), 'msgid "For patients"\nmsgstr ""', 'msgid "For patients"\n'
        'msgstr "Für Kranke"',
    )  # fmt: skip
    german = offered_audiences(
        workspace.project, "heat", workspace.project.catalogs.read("heat", "de")
    )
    assert [(own.name, own.label, own.level) for own in german] == [
        ("patients", "Für Kranke", "plain"),
        ("staff", "", "professional"),
    ]
    (english, _) = offered_audiences(
        workspace.project, "heat", workspace.project.catalogs.read("heat", "en")
    )
    assert (english.label, "poster" in english.formats) == ("For patients", True)


def test_a_site_names_audiences_by_their_labels(town: Heat) -> None:
    workspace = town(languages=["en"])
    workspace.run("site", "out")
    page = (workspace.root / "out" / "en" / "index.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h2 id[^>]*>(.*?)</h2>", page)
    assert headings == ["For patients", "Professionals", "Other languages"]
    index = (workspace.root / "out" / "index.html").read_text(encoding="utf-8")
    assert "<h1><bdi>Heat: how to keep well</bdi></h1>" in index


# --- funders ---


@pytest.mark.parametrize("position", ["start", "end", "both"])
def test_the_eu_s_notice_stands_where_it_is_asked_for(town: Heat, position: str) -> None:
    built = made(town(funder=EU | {"position": position}))
    found = pages(built)
    notice = comparable(EU_NOTICE)
    times = 2 if position == "both" else 1
    assert whole(built).count(notice) == times
    assert whole(built).count("COOL") == whole(built).count("101000001") == times
    assert figures(built).count("Emblem of the European Union") == times
    if position != "end":
        assert found[0].index(notice) < found[0].index(comparable("Heat: how to keep well"))
    if position != "start":
        assert notice in found[-1]
        assert (
            found[-1].rindex(notice) > found[-1].rindex("Local") if "Local" in found[-1] else True
        )


def test_a_discreet_leaflet_has_it_inside_alone(town: Heat) -> None:
    workspace = town(funder=EU | {"position": "start"})
    built = made(workspace, "patients", "a4", discreet=True)
    found = pages(built)
    assert comparable(EU_NOTICE) not in found[0]
    assert comparable(EU_NOTICE) in found[-1]


def test_another_authority_is_named_in_the_disclaimer(town: Heat) -> None:
    authority = "the European Union Agency for Asylum"
    built = made(town(funder=EU | {"authority": authority}))
    assert comparable(EU_DISCLAIMERS[1].msgid % {"authority": authority}) in whole(built)
    assert "Commission" not in whole(built)


def test_it_is_in_the_leaflet_s_language(town: Heat) -> None:
    built = made(town(funder=EU), locale="de")
    assert comparable("Finanziert von der Europäischen Union") in whole(built)
    assert comparable("Weder die Europäische Union noch die Bewilligungsbehörde") in whole(built)


def test_a_notice_in_words_of_one_s_own_has_its_logo(town: Heat) -> None:
    funder = FUNDERS["own"] | {"position": "both"}
    funder["logo"] = funder["logo"] | {"file": "img/clinic.svg"}
    built = made(town(funder=funder))
    assert whole(built).count(comparable("Paid for by the town of Oldbridge.")) == 2
    assert figures(built).count("Town of Oldbridge") == 3  # one of them is the brand's
    assert "Emblem of the European Union" not in figures(built)


def spoil(workspace: Workspace, template: str, old: str, new: str) -> None:
    """Change a template of a project that has none of its own yet."""
    folder = workspace.root / "templates"
    if not folder.exists():
        shutil.copytree(ROOT / "templates", folder)
    workspace.replace(folder / template, old, new)


@pytest.mark.parametrize(
    ("funder", "template", "old", "new", "words"),
    [
        ("none", "leaflet.html.jinja", "<main>{{ sections", '<main>{{ "x" | emblem }}{{ sections',
         "EU emblem"),
        ("none", "leaflet.html.jinja", "<main>{{ sections",
         "<p>Funded by the European Union</p><main>{{ sections",
         "it says “Funded by the European Union”"),
        (EU, "imprint.html.jinja", "{{ disclaimer() }}\n</div>\n</div>\n</footer>",
         "</div>\n</div>\n</footer>",
         "missing, or not whole"),
        (EU | {"position": "start"}, "leaflet.html.jinja", '{% if "start" in notice_at %}',
         "{% if false %}", "must begin with is missing"),
        (EU | {"position": "both"}, "leaflet.html.jinja", '{% if "start" in notice_at %}',
         "{% if false %}", "not the last content"),
        (EU, "common.css.jinja", ".emblem svg { width: 18mm; height: 12mm;",
         ".emblem svg { width: 12mm; height: 8mm;", "8.0 mm high, less than 10 mm"),
        (EU, "common.css.jinja", ".emblem { width: 23mm }", ".emblem { width: 18mm }",
         "too near to the EU emblem"),
        (EU, "imprint.html.jinja",
         '{% if imprint in ("whole", "card") %}\n{{ emblem() }}\n{% endif %}', "",
         "the EU emblem 0 times"),
    ],
)  # fmt: skip
def test_a_template_that_says_it_otherwise_is_refused(
    town: Heat, funder: Any, template: str, old: str, new: str, words: str
) -> None:
    workspace = town(funder=funder)
    spoil(workspace, template, old, new)
    assert words in complaints(made(workspace))


# --- what a brand brings ---


def faults(workspace: Workspace) -> list[str]:
    with pytest.raises(SourceError) as caught:
        workspace.project.brief("heat")
    return list(map(str, caught.value.diagnostics))


def test_logos_that_can_t_be_printed_are_told_with_their_lines(town: Heat, tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"\x89PNG")
    logos = [
        {"file": "img/none.svg", "alt": "A"},
        {"file": "img/a.png", "alt": "B", "width": 40},
        {"file": "img/script.svg", "alt": "C"},
        {"file": "img/linked.png", "alt": "D"},
        {"file": "img/broken.png", "alt": "E"},
    ]
    workspace = town(brand={"logos": logos})
    folder = workspace.root / "briefs" / "heat" / "img"
    script = '<svg viewBox="0 0 1 1"><script/></svg>'
    (folder / "script.svg").write_text(script, encoding="utf-8")
    (folder / "linked.png").symlink_to(tmp_path / "outside.png")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n")
    lines = brief_toml(workspace.root).read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, start=1) if "logos =" in text)
    told = faults(workspace)
    for found, words in zip(
        told,
        (
            "[brand] logos 1, file is not there: img/none.svg",
            "[brand] logos 2, file has 76 dpi at 40 mm: 120 px, and print needs 300 dpi",
            "The picture can't be used. It has a script",
            "[brand] logos 4, file is not there",
            "The picture can't be used. It is broken.",
        ),
        strict=True,
    ):
        assert f"brief.toml:{line}: {words}" in found
    assert "a width of 10 mm" in told[1]


def test_a_logo_higher_than_the_emblem_is_warned_of(town: Heat) -> None:
    logo = {"file": "img/clinic.svg", "alt": "A", "width": 60}
    own = town(brand={"logos": [logo]}, funder=EU)
    (warning,) = own.project.brief("heat").warnings
    assert "prints 24 mm high: no logo may be more prominent than the EU emblem" in warning.message
    assert warning.hint == "Take a width of 30 mm."


def add_font(workspace: Workspace, font_cache: Path, *styles: str, without: str = "") -> None:
    """Put a font “Townface” into the project: the ASCII of ours, without some letters."""
    folder = workspace.root / "fonts"
    folder.mkdir()
    for source in SOURCES:
        if source.family != "Source Sans 3" or source.style not in styles:
            continue
        path = str(install_fonts(font_cache) / source.name)
        choice = uharfbuzz.SubsetInput()
        choice.unicode_set.update(ord(c) for c in map(chr, range(32, 127)) if c not in without)
        face = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)), choice)
        with TTFont(io.BytesIO(face.blob.data)) as font:
            for name_id in (1, 16):
                font["name"].setName("Townface", name_id, 3, 1, 0x409)
            font["OS/2"].usWeightClass = source.weight
            font.save(folder / f"Town{source.style}.ttf")


def test_a_brand_s_font_sets_what_it_has_letters_for(town: Heat, font_cache: Path) -> None:
    workspace = town(brand={"font": "townface"})
    add_font(workspace, font_cache, "Regular", "Bold", without="w")
    text = workspace.root / "briefs" / "heat" / "patients.md"
    workspace.replace(text, "small* sips.", "small*\u202fsips → now.")
    built = made(workspace)
    assert built.path is not None
    with pikepdf.open(built.path) as pdf:
        fonts = {
            re.sub(r"^/\w{6}\+|-Bold|,$", "", str(font.BaseFont))
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
    assert fonts == {"Townface", "Source-Sans-3"}
    warned = [str(d) for d in workspace.project.brief("heat").warnings]
    assert any("a font without italics: Townface" in found for found in warned)
    (told,) = font_warnings(workspace.project, "heat", "en")
    assert told.message == "The font Townface has no w →: set in Source Sans 3."
    assert not list(font_warnings(workspace.project, "heat", "ar"))  # it is set in our own alone


@pytest.mark.parametrize(
    ("styles", "name", "words"),
    [
        ((), "Townface", "[brand] font names a font that is not there: Townface."),
        ((), "fontpkg-nowhere", "python -m pip install fontpkg-nowhere"),
        (("Regular",), "Townface", "names a font that lacks a style: Townface, bold."),
    ],
)
def test_a_font_that_can_t_be_used_is_told(
    town: Heat, font_cache: Path, styles: tuple[str, ...], name: str, words: str
) -> None:
    workspace = town(brand={"font": name})
    add_font(workspace, font_cache, *styles)
    (told,) = faults(workspace)
    assert words in told


def test_a_font_that_may_not_be_embedded_is_refused(town: Heat, font_cache: Path) -> None:
    workspace = town(brand={"font": {"default": "Townface"}})
    add_font(workspace, font_cache, "Regular", "Bold")
    path = workspace.root / "fonts" / "TownBold.ttf"
    with TTFont(path) as font:
        font["OS/2"].fsType = 2
        font.save(path)
    (told,) = faults(workspace)
    assert "may not be embedded" in told


# --- another source's language ---


def test_a_brief_may_be_written_in_any_language(town: Heat) -> None:
    workspace = town(source_locale="de")
    (edition, *_) = plan(workspace.project, locales=["de"], audiences=["staff"])
    (german,) = build([edition], workspace.order())
    assert comparable("Informationen für Fachkräfte") in whole(german)
    assert german.state == "draft"  # nobody has read the German of the words that are shared
    french = made(workspace, "staff", locale="fr")
    assert comparable("Heat: how to keep well") in whole(french)  # what is not translated
    assert comparable("Informations pour les professionnels") in whole(french)
