"""The proxy of the network, where there is no other way out to the internet.

Only the way to it is here; `crawler.proxy` decides what may go that way. Names are then looked up by the
upstream proxy, so the address that is connected to is its choice: what the guard can still refuse are
addresses and names that show what they are, and names that this machine looks up to a private address.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from crawler.messages import Refused, Wire
from drempel.errors import SetupError

FROM_ENVIRONMENT = "environment"
"""The value of the setting that means: the proxy that the environment names."""

VARIABLES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")
"""Where programs look for a proxy, in their order; `HTTP_PROXY` is left out, for a web server may set it."""

_STATUS = re.compile(rb"HTTP/1\.[01] +(\d{3})")


@dataclass(frozen=True, slots=True)
class Upstream:
    """Host and port of the upstream proxy, and the line with credentials, empty if it asks for none."""

    host: str
    port: int
    credentials: bytes = field(default=b"", repr=False)

    @classmethod
    def at(cls, url: str) -> "Upstream":
        """Return the proxy at `http://user:password@host:port`; raises `ValueError` for anything else."""
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme != "http" or not parts.hostname or parts.path not in {"", "/"} or parts.query:
            raise ValueError("not the address of an http proxy")
        credentials = b""
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            credentials = b"Proxy-Authorization: Basic " + b64encode(pair.encode()) + b"\r\n"
        return cls(parts.hostname, parts.port or 80, credentials)

    async def lead(self, wire: Wire, host: str, port: int) -> None:
        """Ask for a tunnel over a connection to the upstream proxy; raises `Refused`."""
        target = f"{host}:{port}".encode()
        wire.writer.write(
            b"CONNECT " + target + b" HTTP/1.1\r\nHost: " + target + b"\r\n" + self.credentials + b"\r\n"
        )
        head = await wire.answer_head()
        status = _STATUS.match(head or b"")
        if not status:
            raise Refused("upstream", "no answer")
        code = int(status[1])
        if code == 504:
            raise Refused("timeout", "upstream proxy: 504")
        if code in {502, 503}:
            raise Refused("refused", f"upstream proxy: {code}")
        if not 200 <= code < 300:
            raise Refused("upstream", str(code))


def chosen(setting: str, environment: Mapping[str, str]) -> Upstream | None:
    """Return the proxy that a setting names, `None` if it names none.

    Raises `SetupError` if the environment holds something else than the address of a proxy.
    """
    if setting != FROM_ENVIRONMENT:
        return Upstream.at(setting) if setting else None
    for name in VARIABLES:
        if value := environment.get(name, "").strip():
            try:
                return Upstream.at(value)
            except ValueError as error:
                raise SetupError(
                    "{name} holds no address of a proxy.\n"
                    "Write for example: {name}=http://proxy.voorbeeld.example:3128",
                    name=name,
                ) from error
    return None
