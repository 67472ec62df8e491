"""A server that answers as it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "answering", "found"]

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def answering(answers: dict[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    """Serve answers by their paths; yield the address, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = answers[self.path.partition("?")[0]]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api/", asked
        finally:
            server.shutdown()
            thread.join()


def found(**values: object) -> Answer:
    return 200, {}, json.dumps(values).encode()
