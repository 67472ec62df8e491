"""Many who ask the desk at the same moment: how long its answers take.

    python -m benchmarks.crowd 200 500

Each number is so many requests for the first page at once, after one that warms the desk up.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import copied_project
from tests.desk.client import ask, running


async def _asked(host: str, port: int) -> float:
    """Return how long the first page takes to arrive whole, in seconds."""
    start = time.monotonic()
    reader, writer = await asyncio.open_connection(host, port)
    request = f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    writer.write(request.encode())
    answer = await reader.read()
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:200].decode(errors="replace"))
    return time.monotonic() - start


async def _crowd(address: str, requests: int) -> Sequence[float]:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 80
    return await asyncio.gather(*(_asked(host, port) for _ in range(requests)))


def main() -> None:
    """Print the median, the 95th percentile and the longest time of each crowd."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("requests", nargs="+", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = copied_project(Path(folder) / "project", Path(folder) / "cache")
        with running(workspace) as address:
            ask(address, "/")
            for requests in asked.requests:
                times = asyncio.run(_crowd(address, requests))
                p95 = statistics.quantiles(times, n=20)[-1]
                told = f"median {statistics.median(times):.2f} s, p95 {p95:.2f} s"
                sys.stdout.write(f"{requests} at once: {told}, longest {max(times):.2f} s\n")


if __name__ == "__main__":
    main()
