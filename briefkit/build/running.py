"""Many leaflets: in this process, in several, or on any executor."""

import os
import tempfile
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from briefkit.build.files import refuse
from briefkit.build.inputs import Inputs, inputs_of, reread, take_over
from briefkit.build.making import make_leaflet
from briefkit.build.manifest import recorded_time
from briefkit.build.orders import Built, Order
from briefkit.build.planning import orders_by_office
from briefkit.build.reuse import find_current, read_earlier
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError
from briefkit.leaflet import COMPILED, find_format
from briefkit.model import Edition
from briefkit.processes import worker_pool

__all__ = ["build"]

Value = TypeVar("Value", bound=Hashable)

# How many leaflets each of our processes is given at once: what waits there takes memory, and is
# lost when a process is ended from outside.
EACH_AT_ONCE = 4

LOST_WORKER = Diagnostic(
    check="worker",
    message=translatable(
        "A process that made leaflets was ended from outside: memory may have run out."
    ),
    hint=translatable("Build again, with fewer at once: --jobs 1."),
)


def build(
    editions: Iterable[Edition],
    order: Order,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Built], None] = lambda built: None,
    anew: bool = False,
) -> tuple[Built, ...]:
    """Make the leaflets of `editions`, and return what became of each, in their order.

    Those that the manifest says were made of the very same are left as they are, unless all are
    wanted `anew`.
    Works in this process for one edition or `jobs` of 1, in `jobs` processes otherwise, or on any
    `executor`. A leaflet that fails is not written, and an older one of its name is taken away,
    lest it be printed. `progress` is called as each is done.
    """
    wanted = tuple(editions)
    offices = orders_by_office(order)
    sorted_by_text = sorted(dict.fromkeys(wanted), key=lambda edition: edition.common.stem)
    earlier = read_earlier(order, () if anew else frozenset(wanted))
    current = find_current(sorted_by_text, order, offices, earlier)
    found = {built.edition: _reported(built, progress) for built in current}
    missing = [edition for edition in sorted_by_text if edition not in found]

    def order_of(edition: Edition) -> Order:
        return replace(offices[edition.office], last_set=earlier.sizes.get(edition.common))

    if executor is not None:
        make = partial(_make_once, begun=_disk_time(order.output))
        found |= _run(executor, make, deque(missing), order_of, progress, len(missing))
    elif jobs <= 1 or len(missing) <= 1:
        found |= {e: _reported(make_leaflet(e, order_of(e)), progress) for e in missing}
    else:
        found |= _in_processes(_longest_first(missing, order), order, order_of, progress, jobs)
    lost = (refuse(e, order_of(e), (LOST_WORKER,)) for e in missing if e not in found)
    found |= {built.edition: _reported(built, progress) for built in lost}
    return tuple(found[edition] for edition in wanted)


def _in_processes(
    editions: Iterable[Edition],
    order: Order,
    order_of: Callable[[Edition], Order],
    progress: Callable[[Built], None],
    jobs: int,
) -> dict[Edition, Built]:
    """Make leaflets in processes of our own.

    Others take their places when one is ended from outside, unless they had made nothing.
    """
    waiting, found = deque(editions), dict[Edition, Built]()
    while waiting:
        with _pool(count := min(jobs, len(waiting)), order, waiting) as pool:
            some = _run(pool, make_leaflet, waiting, order_of, progress, EACH_AT_ONCE * count)
        found |= some
        if not any(built.path for built in some.values()):
            break
    return found


@contextmanager
def _pool(count: int, order: Order, editions: Iterable[Edition]) -> Iterator[ProcessPoolExecutor]:
    """Yield an executor of so many processes for editions; broken off, it drops what waits."""
    inputs = inputs_of(order.root, order.bundled)
    with suppress(BriefkitError):  # each leaflet says what is wrong with the templates
        _ = inputs.project.leaflet_messages  # read once for all of them
    _compile_templates(inputs, editions)
    pool = worker_pool(count, take_over, inputs.project, COMPILED.give())
    try:
        yield pool
    finally:
        # Each process finishes the leaflet that it is making.
        pool.shutdown(cancel_futures=True)


def _compile_templates(inputs: Inputs, editions: Iterable[Edition]) -> None:
    """Compile the templates that editions need, once for all processes that are given them."""
    for name, audience, fmt in {(e.brief, e.audience, e.format) for e in editions}:
        level = inputs.project.brief(name).texts[audience].reader.level
        inputs.templates[name].compile(level, find_format(fmt))


def _longest_first(editions: Sequence[Edition], order: Order) -> list[Edition]:
    """Return editions by the length of their texts, lest the last one keep all waiting."""
    project = inputs_of(order.root, order.bundled).project

    @cache
    def length(brief: str, audience: str) -> int:
        return sum(len(segment.text) for segment in project.brief(brief).texts[audience].segments())

    return sorted(editions, key=lambda e: -length(e.brief, e.audience))


def _reported(built: Built, progress: Callable[[Built], None]) -> Built:
    progress(built)
    return built


def _run(
    executor: Executor,
    make: Callable[[Edition, Order], Built],
    waiting: deque[Edition],
    order_of: Callable[[Edition], Order],
    progress: Callable[[Built], None],
    most: int,
) -> dict[Edition, Built]:
    """Make the leaflets that wait on an executor; those that it fails on are refused.

    It is given `most` of them at once, taken from `waiting`. Some are left there when a process is
    ended from outside.
    """
    given: dict[Future[Built], Edition] = {}
    ready: SimpleQueue[Future[Built]] = SimpleQueue()
    done: dict[Edition, Built] = {}

    def give() -> None:
        with suppress(BrokenExecutor):
            while waiting and len(given) < most:
                future = executor.submit(make, waiting[0], order_of(waiting[0]))
                given[future] = waiting.popleft()
                future.add_done_callback(ready.put)

    give()
    while given:
        future = ready.get()
        edition = given.pop(future)
        done[edition] = _reported(_result(future, edition, order_of(edition)), progress)
        give()
    return done


def _result(future: Future[Built], edition: Edition, order: Order) -> Built:
    """Return what became of a leaflet that an executor has done with."""
    try:
        built = future.result()
        # Copies came back of what is the same for many: thousands of results would each keep one.
        state, look, provenance = map(_first_equal, (built.state, built.look, built.provenance))
        return replace(built, edition=edition, state=state, look=look, provenance=provenance)
    except BrokenProcessPool:
        return refuse(edition, order, (LOST_WORKER,))
    except Exception as error:
        # An executor can fail in ways of its own: one leaflet’s fault is not all leaflets’.
        return refuse(edition, order, (_unforeseen(error),))


@lru_cache(256)
def _first_equal(value: Value) -> Value:
    """Return the first of the values that are equal to this one."""
    return value


def _unforeseen(error: Exception) -> Diagnostic:
    return Diagnostic(
        check="worker",
        message=translatable(
            "The leaflet could not be made: %(kind)s: %(error)s",
            kind=type(error).__name__,
            error=error,
        ),
        hint=translatable("Build it alone, with --jobs 1. If that fails too, report it."),
    )


def _make_once(edition: Edition, order: Order, *, begun: int) -> Built:
    """Make a leaflet unless this order has: a worker may have ended before it could say so.

    Executors that give a lost worker's work to another need it; pools of our own do not. `begun` is
    the disk's time when the build began, in ns: an older file spares looking through the manifest.
    """
    _read_for(begun)
    leaflet = order.output / f"{edition.stem}.pdf"
    if order.made is not None and leaflet.exists() and leaflet.stat().st_mtime_ns >= begun:
        made = recorded_time(order.made)
        earlier = read_earlier(order, (edition,))
        for built in find_current([edition], order, {edition.office: order}, earlier, since=made):
            return replace(built, made=True)
    return make_leaflet(edition, order)


@lru_cache(1)
def _read_for(begun: int) -> None:
    """Have a process that made leaflets for another build read the files anew."""
    reread()


def _disk_time(folder: Path) -> int:
    """Return the time in ns by the clock of a folder's disk, which may be another computer's."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns
