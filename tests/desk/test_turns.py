"""Work is queued fairly: nobody's many leaflets keep another from seeing one."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from briefkit.desk.persons import acting_as, crowded_out
from briefkit.desk.turns import FairWorkers, Rank, Turns, ranked
from briefkit.office import Person
from briefkit.serving import new_measures
from tests.loops import run


def people(*names: str) -> list[Person]:
    return [Person(user=name, name=name) for name in names]


LOOK, PROOF, MANY = Rank


async def order_of(turns: Turns, asked: Sequence[tuple[Person, Rank]]) -> list[str]:
    """Return who had a turn after whom, of those that ask at once, each with its rank."""
    done: list[str] = []

    async def work(person: Person, rank: Rank) -> None:
        async with turns.turn():
            await asyncio.sleep(0)
            done.append(f"{person.user} {rank}")

    tasks = []
    for person, rank in asked:
        with acting_as(person), ranked(rank):
            tasks.append(asyncio.create_task(work(person, rank)))
    await asyncio.gather(*tasks)
    return done


def test_what_somebody_looks_at_comes_before_what_is_of_many_person_by_person() -> None:
    anna, boris, carla = people("anna", "boris", "carla")
    many = [(anna, MANY)] * 4 + [(boris, MANY)] * 2
    asked = [*many, (carla, PROOF), (carla, LOOK), (carla, LOOK), (anna, LOOK)]
    done = run(order_of(Turns(1), asked))
    assert done == [
        "anna 2",  # it was there first
        "carla 0", "anna 0", "carla 0",
        "carla 1",
        "boris 2", "anna 2", "boris 2", "anna 2", "anna 2",
    ]  # fmt: skip


def test_a_turn_is_spared_for_what_somebody_looks_at() -> None:
    async def asked() -> tuple[int, bool]:
        turns, anna = Turns(3, spared=1), people("anna")[0]
        running = 0
        end = asyncio.Event()

        async def work() -> None:
            nonlocal running
            async with turns.turn():
                running += 1
                await end.wait()

        with acting_as(anna), ranked(Rank.OF_MANY):
            tasks = [asyncio.create_task(work()) for _ in range(5)]
        await asyncio.sleep(0.01)
        of_many_running = running
        tasks.append(asyncio.create_task(work()))
        await asyncio.sleep(0.01)
        looked_at = running == of_many_running + 1
        end.set()
        await asyncio.gather(*tasks)
        return of_many_running, looked_at

    assert run(asked()) == (2, True)


def test_who_waits_no_longer_holds_nobody_up() -> None:
    async def asked() -> list[str]:
        turns = Turns(1)
        anna, boris = people("anna", "boris")
        held = asyncio.Event()

        async def hold() -> None:
            async with turns.turn():
                await held.wait()

        holding = asyncio.create_task(hold())
        await asyncio.sleep(0)
        with acting_as(anna):
            leaving = [asyncio.create_task(hold()) for _ in range(3)]
        await asyncio.sleep(0)
        leaving[0].cancel()
        await asyncio.gather(leaving[0], return_exceptions=True)
        held.set()
        # Granted and cancelled in the same moment.
        await asyncio.sleep(0)
        leaving[1].cancel()
        await asyncio.gather(holding, *leaving, return_exceptions=True)
        return await order_of(turns, [(anna, LOOK), (boris, LOOK)])

    assert run(asked()) == ["anna 0", "boris 0"]


def test_who_leaves_at_the_moment_of_her_turn_takes_none_from_others() -> None:
    async def asked() -> list[str]:
        turns, end = Turns(1), asyncio.Event()

        async def work() -> None:
            async with turns.turn():
                await end.wait()

        tasks = [asyncio.create_task(work()) for _ in range(3)]
        await asyncio.sleep(0)
        # The first ends in the round of the loop in which the second leaves, before she says so.
        end.set()
        tasks[1].cancel()
        async with asyncio.timeout(5):
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        return [type(one).__name__ for one in ended]

    assert run(asked()) == ["NoneType", "CancelledError", "NoneType"]


def test_a_cluster_makes_what_is_of_many_and_nothing_else() -> None:
    async def asked() -> tuple[str, int]:
        with ThreadPoolExecutor(1, thread_name_prefix="far") as far:
            workers = FairWorkers(purpose="doubles", measures=new_measures(), far=far)
            with ranked(Rank.OF_MANY):
                where = await workers.run(_thread_name)
            doubled = await workers.run(_doubled, 21)
            workers.stop()
        return where, doubled

    where, doubled = run(asked())
    assert where.startswith("far")
    assert doubled == 42


def _thread_name() -> str:
    return threading.current_thread().name


def _doubled(number: int) -> int:
    return 2 * number


def test_who_keeps_most_makes_room() -> None:
    assert crowded_out({"1": "boris", "2": "anna", "3": "anna", "4": "carla"}) == "2"
    assert crowded_out({"1": "", "2": ""}) == "1"
