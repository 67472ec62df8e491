"""Leaflets in a process that runs already: new, with a message saved, of a campaign's offices."""

import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.rows import Bar, Results, Row
from benchmarks.subject import SAMPLE, Subject, cpu, offices_csv
from briefkit import build
from briefkit.model import Edition

__all__ = ["message_saved", "new_leaflets", "offices_of_a_campaign", "pages_seen"]

WANTED = {"community": 1.3, "professional": 1.7}
SAVES = 5
OFFICES = 5


def new_leaflets(subject: Subject) -> float:
    """Return the mean seconds of a core for leaflets that a warm process has not made before."""
    for edition in subject.editions:
        if edition.locale == "en":
            subject.made(edition)
    return statistics.mean(cpu(lambda e=edition: subject.made(e)) for edition in subject.sample)  # type: ignore[misc]


def message_saved(subject: Subject, results: Results) -> None:
    """Measure a message saved, to the proofed PDF, by turns with WeasyPrint alone."""

    def proofed(edition: Edition, number: int) -> float:
        subject.save_message(edition, number)

        def made() -> None:
            build.reread()
            built = subject.made(edition)
            subject.steps[edition] = built.text_size, built.leading

        return cpu(made)

    times = [
        _saved(subject, results, audience, "to the proofed PDF", proofed, wanted)
        for audience, wanted in WANTED.items()
    ]
    ms = statistics.mean(times) * 1000
    results.bars.append(Bar(name="briefkit, a message saved", ms=ms, kind="ours"))


def pages_seen(subject: Subject, results: Results) -> None:
    """Measure a message saved, to pictures of the pages at the size that they had."""

    def seen(edition: Edition, number: int) -> float:
        subject.save_message(edition, number)
        step = *subject.steps[edition], ""
        return cpu(lambda: build.unproofed_pages(edition, subject.order, *step))

    for audience in WANTED:
        _saved(subject, results, audience, "to the page seen again", seen, 1.0)


def _saved(
    subject: Subject,
    results: Results,
    audience: str,
    until: str,
    measure: Callable[[Edition, int], float],
    wanted: float,
) -> float:
    """Add the row of what it takes after a message was saved: the mean of the sample's languages.

    `measure` saves the message of a number, and returns the seconds of a core from then on. Returns
    their mean.
    """
    ours, bare = [], []
    for edition in (e for e in subject.sample if e.audience == audience):
        measure(edition, 0)
        pairs = []
        for number in range(1, SAVES + 1):
            took = measure(edition, number)
            pairs.append((took, subject.bare(subject.page(edition), subject.steps[edition])))
        least = [min(times) for times in zip(*pairs, strict=True)]
        ours.append(least[0])
        bare.append(least[1])
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    by_language = ", ".join(f"{e} {r:.2f}" for e, r in zip(SAMPLE, ratios, strict=True))
    results.add(
        Row(
            what=f"a message saved, {until}: {audience}",
            measured=statistics.mean(ratios),
            unit="× the bare render",
            wanted=wanted,
            figures=f"{statistics.mean(ours) * 1000:.0f} and {statistics.mean(bare) * 1000:.0f} ms "
            f"of a core; {by_language}",
        )
    )
    return float(statistics.mean(ours))


def offices_of_a_campaign(subject: Subject, results: Results) -> None:
    """Measure leaflets of one office after another, of which nothing differs but the contacts."""
    ratios, times = [], []
    for audience in WANTED:
        each = []
        for edition in (e for e in subject.sample if e.audience == audience):
            _office_leaflets(subject, edition, range(1))
            took = _office_leaflets(subject, edition, range(1, OFFICES + 1)) / OFFICES
            contacts = subject.contacts(offices_csv(range(1)))
            page = subject.page(replace(edition, office="District 0"), contacts)
            limit = min(subject.bare(page, subject.steps[edition]) for _ in range(2))
            ratios.append(took / limit)
            each.append(took)
        results.campaign[f"seconds {audience}"] = statistics.mean(each)
        sizes = [size for e, size in subject.bytes.items() if e.audience == audience]
        results.campaign[f"bytes {audience}"] = statistics.mean(sizes)
        times += each
    results.add(
        Row(
            what="an office’s leaflet in a campaign, mean",
            measured=statistics.mean(ratios),
            unit="× the bare render",
            wanted=1.2,
            figures=f"{statistics.mean(times) * 1000:.0f} ms of a core; {OFFICES} offices of each "
            f"of {len(ratios)} leaflets, after the first",
        )
    )
    results.bars.append(
        Bar(name="briefkit, an office’s leaflet", ms=statistics.mean(times) * 1000, kind="ours")
    )


def _office_leaflets(subject: Subject, edition: Edition, offices: range) -> float:
    """Return the seconds of a core for an edition's leaflets of some offices, built together."""
    contacts = subject.contacts(offices_csv(offices))
    order = replace(subject.order, contacts=contacts, made=datetime.now(UTC))
    editions = build.for_offices([edition], contacts)

    def made() -> None:
        for built in build.build(editions, order, anew=True):
            assert built.path, built.diagnostics
            subject.steps[edition] = built.text_size, built.leading

    return cpu(made)
