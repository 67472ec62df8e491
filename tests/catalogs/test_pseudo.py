"""Leaflets in languages that nobody speaks."""

from tests.conftest import Workspace


def test_pseudo_leaflets_show_what_is_hard_coded_and_what_overflows(workspace: Workspace) -> None:
    done = workspace.run("pseudo", "--output", "out")
    assert done.stdout.count("made") == 4
    template = workspace.root / "templates" / "help.html.jinja"
    workspace.replace(template, '<div class="stamp">', '<p>Written here</p><div class="stamp">')
    done = workspace.run("pseudo", "--output", "out", code=1)
    assert "words from no catalog: Written, here" in done.stdout
