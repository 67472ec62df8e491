"""The whole road: leaflets that pass, and the faults that stop one."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from briefkit.build import (
    Built,
    build,
    fit_of,
    inputs_of,
    make_leaflet,
    plan,
    typesetter_for,
)
from briefkit.languages import install_fonts, language_tag, sources_for
from briefkit.model import Edition
from briefkit.proof import comparable, read_runs
from briefkit.typeset import layout_steps
from tests.conftest import BRIEF, ROOT, Workspace

LOCALES = [*sorted(p.name for p in (ROOT / "locales").iterdir() if p.is_dir()), "en"]
AUDIENCES = ("community", "professional")
Read = Callable[[str, str], bytes]


def edition(locale: str = "bg", audience: str = "community") -> Edition:
    return Edition(brief=BRIEF, audience=audience, locale=locale)


def refused(built: Built) -> str:
    assert built.path is None
    assert built.state == "refused"
    assert built.diagnostics
    return "\n".join(str(diagnostic) for diagnostic in built.diagnostics)


def printed(data: bytes) -> str:
    return comparable("".join(run.text for run in read_runs(data)))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_leaflet_is_built_and_passes_its_proof(locale: str, built: Read) -> None:
    with pikepdf.open(io.BytesIO(built(locale, "community"))) as pdf:
        assert len(pdf.pages) == 2
    with pikepdf.open(io.BytesIO(built(locale, "professional"))) as pdf:
        assert 1 < len(pdf.pages) <= 6
        assert pdf.Root.Lang == language_tag(locale)
        assert pdf.open_outline().root


@pytest.mark.parametrize("locale", LOCALES)
def test_the_community_text_is_12_pt_or_more(locale: str, built: Read) -> None:
    # Sizes are set in CSS px within a page scaled to pt: 12 pt are 16 px.
    with pikepdf.open(io.BytesIO(built(locale, "community"))) as pdf:
        sizes = [
            float(instruction.operands[1])
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page, "Tf")
        ]
    body = max(set(sizes), key=sizes.count)
    assert body >= 16 - 1e-6


@pytest.mark.usefixtures("set_anew")
def test_two_builds_are_the_same_bytes(workspace: Workspace, built: Read) -> None:
    for audience in AUDIENCES:
        made = make_leaflet(edition("el", audience), workspace.order())
        assert made.path is not None
        assert made.path.read_bytes() == built("el", audience)


def test_notes_are_links_both_ways(built: Read) -> None:
    with pikepdf.open(io.BytesIO(built("de", "professional"))) as pdf:
        destinations = [
            str(a.Dest) for page in pdf.pages for a in page.get("/Annots", []) if "/Dest" in a
        ]
        contents = {str(a.Contents) for page in pdf.pages for a in page.get("/Annots", [])}
    for number in range(1, 15):
        assert f"note-{number}" in destinations
        assert f"ref-{number}" in destinations
    assert "Zurück zum Text von Anmerkung 3" in contents or any("3" in c for c in contents)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["Garcia, note 2.", "last accessed 19 May 2022", "15 March 2019", "“Cyber-sex"]),
        ("de", ["„Cyber-sex trafficking: A 21st century scourge“", "19. Mai 2022"]),
        ("el", ["«Cyber-sex trafficking: A 21st century scourge»", "19 Μαΐου 2022"]),
        ("bg", ["„Cyber-sex trafficking: A 21st century scourge“", "19 май 2022"]),
    ],
)
def test_notes_follow_the_language(locale: str, words: list[str], built: Read) -> None:
    text = printed(built(locale, "professional"))
    for word in words:
        assert comparable(word) in text


def test_a_passage_in_another_language_is_marked_as_such(built: Read) -> None:
    with pikepdf.open(io.BytesIO(built("bg", "professional"))) as pdf:
        languages = {
            str(o.Lang)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/Lang" in o and o.get("/S") == "/Span"
        }
    assert languages == {"en"}


def test_the_running_foot_and_the_draft_band_are_artifacts(built: Read) -> None:
    runs = read_runs(built("bg", "community"))
    for page in (0, 1):
        artifacts = comparable("".join(r.text for r in runs if r.page == page and r.mcid < 0))
        assert re.search(r"CT-BG-C-A4-[0-9A-Z]{8}", artifacts.replace("CTBGCA4", "CT-BG-C-A4-"))
        assert f"{page + 1}/2" in artifacts


# --- what stops a leaflet ---


def test_deleting_the_disclaimer_from_the_template_stops_the_leaflet(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "imprint.html.jinja"
    text = template.read_text(encoding="utf-8")
    cut = re.sub(r'<p class="disclaimer">.*?</p>', "", text, flags=re.DOTALL)
    assert cut != text
    template.write_text(cut, encoding="utf-8")
    assert "disclaimer" in refused(make_leaflet(edition(), workspace.order()))
    assert not list(workspace.output.glob("*.pdf"))


def test_content_after_the_disclaimer_stops_the_leaflet(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "leaflet.html.jinja"
    workspace.replace(template, "</body>", "<p>One more thing.</p></body>")
    assert "not the last content" in refused(make_leaflet(edition("en"), workspace.order()))


@pytest.mark.parametrize("allowed", [False, True])
def test_a_fuzzy_disclaimer_is_never_printed(workspace: Workspace, allowed: bool) -> None:
    po = workspace.po("bg", "leaflet")
    workspace.replace(
        po,
        '#, python-format\nmsgid ""\n"The contents',
        '#, fuzzy, python-format\nmsgid ""\n"The contents',
    )
    made = make_leaflet(edition(), workspace.order(allow_incomplete=allowed))
    if not allowed:
        text = refused(made)
        assert "fuzzy" in text
        assert "The contents of this publication" in text
        assert "locales/bg/LC_MESSAGES/leaflet.po:" in text
        return
    assert made.state == "incomplete"
    assert made.path is not None
    data = made.path.read_bytes()
    assert comparable("the sole responsibility of the authors") in printed(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spans = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o]
        assert any(o.get("/S") == "/P" and o.Lang == "en" for o in spans)


def test_a_font_without_greek_stops_the_leaflet(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from fontTools import subset

    cache = tmp_path_factory.mktemp("fonts-without-greek")
    sources = sources_for("el")
    folder = install_fonts(cache, sources)
    for source in sources:
        font = folder / source.name
        subset.main([str(font), "--unicodes=U+0020-024F,U+2000-22FF", f"--output-file={font}",
                     "--notdef-outline", "--glyph-names", "--layout-features=*"])  # fmt: skip
    # A process of its own: fonts are loaded once in a process.
    code = (
        "from tests.conftest import *; from tests.build.test_build import *;"
        "from pathlib import Path;"
        f"w = Workspace(Path({str(workspace.root)!r}), Path({str(cache)!r}));"
        "print(refused(make_leaflet(edition('el'), w.order())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ".notdef" in done.stdout
    assert "U+03" in done.stdout
    assert "el.community" in done.stdout


def test_an_untranslated_message_is_named_and_stops_the_leaflet(workspace: Workspace) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    po.write_text(re.sub(r'(msgid "What is it\?"\nmsgstr) ".*"', r'\1 ""', text), encoding="utf-8")
    found = refused(make_leaflet(edition("de"), workspace.order()))
    assert "not translated" in found
    assert "What is it?" in found
    assert re.search(r"locales/de/LC_MESSAGES/cyber-trafficking\.po:\d+ de:", found)
    made = make_leaflet(edition("de"), workspace.order(allow_incomplete=True))
    assert made.state == "incomplete"
    assert made.path is not None
    assert comparable("What is it?") in printed(made.path.read_bytes())


def test_a_leaflet_that_fails_takes_its_older_self_away_and_nothing_else(
    workspace: Workspace,
) -> None:
    made = make_leaflet(edition("de"), workspace.order())
    assert made.path is not None
    made.path.with_name("mine.pdf").write_bytes(made.path.read_bytes())
    workspace.po("de").write_text("msgid", encoding="utf-8")
    # A process remembers what it has read: a new build is a new process.
    done = workspace.run("build", "--locale", "de", "--audience", "community", "--json", code=1)
    assert "PO syntax" in done.stdout
    assert [p.name for p in workspace.output.iterdir()] == ["mine.pdf"]


def test_a_text_too_long_for_its_sheet_names_the_excess_and_the_messages(
    workspace: Workspace,
) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    po.write_text(
        re.sub(r'(msgid "What is it\?"\nmsgstr) "(.*)"',
               lambda m: f'{m[1]} "{"Donaudampfschifffahrt " * 400}"', text),
        encoding="utf-8",
    )  # fmt: skip
    found = refused(make_leaflet(edition("de"), workspace.order()))
    assert "brief.toml allows 2" in found
    assert re.search(r"about \d+ lines too long", found)
    assert "characters longer than its source" in found
    assert found.count("characters longer") == 3


# --- untrusted text ---


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "<style>*{display:none}</style>",
    "{{ settings }} {% include 'x' %}",
    "![x](file:///etc/passwd)",
]


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_text_in_a_catalog_is_text_or_refused(workspace: Workspace, attack: str) -> None:
    for domain, old in ((BRIEF, "What is it?"), ("leaflet", "Where to get help")):
        po = workspace.po("bg", domain)
        text = po.read_text(encoding="utf-8")
        changed = re.sub(
            rf'(msgid "{re.escape(old)}"\nmsgstr) ".*"', lambda m: f'{m[1]} "{attack}"', text
        )
        assert changed != text
        po.write_text(changed, encoding="utf-8")
    made = make_leaflet(edition(), workspace.order())
    if made.path is None:
        assert "markup" in refused(made)
        return
    data = made.path.read_bytes()
    assert printed(data).count(comparable(attack)) == 2
    assert b"root:" not in data


@pytest.mark.parametrize(
    "translation",
    [
        "[Sega](https://evil.example/)",
        "112 <https://evil.example>",
        "[x](javascript:alert(1)) [@garcia2019]",
    ],
)
def test_a_changed_link_or_citation_is_refused(workspace: Workspace, translation: str) -> None:
    po = workspace.po("bg")
    text = po.read_text(encoding="utf-8")
    changed = re.sub(
        r'(msgid "What is it\?"\nmsgstr) ".*"', lambda m: f'{m[1]} "{translation}"', text
    )
    po.write_text(changed, encoding="utf-8")
    found = refused(make_leaflet(edition(), workspace.order()))
    assert "are not the source's" in found


def test_placeholders_of_labels_must_be_the_source_s(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    head, _, tail = po.read_text(encoding="utf-8").partition("Grant Agreement № %(grant)s.")
    po.write_text(f"{head}Grant Agreement № %(grant)s.{tail.replace('%(grant)s', '%(settings)s')}")
    found = refused(make_leaflet(edition(), workspace.order()))
    assert "placeholders" in found
    assert "%(settings)s" in found


def test_a_template_that_wants_a_file_gets_none(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "leaflet.html.jinja"
    workspace.replace(template, "</main>", '<img src="file:///etc/hostname" alt="x"></main>', 2)
    assert "WeasyPrint warns" in refused(make_leaflet(edition("en"), workspace.order()))


def test_a_fault_in_a_template_is_no_traceback(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "leaflet.html.jinja"
    workspace.replace(template, "{{ title }}", "{{ titel }}")
    assert "titel" in refused(make_leaflet(edition("en"), workspace.order()))


def test_a_template_that_cannot_be_read_is_named_with_its_line(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "help.html.jinja"
    workspace.replace(template, "{% endtrans %}", "{% endtran %}")
    for command in (["extract"], ["build", "--locale", "en"], ["status"]):
        done = workspace.run(*command, code=1)
        assert "templates/help.html.jinja:" in done.stdout + done.stderr


# --- planning, and many at once ---


def test_processes_and_one_process_make_the_same(workspace: Workspace, built: Read) -> None:
    seen: list[Built] = []
    editions = plan(workspace.project, locales=["en", "de"])
    results = build(editions, workspace.order(), jobs=2, progress=seen.append)
    assert [result.edition for result in results] == list(editions)
    assert sorted(str(b.path) for b in seen) == sorted(str(b.path) for b in results)
    for result in results:
        assert result.path is not None
        assert result.path.read_bytes() == built(result.edition.locale, result.edition.audience)


@pytest.mark.parametrize(
    ("locale", "audience", "fmt"),
    [("el", "professional", "a4"), ("ga", "community", "a4"), ("en", "community", "poster")],
)
def test_a_text_is_set_the_same_wherever_its_size_is_sought_first(
    workspace: Workspace, locale: str, audience: str, fmt: str
) -> None:
    wanted = replace(edition(locale, audience), format=fmt)
    leaflet, page = inputs_of(workspace.root, ROOT).leaflet(wanted, (), allow_incomplete=False)
    typesetter, fit = typesetter_for(workspace.font_cache, sources_for(locale)), fit_of(leaflet)
    steps = len(layout_steps(fit))
    made = []
    for start in sorted({0, 2, 3, steps // 3, steps // 2, steps - 1}):
        typesetter.steps.known = {wanted.stem: start}
        made.append(typesetter.typeset(page, fit, wanted.stem))
    assert len({(one.size, one.leading) for one in made}) == 1
    assert len({one.pdf for one in made}) == 1


def test_the_wheel_builds_leaflets_in_an_empty_folder(
    tmp_path: Path, font_cache: Path, built: Read
) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "build", "--locale", "de"],
        cwd=tmp_path / "empty",
        env={"PYTHONPATH": str(tmp_path / "site"), "BRIEFKIT_CACHE": str(font_cache),
             "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = tmp_path / "empty" / "leaflets" / f"{BRIEF}.de.community.a4.pdf"
    assert made.read_bytes() == built("de", "community")
