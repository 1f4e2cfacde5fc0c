"""News goes out by mail and webhook: to a real mail server and a real web server, on loopback."""

import hashlib
import hmac
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from drempel.errors import SettingsError
from drempel.notify import SIGNATURE, Sender, sender
from drempel.settings import load
from reports.notice import as_json
from tests.nightly.samples import QUIET, WORSE, night


class Box:
    """A mail server's letters; refuses who ends on `@weg.example`."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_RCPT(  # noqa: N802 - the server's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Sequence[str]
    ) -> str:
        if address.endswith("@weg.example"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope)
        return "250 OK"

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"geheim", handled=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


@contextmanager
def mail_server(authority: trustme.CA, security: str, *, asks: bool = False) -> Iterator[tuple[Box, int]]:
    box = Box()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    options: dict[str, Any] = {}
    if security == "starttls":
        options = {"tls_context": tls, "require_starttls": True}
    if security == "tls":
        options = {"ssl_context": tls}
    if asks:
        options |= {"auth_required": True, "authenticator": box.check}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=30, **options)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()


def made(ca_file: str = "", environment: dict[str, str] | None = None, **notify: Any) -> Sender:
    settings = load(None, {"notify": notify, "network": {"ca_file": ca_file}})
    return replace(sender(settings, environment or {}), wait=lambda _seconds: None)


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_letter_arrives(security: str, authority: trustme.CA, ca_file: str) -> None:
    with mail_server(authority, security, asks=security == "starttls") as (box, port):
        used = made(
            ca_file,
            {"POST": "drempel:geheim"},
            mail_to=["wacht@stad.example", "web@dorp.example"],
            mail_from="drempel@stad.example",
            smtp_port=port,
            smtp_security=security,
            smtp_login_env="POST" if security == "starttls" else "",
        )
        assert used.send(night(QUIET, WORSE)) == []
    (letter,) = box.letters
    assert letter.rcpt_tos == ["wacht@stad.example", "web@dorp.example"]
    assert letter.mail_from == "drempel@stad.example"
    message = message_from_bytes(letter.content, policy=policy.default)
    assert message["subject"] == "Drempel: 1 website vraagt uw aandacht"
    assert message["auto-submitted"] == "auto-generated"
    assert message["date"]
    assert message["message-id"].endswith("@stad.example>")
    body = message.get_content()
    assert "hindert sterk, op 4 pagina’s" in body
    assert box.logins == ([(b"drempel", b"geheim")] if security == "starttls" else [])


def test_nothing_is_sent_of_a_quiet_night(authority: trustme.CA) -> None:
    with mail_server(authority, "none") as (box, port):
        used = made(mail_to=["a@stad.example"], smtp_port=port, smtp_security="none")
        assert used.send(night(QUIET)) == []
    assert box.letters == []


def test_a_certificate_that_nobody_vouches_for_gets_no_password(authority: trustme.CA) -> None:
    with mail_server(authority, "starttls", asks=True) as (box, port):
        used = made(
            environment={"POST": "drempel:geheim"},
            mail_to=["a@stad.example"],
            smtp_port=port,
            smtp_login_env="POST",
        )
        (failed,) = used.send(night(WORSE))
    assert failed.startswith("mail, localhost: ")
    assert "CERTIFICATE_VERIFY_FAILED" in failed
    assert (box.logins, box.letters) == ([], [])


def test_a_wrong_password_and_a_refused_address_are_told(authority: trustme.CA, ca_file: str) -> None:
    with mail_server(authority, "starttls", asks=True) as (box, port):
        wrong = made(
            ca_file, {"POST": "drempel:fout"}, mail_to=["a@b.example"], smtp_port=port, smtp_login_env="POST"
        )
        (failed,) = wrong.send(night(WORSE))
        assert "535" in failed
        assert "fout" not in failed
    with mail_server(authority, "none") as (box, port):
        some = made(mail_to=["a@stad.example", "b@weg.example"], smtp_port=port, smtp_security="none")
        (failed,) = some.send(night(WORSE))
        assert "b@weg.example" in failed
        assert [letter.rcpt_tos for letter in box.letters] == [["a@stad.example"]]


def test_a_mail_server_that_is_not_there_is_told() -> None:
    # Nothing listens on port 1 of loopback.
    (failed,) = made(mail_to=["a@stad.example"], smtp_port=1).send(night(WORSE))
    assert failed.startswith("mail, localhost: ")


def test_a_missing_password_is_told_before_the_night() -> None:
    with pytest.raises(SettingsError, match="POST is not set"):
        made(mail_to=["a@b.example"], smtp_login_env="POST")
    with pytest.raises(SettingsError, match="HAAK is not set"):
        made(webhook="https://haak.example/", webhook_key_env="HAAK")
    with pytest.raises(SettingsError, match="not sent over a way that is not safe"):
        made(
            environment={"POST": "a:b"},
            mail_to=["a@b.example"],
            smtp_security="none",
            smtp_login_env="POST",
        )


class Hook:
    """A web server that answers each request with the next status of a list."""

    def __init__(self, *statuses: int) -> None:
        self.asked: list[tuple[dict[str, str], bytes]] = []
        left = list(statuses)
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                hook.asked.append((dict(self.headers.items()), body))
                self.send_response(left.pop(0))
                self.send_header("location", "http://127.0.0.1:1/elders")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/haak"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self) -> "Hook":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_a_webhook_gets_signed_json() -> None:
    told = night(QUIET, WORSE)
    with Hook(200) as hook:
        used = made(environment={"SLEUTEL": "s3cret"}, webhook=hook.url, webhook_key_env="SLEUTEL")
        assert used.send(told) == []
    ((headers, body),) = hook.asked
    assert body == as_json(told)
    assert json.loads(body)["sites"][0]["site"] == WORSE.site_id
    assert headers["content-type"] == "application/json"
    wanted = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers[SIGNATURE] == f"sha256={wanted}"


def test_without_a_key_there_is_no_signature() -> None:
    with Hook(204) as hook:
        assert made(webhook=hook.url).send(night(WORSE)) == []
    assert SIGNATURE not in hook.asked[0][0]


def test_a_webhook_with_a_fault_of_its_own_is_asked_again() -> None:
    with Hook(503, 429, 200) as hook:
        assert made(webhook=hook.url).send(night(WORSE)) == []
    assert len(hook.asked) == 3
    with Hook(500, 500, 500, 200) as hook:
        assert made(webhook=hook.url).send(night(WORSE)) == ["webhook, 127.0.0.1: HTTP 500"]


@pytest.mark.parametrize("status", [302, 404])
def test_a_webhook_that_refuses_is_not_asked_again_and_not_followed(status: int) -> None:
    with Hook(status, 200) as hook:
        assert made(webhook=hook.url).send(night(WORSE)) == [f"webhook, 127.0.0.1: HTTP {status}"]
    assert len(hook.asked) == 1


def test_one_way_that_fails_does_not_keep_the_other_from_the_news() -> None:
    with Hook(200) as hook:
        failed = made(mail_to=["a@stad.example"], smtp_port=1, webhook=hook.url).send(night(WORSE))
    assert len(failed) == 1
    assert len(hook.asked) == 1
