"""The executor of a cluster of computers, checked before work is given to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["cluster_executor", "cluster_option"]

cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have a Dask cluster make the leaflets, that shares this folder: tcp://HOST:8786.",
)


@contextmanager
def cluster_executor(address: str | None) -> Iterator["Executor | None"]:
    """Yield the executor of a Dask cluster, or nothing without an address.

    Raises UsageError where none answers, and where its workers use threads: the libraries that set
    leaflets are not made for several in one process.
    """
    if address is None:
        yield None
        return
    with needing_extra("A cluster", "cluster"):
        from distributed import Client
    try:
        parts = urlsplit(address)
        # A client that finds nobody complains for long when it is thrown away.
        socket.create_connection((parts.hostname or "", parts.port or 8786), timeout=5).close()
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError):
        raise _no_cluster(
            f"No cluster answers at {address}.",
            "Start one with “dask scheduler”, and give the address that it tells.",
        ) from None
    with client:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        hint = f"Start workers with “dask worker {address} --nworkers auto --nthreads 1”."
        if not workers:
            raise _no_cluster("The cluster has no worker.", hint)
        if any(worker["nthreads"] > 1 for worker in workers):
            raise _no_cluster("The cluster has a worker with several threads.", hint)
        yield client.get_executor(pure=False)


def _no_cluster(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic(check="cluster", message=message, hint=hint))
