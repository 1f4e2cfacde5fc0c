"""Tell people and programs about a night: by mail, and by a webhook.

A message that does not arrive is a failure that is told, and never one that spoils the scans: they are in
the database by then. Whoever sets this up learns of a missing password before the night, not after it.
"""

import hashlib
import hmac
import smtplib
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

import httpx
import structlog

from crawler.authority import trusting
from drempel.errors import SettingsError
from drempel.i18n import catalogue
from drempel.model.finding import CheckInfo
from drempel.model.night import Night
from drempel.settings import NotifyTable, Settings
from reports import notice

TIMEOUT_S = 30.0
WAITS_S = (2.0, 10.0)
"""Before the second and the third try of a webhook that could not be reached or had a fault of its own."""

SIGNATURE = "X-Drempel-Signature"
"""Header with `sha256=` and the HMAC of the body, where there is a key."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sender:
    """Knows where news goes, with its passwords; made before a night begins."""

    settings: NotifyTable
    language: str
    tls: ssl.SSLContext
    login: tuple[str, str] | None = None
    key: bytes = b""
    wait: Callable[[float], None] = time.sleep

    def send(self, night: Night, infos: Iterable[CheckInfo] = ()) -> list[str]:
        """Send a night that is worth telling; return what did not arrive and why, a sentence each."""
        if not night.is_worth_telling:
            return []
        failed = []
        if self.settings.mail_to:
            try:
                self._mail(*notice.mail(night, catalogue(self.language), infos))
            except (OSError, smtplib.SMTPException, ValueError) as error:
                failed.append(self._failed("mail", self.settings.smtp_host, error))
        if self.settings.webhook:
            try:
                self._post(notice.as_json(night))
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                failed.append(self._failed("webhook", httpx.URL(self.settings.webhook).host, error))
        return failed

    def _failed(self, kind: str, host: str, error: Exception) -> str:
        why = " ".join(str(error).split()) or type(error).__name__
        log.error("notify_failed", kind=kind, host=host, error=why)
        return f"{kind}, {host}: {why}"

    def _mail(self, subject: str, body: str) -> None:
        used = self.settings
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = used.mail_from or used.mail_to[0]
        message["To"] = ", ".join(used.mail_to)
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=message["From"].addresses[0].domain or None)
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = self.language
        message.set_content(body)
        with self._server() as server:
            if used.smtp_security == "starttls":
                server.starttls(context=self.tls)
            if self.login is not None:
                server.login(*self.login)
            refused = server.send_message(message)
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)

    def _server(self) -> smtplib.SMTP:
        host, port = self.settings.smtp_host, self.settings.smtp_port
        if self.settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=self.tls)
        return smtplib.SMTP(host, port, timeout=TIMEOUT_S)

    def _post(self, body: bytes) -> None:
        headers = {"content-type": "application/json", "user-agent": "drempel"}
        if self.key:
            headers[SIGNATURE] = "sha256=" + hmac.new(self.key, body, hashlib.sha256).hexdigest()
        with httpx.Client(timeout=TIMEOUT_S, verify=self.tls, follow_redirects=False) as client:
            for wait_s in (*WAITS_S, None):
                try:
                    answer = client.post(self.settings.webhook, content=body, headers=headers)
                    if answer.is_success:
                        return
                    problem = httpx.HTTPError(f"HTTP {answer.status_code}")
                    is_theirs = answer.is_server_error or answer.status_code == 429
                except httpx.TransportError as error:
                    problem, is_theirs = error, True
                if wait_s is None or not is_theirs:
                    raise problem
                self.wait(wait_s)


def sender(settings: Settings, environment: Mapping[str, str]) -> Sender:
    """Return what sends news as the settings say.

    Raises `SettingsError` for a variable that is not set, or a password that would travel in the open.
    """
    used = settings.notify
    login = _variable(environment, used.smtp_login_env)
    if login and used.smtp_security == "none":
        raise SettingsError(
            "[notify] smtp_login_env: a password is not sent over a way that is not safe. "
            'Set smtp_security = "starttls" or "tls".'
        )
    name, _, password = login.partition(":")
    ca_file = settings.network.ca_file
    return Sender(
        used,
        settings.report.language,
        trusting(Path(ca_file)) if ca_file else ssl.create_default_context(),
        (name, password) if login else None,
        _variable(environment, used.webhook_key_env).encode(),
    )


def _variable(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip() if name else ""
    if name and not value:
        raise SettingsError(
            "The environment variable {variable} is not set. [notify] in config.toml needs it.", variable=name
        )
    return value
