"""Connecting to the checked address weakens nothing: the certificate is still checked against the name."""

import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from corrigenda.core.fetch import FetchFailed, FetchPolicy, fetch, network

NAME = "tin.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for one name, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    moment = timezone.now()
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, pkcs8, plain) + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def site(certificate: Path) -> Iterator[tuple[int, list[str]]]:
    """A TLS server; its port, and the names that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Host"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write("ข่าว".encode())

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def policy(port: int) -> FetchPolicy:
    return FetchPolicy(ports=frozenset({port}), exempt=frozenset({"127.0.0.1"}), resolver=lambda *_: ["127.0.0.1"])


def test_the_name_is_asked_for_and_its_certificate_accepted(
    site: tuple[int, list[str]], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = site
    monkeypatch.setattr(network, "_certificates", lambda: ssl.create_default_context(cafile=str(certificate)))
    assert fetch(f"https://{NAME}:{port}/", policy=policy(port)).body.decode() == "ข่าว"
    assert asked == [NAME, f"{NAME}:{port}"]


def test_a_certificate_for_another_name_is_refused(
    site: tuple[int, list[str]], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = site
    monkeypatch.setattr(network, "_certificates", lambda: ssl.create_default_context(cafile=str(certificate)))
    with pytest.raises(FetchFailed):
        fetch(f"https://other.example:{port}/", policy=policy(port))
    assert asked == ["other.example"]


def test_a_certificate_nobody_vouches_for_is_refused(site: tuple[int, list[str]]) -> None:
    with pytest.raises(FetchFailed):
        fetch(f"https://{NAME}:{site[0]}/", policy=policy(site[0]))
