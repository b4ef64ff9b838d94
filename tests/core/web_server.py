"""A small real web server on this machine, for the guarded client to be led astray by."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """A running server: where it is, and what it was asked for."""

    host: str = "127.0.0.1"
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def url(self, path: str = "/", *, host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}{path}"


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            if self.path.startswith("/drip"):
                self.drip()
            elif self.path == "/headers-drip":
                self.drip_headers()
            elif self.path == "/endless":
                self.endless()
            else:
                self.answer()

        def answer(self) -> None:
            status, headers, body = site.answers.get(self.path, (404, {}, b"nothing here"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def drip(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.slowly(b"x" * 10_000)

        def drip_headers(self) -> None:
            self.slowly(b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 10_000)

        def slowly(self, text: bytes) -> None:
            try:
                for byte in text:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.02)
            except OSError:
                return

        def endless(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"z" * 65_536)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def running_site(host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    site = Site(host)
    server = ThreadingHTTPServer((host, port), _handler(site))
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def bomb(megabytes: int) -> bytes:
    """That many megabytes of nothing, packed to about a thousandth."""
    return gzip.compress(bytes(megabytes * 1_000_000))
