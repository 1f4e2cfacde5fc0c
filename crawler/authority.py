"""An own certificate authority: sites of a government network that only its own certificates vouch for.

Browsers cannot be handed another authority in a way that works on every system, and telling one to ignore
certificate errors would switch off for all sites what protects them. So the proxy ends the encryption of
those sites, and of those alone, where it can judge: on the very connection to the server it asks for a
certificate of a known authority or the own one, for the right name and not past its date. Towards the
browser it shows a certificate made for this one run; the browser is told to accept that key and no other.
Every other site stays sealed between browser and server, and is judged by the browser.
"""

import asyncio
import base64
import hashlib
import ssl
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from crawler.messages import Refused, Wire
from drempel.errors import SetupError

HANDSHAKE_TIMEOUT_S = 10.0


class Authority:
    """Knows for which servers an own authority must vouch, and holds the certificate for the browser.

    Making one takes tens of milliseconds: it reads all known authorities.
    """

    def __init__(self, ca_file: Path) -> None:
        self.context = trusting(ca_file)
        """For connections to servers: every known authority and the own one."""
        self._known_to_browsers = ssl.create_default_context(cafile=certifi.where())
        self.for_browser, self._pin = _certificate_of_this_run()
        self._must_vouch: dict[str, asyncio.Task[bool]] = {}

    @property
    def browser_flag(self) -> str:
        """Return the flag that makes Chromium accept the key of this run, and no other unknown one."""
        return f"--ignore-certificate-errors-spki-list={self._pin}"

    async def must_vouch(self, key: str, host: str, connect: Callable[[], Awaitable[Wire]]) -> bool:
        """Tell whether browsers do not know who vouches for a server; asked once per server and address.

        A server that speaks no TLS is for the browser to find out.
        """
        task = self._must_vouch.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            if len(self._must_vouch) > 10_000:
                self._must_vouch.clear()
            task = self._must_vouch[key] = asyncio.create_task(self._ask(host, connect))
            # Whoever asked may be gone by the time the answer comes.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(task)

    async def enter(self, wire: Wire, host: str) -> Wire:
        """Return the connection with TLS on it; raises `Refused` if nobody vouches for the server."""
        try:
            return await wire.upgraded(self.context, HANDSHAKE_TIMEOUT_S, server_name=host.strip("[]"))
        except (OSError, ValueError) as error:
            wire.writer.transport.abort()
            raise Refused("tls", verdict(error)) from error

    async def _ask(self, host: str, connect: Callable[[], Awaitable[Wire]]) -> bool:
        wire = await connect()
        try:
            encrypted = await wire.upgraded(
                self._known_to_browsers, HANDSHAKE_TIMEOUT_S, server_name=host.strip("[]")
            )
        except ssl.SSLCertVerificationError:
            return True
        except (OSError, ValueError):
            return False
        else:
            encrypted.writer.transport.abort()
            return False
        finally:
            wire.writer.transport.abort()


def trusting(ca_file: Path) -> ssl.SSLContext:
    """Return a context for clients with all known authorities and the own one.

    Raises `SetupError` if the file cannot be read or holds no certificate.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    try:
        context.load_verify_locations(cafile=ca_file)
    except ssl.SSLError as error:
        raise SetupError(
            "{file} holds no certificate in PEM form. Correct [network] ca_file.", file=ca_file
        ) from error
    except OSError as error:
        raise SetupError(
            "{file} cannot be read: {reason}. Correct [network] ca_file.",
            file=ca_file,
            reason=error.strerror or str(error),
        ) from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def verdict(error: BaseException) -> str:
    """Return in a few words what is wrong with a certificate or handshake."""
    said = getattr(error, "verify_message", "") or getattr(error, "reason", "") or "handshake"
    return str(said)[:200]


def _certificate_of_this_run() -> tuple[ssl.SSLContext, str]:
    """Return a context that shows a certificate with a new key, and the mark by which Chromium knows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Drempel, this run only")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_alpn_protocols(["http/1.1"])
    # Python reads keys from files only; this one is gone at the end of the block.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "run.pem"
        file.touch(mode=0o600)
        file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(file)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return context, base64.b64encode(hashlib.sha256(public).digest()).decode()
