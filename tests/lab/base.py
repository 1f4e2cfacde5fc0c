"""What a station of the laboratory is: a small site with an opinion on who visits it.

A station says what it serves, which of its pages must be found, how its addresses must end and which requests
must never come. It judges by what a crawler is asked to do, never by how ours does it.
"""

import asyncio
import math
import random
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

DOMAIN = "lab.example"


@dataclass(frozen=True)
class Request:
    """One request as it came in at the server."""

    method: str
    path: str  # with the query
    host: str  # without the port
    headers: Mapping[str, str]  # names in lower case
    at: float  # seconds, of a clock that never goes back
    port: int = 0  # where it came in
    address: str = ""  # the address on which it came in
    scheme: str = "http"
    until: float = math.inf  # when the answer had been given; infinite: it never was

    @property
    def place(self) -> str:
        """Return host and path, the form that `Station.never` is matched with."""
        return self.host + self.path

    @property
    def is_document(self) -> bool:
        """Whether a browser asked this as a page or a frame."""
        return "text/html" in self.headers.get("accept", "")


@dataclass(frozen=True)
class Reply:
    """One answer of a station."""

    body: str | bytes = ""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"  # empty: no Content-Type at all
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0
    hang: bool = False  # accept the request, and never answer
    raw: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]] | None = None


Route = str | Reply | Callable[[Request], "str | Reply"]  # str: an HTML page

NOT_FOUND = Reply(
    "<!doctype html><html lang=nl><title>Niet gevonden</title><h1>Niet gevonden</h1>"
    "<p>Deze pagina bestaat niet.</p>",
    404,
)


@dataclass(frozen=True)
class Station:
    """One small site of the laboratory, and how it wants to be treated.

    In `routes`, "/path?query" is a page of the main host `<name>.lab.example`, and "label:/path" one of the
    extra host `<label>.<name>.lab.example`. A path without query answers any query, unless the exact one is
    there too.
    """

    name: str  # unique, kebab
    group: str
    routes: Mapping[str, Route]
    otherwise: Route = NOT_FOUND
    start: str = "/"
    scheme: str = "http"
    has_tls: bool = False  # it starts by http, and needs a good https as well
    certificate: str = "good"  # good, expired, self-signed, wrong-host, unknown-ca
    addresses: Mapping[str, str] = field(default_factory=dict)  # label ("": main) → an address of its own
    pages: tuple[str, ...] = ()  # paths or whole addresses that must end `ok`, each exactly once
    ends: Mapping[str, str] = field(default_factory=dict)
    """Path → outcomes allowed, "http-error|timeout"; "absent" among them: it need not be in the report."""
    reasons: Mapping[str, str] = field(default_factory=dict)  # path → what the reason must match
    never: tuple[str, ...] = ()  # regular expressions, searched in "host/path", of what nobody may request
    most: Mapping[str, int] = field(
        default_factory=dict
    )  # expression searched in the path → so often at most
    unasked: tuple[str, ...] = ()  # names that must never be looked up
    names: Mapping[str, Callable[[int], Sequence[str]]] = field(default_factory=dict)
    """Label → the addresses that the n-th look-up (from 0) of its host gets; none: there is no such name."""
    check: Callable[["Outcome"], Iterable[str]] | None = None  # yields complaints
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # not empty: a scan of its own

    @property
    def host(self) -> str:
        """Return the main host."""
        return f"{self.name}.{DOMAIN}"

    @property
    def url(self) -> str:
        """Return the address where the scan starts."""
        return self.at(self.start)

    def at(self, path: str) -> str:
        """Return a path of this station as a whole address; what is one already stays."""
        return path if re.match("[A-Za-z]+:", path) else f"{self.scheme}://{self.host}{path}"


@dataclass(frozen=True)
class Outcome:
    """All that was seen of one station in a run."""

    station: Station
    lines: list[dict[str, Any]]  # of the jsonl report, those of this site
    requests: list[Request]  # on all hosts of this station, in order of time
    looked_up: list[str]  # names under the station's host that were asked of the resolver, in order
    forbidden: list[str] = field(default_factory=list)  # connections to addresses that nobody may reach
    everything: Sequence[Request] = ()  # the requests of the whole run, also to other stations

    def line(self, path: str) -> dict[str, Any] | None:
        """Return the line of an address, or `None` if it is not in the report."""
        url = self.station.at(path)
        return next((line for line in self.lines if line["url"] == url), None)

    def asked(self, path: str, host: str | None = None) -> list[Request]:
        """Return the requests for exactly this path, on the main host unless another is given."""
        wanted = self.station.host if host is None else host
        return [request for request in self.requests if (request.path, request.host) == (path, wanted)]


_SUBJECTS = """
    paspoort rijbewijs verhuizing trouwen geboorte uittreksel afval container grofvuil belasting
    parkeren vergunning kappen bouwen verbouwen subsidie sport zwembad bibliotheek school leerplicht
    jeugdhulp thuiszorg klacht schuldhulp uitkering minimabeleid vervoer fietspad wegwerk verlichting
    groenbeheer speelplek markt horeca evenement ondernemer raadsvergadering burgemeester wethouder
    wijkteam inspraak bezwaar archief erfgoed begraafplaats hondenbelasting gladheid riolering water
    energie isolatie zonnepanelen warmtepomp woning
"""
_DEEDS = """
    vraagt u aan bij; kunt u regelen via; haalt u op bij; meldt u bij; bespreekt u met; betaalt u aan;
    vindt u op de kaart van; wijzigt u samen met; krijgt u thuis van; controleert u met hulp van
"""
_OFFICES = """
    de balie; het gemeentehuis; het wijkteam; de afdeling burgerzaken; het loket wonen; de buitendienst;
    het servicepunt; de klantenservice; het stadskantoor; de milieustraat
"""
_MOMENTS = """
    voor het einde van de maand; binnen zes weken; op werkdagen tot vijf uur; zonder afspraak;
    met een afspraak; elke dinsdag en donderdag; vanaf de eerste dag van het jaar;
    op het moment dat het u past
"""
SUBJECTS = _SUBJECTS.split()
DEEDS, OFFICES, MOMENTS = (
    [part.strip() for part in text.split(";")] for text in (_DEEDS, _OFFICES, _MOMENTS)
)


def page(title: str, body: str = "", *, links: Iterable[str] = (), lang: str = "nl") -> str:
    """Return a whole, ordinary Dutch page; the title decides its text, so two titles are two different pages.

    `body` is HTML that comes after the text; `links` become a list in a navigation.
    """
    dice = random.Random(title)
    paragraphs = "".join(f"<p>{_paragraph(dice)}</p>" for _ in range(4))
    items = "".join(f'<li><a href="{escape(link)}">Naar {escape(link)}</a></li>' for link in links)
    navigation = f'<nav aria-label="Onderwerpen"><ul>{items}</ul></nav>' if items else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body>{navigation}<main><h1>{escape(title)}</h1>{paragraphs}{body}</main></body></html>"
    )


def _paragraph(dice: random.Random) -> str:
    return " ".join(
        f"{dice.choice(SUBJECTS).capitalize()} en {dice.choice(SUBJECTS)} {dice.choice(DEEDS)} "
        f"{dice.choice(OFFICES)}, {dice.choice(MOMENTS)}."
        for _ in range(4)
    )
