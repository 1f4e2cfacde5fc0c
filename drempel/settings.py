"""The settings of Drempel: models of `config.toml`, and one way to load them.

Order: command line, then environment (`DREMPEL_CRAWLER__DELAY_S=2`), then the file, then the defaults.
Everything that is wrong is found in one go and named with its source, table, key and value. Wording is a
message with parameters, so that whoever shows it chooses the language.
"""

import json
import os
import re
import tomllib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import SettingsError as SourceError

from drempel import cache_folder
from drempel.errors import SettingsError
from drempel.model.contact import Contact
from drempel.model.entity import Entity
from drempel.model.finding import Impact
from drempel.model.owner import PathOwner
from drempel.model.scan import Depth
from drempel.model.service import ServiceCorrection
from drempel.model.site import Limits, Site
from drempel.model.snapshot import Viewport
from drempel.wcag import Standard

DEFAULT_FILE = "config.toml"
"""Read from the current folder when no file is named; it may be absent."""

ENVIRONMENT = "DREMPEL_"
"""What the names of all our environment variables begin with."""

PAGES_WITHOUT_CONTACT = 50
"""Pages of a public site that may be visited without saying who visits (see `crawler.user_agent_contact`)."""

OPTIONS: Mapping[str, str] = {
    "crawler.max_pages": "--max-pages",
    "crawler.max_depth": "--depth",
    "crawler.delay_s": "--delay",
    "crawler.user_agent_contact": "--user-agent-contact",
    "checks.standard": "--standard",
    "checks.disable": "--disable",
    "checks.fail_on": "--fail-on",
    "checks.deep": "--deep",
    "storage.url": "--db",
    "report.formats": "--format",
    "report.folder": "--output",
    "report.language": "--language",
}
"""Setting → the option that overrides it, for messages."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a value must be, as words that fit after "it must be", and one right value as TOML."""

    what: str
    example: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the settings.

    `where` names source, table, key and value; `said` and `advice` are English messages. Parameters that
    are words themselves stand in `words`, so that they are translated too.
    """

    where: str
    said: str
    advice: str
    params: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, say: Callable[..., str]) -> str:
        """Return what is wrong and, on a second line, what to do."""
        params = {**self.params, **{name: say(word) for name, word in self.words.items()}}
        return f"{self.where} {say(self.said, **params)}\n{say(self.advice, **params)}"


class InvalidSettings(SettingsError):
    """The settings cannot be used; `problems` tells what to correct, `text` says it in any language."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(self.text(lambda msgid, **params: msgid.format(**params)))

    def text(self, say: Callable[..., str]) -> str:
        """Return all problems, in the order in which they were found."""
        return "\n".join(problem.text(say) for problem in self.problems)


def _number(value: object) -> object:
    # pydantic takes True for 1; nobody means that.
    if isinstance(value, bool):
        raise PydanticCustomError("drempel", "is not a number")
    return value


def _listed(value: object) -> object:
    """Split text from the environment or the command line at its commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _viewport(value: object) -> object:
    if isinstance(value, Viewport):
        return value
    sizes = re.fullmatch(r"\s*(\d{3,4})\s*[xX×]\s*(\d{3,4})\s*", str(value))
    if not sizes or int(sizes[1]) < 320 or int(sizes[2]) < 200:
        raise PydanticCustomError("drempel", "is no size")
    return Viewport(int(sizes[1]), int(sizes[2]))


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_web = False
    if not is_web or re.search(r"\s", value):
        raise PydanticCustomError("drempel", "is no web address")
    return value


def _database(value: str) -> str:
    # Plain `postgresql:` is what people copy from their provider; psycopg 3 is the driver that we install.
    if value.startswith(("postgresql://", "postgres://")):
        value = "postgresql+psycopg://" + value.split("://", 1)[1]
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise PydanticCustomError("drempel", "is no database")
    return value


def _window(value: str) -> str:
    found = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)\s*", value)
    if value.strip() and (not found or found.group(1, 2) == found.group(3, 4)):
        raise PydanticCustomError("drempel", "is no window")
    return value.strip()


def _upstream_proxy(value: str) -> str:
    if value in {"", "environment"}:
        return value
    parts = urlsplit(_web_address(value))
    if parts.scheme != "http" or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise PydanticCustomError("drempel", "is no proxy")
    return value


Whole = Annotated[int, BeforeValidator(_number)]
Decimal = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
WebAddressOrNothing = Annotated[str, AfterValidator(lambda value: value and _web_address(value))]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
FailOn = Literal["minor", "moderate", "serious", "critical", "never"]
Backend = Literal["playwright", "selenium"]
Language = Literal["nl", "en", "fr"]
Profile = Literal["normal", "kwetsbaar"]
SmtpSecurity = Literal["starttls", "tls", "none"]

_SECONDS = Says("a number of seconds, 0 or more", "1.0")
_SOME_SECONDS = Says("a number of seconds, more than 0", "30")
_PAGES = Says("a whole number of pages, 1 or more", "500")
_TEXT = Says("a text between quotation marks", '""')
_YES_NO = Says("true or false", "true")
_TEXTS = Says("a list of texts", '["…"]')
_ADDRESS = Says("a web address that begins with https:// or http://", '"https://www.voorbeeld.example/"')
_ADDRESSES = Says(
    "a list of web addresses that begin with https:// or http://", '["https://www.voorbeeld.example/"]'
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServiceTable(_Table):
    """`[[entity.site.service]]`: what a scan gets wrong about a service of the site, or does not find."""

    url: Annotated[WebAddress, _ADDRESS]
    """Its main page."""
    name: Annotated[str, _TEXT] = ""
    """Its name; empty: the heading of its main page."""
    pages: Annotated[tuple[WebAddress, ...], _ADDRESSES] = ()
    """Its other pages (form, log-in, more about it); empty: those that the scan finds."""
    is_service: Annotated[bool, _YES_NO] = True
    """false: this page is no service."""


class OwnerTable(_Table):
    """`[[entity.site.owner]]`: who answers for a part of the site; reports name them with its problems."""

    path: Annotated[str, Field(pattern="^/"), Says("a path that begins with a slash", '"/wonen/"')]
    """How the paths of its pages begin; `*` stands for any text. Of several the longest counts."""
    name: Annotated[str, Field(min_length=1), _TEXT]
    """A service or a function, rather than a person."""


class SiteTable(_Table):
    """`[[entity.site]]`: one website of the entity."""

    start: Annotated[tuple[WebAddress, ...], Field(min_length=1), _ADDRESSES]
    """Where the scan starts. The first address is what the site is known by in later scans."""
    include: Annotated[tuple[WebAddress, ...], _ADDRESSES] = ()
    """Only addresses that begin like this; empty: the hosts of the start addresses."""
    exclude: Annotated[tuple[str, ...], _TEXTS] = ()
    """Addresses to leave out; `*` stands for any text."""
    allow_private: Annotated[bool, _YES_NO] = False
    """Permit this machine and private networks, for this site alone."""
    basic_auth_env: Annotated[str, _TEXT] = ""
    """Environment variable with `name:password` for the site's own origins; no other host gets them."""
    cookie_env: Annotated[str, _TEXT] = ""
    """Environment variable with cookies for the site's own origins, as in a Cookie header."""
    header_env: Annotated[
        Mapping[str, str], Says("headers with the variables that hold them", '{ X-Pas = "PAS" }')
    ] = {}
    """Headers for the site's own origins, each with the environment variable that holds its value."""
    profile: Annotated[Profile | Literal[""], Says("normal, kwetsbaar or empty", '"kwetsbaar"')] = ""
    """Limits of the e-inclusion indicators for this site; empty: those of its entity."""
    service: Annotated[
        tuple[ServiceTable, ...],
        Says("one or more tables [[entity.site.service]]", "[[entity.site.service]]"),
    ] = ()
    """Corrections of the services that were found; they hold for every report that is written from now on."""
    owner: Annotated[
        tuple[OwnerTable, ...],
        Says("one or more tables [[entity.site.owner]]", "[[entity.site.owner]]"),
    ] = ()
    """Who answers for which part of the site, for reports that are written from now on."""


class EntityTable(_Table):
    """`[[entity]]`: a public body that answers for websites."""

    id: Annotated[
        str,
        Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80),
        Says("a short name of small letters, digits and hyphens", '"gemeente-voorbeeld"'),
    ]
    """Short name, for `--entity` and file names."""
    name: Annotated[str, Field(min_length=1), Says("a name", '"Gemeente Voorbeeld"')]
    """Full name, for reports."""
    kind: Annotated[str, _TEXT] = ""
    """`gemeente`, `ocmw`, `provincie`, `departement`, `agentschap`, `federaal`… or empty."""
    parent: Annotated[str, _TEXT] = ""
    """The id of the entity it belongs to, or empty."""
    groups: Annotated[tuple[str, ...], _TEXTS] = ()
    """Groups for comparing, e.g. `beleidsdomein:binnenlands-bestuur`."""
    profile: Annotated[Profile, Says("normal or kwetsbaar", '"kwetsbaar"')] = "normal"
    """`kwetsbaar`: stricter limits, for services to vulnerable groups (youth care, a disability agency)."""
    contact_email: Annotated[
        str,
        Field(pattern=r"^$|^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", max_length=254),
        Says("an e-mail address, or empty", '"webteam@voorbeeld.example"'),
    ] = ""
    """Where people write about barriers; the draft of the accessibility statement names it."""
    contact_phone: Annotated[
        str,
        Field(pattern=r"^$|^\+?[0-9(][0-9 ()./-]{5,24}$"),
        Says("a telephone number of digits, spaces and + ( ) . / -, or empty", '"02 345 67 89"'),
    ] = ""
    """The number to call for that."""
    contact_address: Annotated[str, Field(max_length=200), _TEXT] = ""
    """The address to write to or to come to, on one line."""
    contact_form: Annotated[
        WebAddressOrNothing,
        Says("a web address, or empty", '"https://www.voorbeeld.example/melden"'),
    ] = ""
    """A form for that."""
    contact_days: Annotated[
        Whole | None, Field(ge=1, le=365), Says("a whole number of days, 1 to 365", "14")
    ] = None
    """Within how many days a message is answered; absent: a person fills it in."""
    site: Annotated[tuple[SiteTable, ...], Says("one or more tables [[entity.site]]", "[[entity.site]]")] = ()
    """Its websites."""

    def entity(self) -> Entity:
        """Return the value that the rest of Drempel works with."""
        sites = tuple(Site(s.start, s.include, s.exclude, s.allow_private) for s in self.site)
        return Entity(self.id, self.name, self.kind, self.parent, self.groups, sites)


class CrawlerTable(_Table):
    """`[crawler]`: how sites are visited."""

    max_pages: Annotated[Whole, Field(ge=1), _PAGES] = 500
    """At most this many pages of one site."""
    max_depth: Annotated[Whole | None, Field(ge=0), Says("a whole number of links, 0 or more", "5")] = None
    """At most this many links away from a start address; absent: no limit."""
    max_time_s: Annotated[Decimal | None, Field(gt=0), _SOME_SECONDS] = None
    """Seconds after which no new page of a site is visited; absent: no limit."""
    delay_s: Annotated[Decimal, Field(ge=0), _SECONDS] = 1.0
    """Seconds between two visits to one host; robots.txt may ask more, never less."""
    page_timeout_s: Annotated[
        Decimal, Field(gt=0, le=600), Says("a number of seconds, more than 0 and at most 600", "30")
    ] = 30.0
    """Seconds that a page may take to load."""
    grace_s: Annotated[Decimal, Field(ge=0), _SECONDS] = 20.0
    """Seconds that open pages get to end after Ctrl-C or SIGTERM; then they are left for `--resume`."""
    user_agent_contact: Annotated[
        str, Says("a web page or mail address", '"https://www.voorbeeld.example/"')
    ] = ""
    """Where site owners reach you: a web page or mail address. Needed above 50 pages of a public site."""
    obey_robots: Annotated[bool, _YES_NO] = True
    """Stay away where robots.txt asks so."""
    viewport: Annotated[
        Viewport,
        BeforeValidator(_viewport),
        Says("a width and height in CSS pixels, at least 320x200", '"1280x1024"'),
    ] = Viewport()
    """Width and height of the browser's view in CSS pixels."""
    trap_after: Annotated[Whole, Field(ge=2), Says("a whole number of addresses, 2 or more", "44")] = 44
    """Pages of an endless row (calendar, filters, counter) that may show nothing new before it is cut off."""


class BrowserTable(_Table):
    """`[browser]`: what loads the pages."""

    backend: Annotated[Backend, Says("playwright or selenium", '"playwright"')] = "playwright"
    """What drives the browser; `selenium` needs the extra `drempel[selenium]`."""
    path: Annotated[str, _TEXT] = ""
    """The browser's program file; empty: found by itself (`drempel doctor` says which)."""
    axe_path: Annotated[str, _TEXT] = ""
    """An axe.min.js to use instead of the one in the installed package."""
    args: Annotated[Words, _TEXTS] = ()
    """More flags for the browser, e.g. `--force-device-scale-factor=2`."""
    parallel_pages: Annotated[Whole, Field(ge=1, le=32), Says("a whole number of pages, 1 to 32", "4")] = 4
    """Pages open at the same time, each on another host."""
    recycle_after_pages: Annotated[Whole, Field(ge=1), _PAGES] = 200
    """Pages after which the browser starts anew, so that it does not keep growing."""
    page_memory_mib: Annotated[Whole, Field(ge=128), Says("a whole number of MiB, 128 or more", "1024")] = (
        1024
    )
    """Memory that one page may take, in MiB; one that takes more is ended (Linux)."""
    selenium_url: Annotated[WebAddressOrNothing, _ADDRESS] = ""
    """Address of a Selenium Grid; empty: a driver on this machine."""


class NetworkTable(_Table):
    """`[network]`: the way out, where a network has a proxy or a certificate authority of its own."""

    upstream_proxy: Annotated[
        str,
        AfterValidator(_upstream_proxy),
        Says("http://HOST:PORT, environment, or empty", '"http://proxy.voorbeeld.example:3128"'),
    ] = ""
    """The proxy that leads out; `environment`: that of `HTTPS_PROXY`. A password belongs in the variable."""
    ca_file: Annotated[str, Says("the name of a PEM file, or empty", '"ca.pem"')] = ""
    """Certificates of an own authority (PEM), trusted beside those that every browser knows."""


class ChecksTable(_Table):
    """`[checks]`: what is judged, and when the exit code says so."""

    standard: Annotated[Standard, Says("a norm that Drempel knows", '"en301549-3.2.1"')] = (
        Standard.EN_301549_V3
    )
    """The dated norm; stored with each scan."""
    disable: Annotated[Words, _TEXTS] = ()
    """Ids of checks to leave out (`drempel checks` lists them); each report says so."""
    deep: Annotated[Depth, Says("all, templates or off", '"templates"')] = Depth.TEMPLATES
    """On which pages of a scan the page is also used, with keyboard, mouse and zoom: `all`, `templates` (one
    page of each template, and the key pages) or `off`. `drempel check` does it on every page."""
    deep_budget_s: Annotated[Decimal | None, Field(gt=0), _SOME_SECONDS] = None
    """Seconds that this may take of one page; what is cut off is reported as not tested. Absent: no limit."""
    slow_load: Annotated[bool, _YES_NO] = True
    """Whether key pages among them are also loaded as on slow 3G and on a slow phone: a few of each kind, of
    what was recorded, with no request more. It is mostly waiting. `drempel check` does it with `--slow`."""
    fail_on: Annotated[FailOn, Says("minor, moderate, serious, critical or never", '"serious"')] = "serious"
    """Exit code 1 from this impact up; `never`: findings do not change the exit code."""

    @property
    def fail_from(self) -> Impact | None:
        """Return the lowest impact that gives exit code 1; `None` when none does."""
        return None if self.fail_on == "never" else Impact(self.fail_on)


class DocumentsTable(_Table):
    """`[documents]`: which documents that pages link to are fetched and judged."""

    max_documents: Annotated[Whole, Field(ge=0), Says("a whole number of documents, 0 or more", "100")] = 100
    """At most this many documents of one site, the most linked first; 0: none. The report counts the rest."""
    max_mb: Annotated[Whole, Field(ge=1, le=100), Says("a whole number of MB, 1 to 100", "25")] = 25
    """Megabytes of one document; a larger one is not judged, and the report says so."""
    timeout_s: Annotated[
        Decimal, Field(gt=0, le=600), Says("a number of seconds, more than 0 and at most 600", "60")
    ] = 60.0
    """Seconds that a document may take to come."""

    @property
    def max_bytes(self) -> int:
        """Return the same limit in bytes."""
        return self.max_mb * 1_000_000


class ReadabilityTable(_Table):
    """`[readability]`: how text is measured."""

    workers: Annotated[Whole, Field(ge=0, le=64), Says("a whole number of processes, 0 to 64", "0")] = 0
    """Processes that measure text; 0: in the main process."""


class StorageTable(_Table):
    """`[storage]`: where scans are kept."""

    url: Annotated[
        str,
        AfterValidator(_database),
        Says("sqlite:///FILE or postgresql+psycopg://HOST/DATABASE", '"sqlite:///drempel.db"'),
    ] = "sqlite:///drempel.db"
    """The database. An address with a password belongs in `DREMPEL_STORAGE__URL`, not in the file."""
    keep_artefacts_days: Annotated[Whole, Field(ge=0), Says("a whole number of days, 0 or more", "90")] = 90
    """Days that page contents and pictures are kept; findings stay."""


class NightlyTable(_Table):
    """`[nightly]`: when `drempel nightly` scans, and when it says that a site is overdue."""

    window: Annotated[str, AfterValidator(_window), Says("two times of day, or empty", '"22:00-06:00"')] = ""
    """Hours between which sites are visited, on the clock of Brussels and Amsterdam; empty: at any time. A
    scan that is not done at the end goes on the next night."""
    max_time_s: Annotated[Decimal | None, Field(gt=0), _SOME_SECONDS] = None
    """Seconds after which a night ends, done or not; absent: no limit."""
    overdue_days: Annotated[Whole, Field(ge=1), Says("a whole number of days, 1 or more", "8")] = 8
    """Days without a complete scan after which a site is reported as overdue."""
    proof_share: Annotated[Decimal, Field(ge=0, le=1), Says("a number from 0 to 1", "0.01")] = Decimal("0.01")
    """Part of the pages that did not change that is visited all the same, to prove that they need not be. For
    a site where one of them is judged otherwise, it is raised by itself for some time."""


class NotifyTable(_Table):
    """`[notify]`: who hears of a night in which something became worse."""

    mail_to: Annotated[Words, _TEXTS] = ()
    """Mail addresses; empty: no mail."""
    mail_from: Annotated[str, _TEXT] = ""
    """Mail address of the sender; empty: the first of `mail_to`."""
    smtp_host: Annotated[str, Says("a host name", '"smtp.voorbeeld.example"')] = "localhost"
    """Mail server."""
    smtp_port: Annotated[Whole, Field(ge=1, le=65535), Says("a port number, 1 to 65535", "587")] = 587
    """Port of the mail server: usually 587 with starttls, 465 with tls, 25 with none."""
    smtp_security: Annotated[SmtpSecurity, Says("starttls, tls or none", '"starttls"')] = "starttls"
    """How the way to the mail server is made safe. With `none` no password is sent."""
    smtp_login_env: Annotated[str, _TEXT] = ""
    """Environment variable with `name:password` for the mail server; empty: it asks for none."""
    webhook: Annotated[WebAddressOrNothing, _ADDRESS] = ""
    """Address that gets the news as JSON, by POST; empty: none."""
    webhook_key_env: Annotated[str, _TEXT] = ""
    """Environment variable with the key that signs what the webhook gets; empty: no signature."""


class ReportTable(_Table):
    """`[report]`: what is written after a scan."""

    formats: Annotated[Words, Field(min_length=1), Says("a list of report formats", '["html", "json"]')] = (
        "html",
        "json",
    )
    """Formats of the report."""
    language: Annotated[Language, Says("nl, en or fr", '"nl"')] = "nl"
    """Language of reports and of what the commands say."""
    folder: Annotated[Path, Says("a folder", '"rapport"')] = Path("rapport")
    """Folder for the reports; made when it is not there."""


def _secret(environment: Mapping[str, str], variable: str) -> str:
    value = environment.get(variable, "").strip()
    if not value or not value.isprintable():
        raise SettingsError(
            "The environment variable {variable} is not set, or holds more than one line of text. "
            "A site in config.toml needs it to get in.",
            variable=variable,
        )
    return value


class Settings(BaseSettings):
    """All settings, merged."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=ENVIRONMENT,
        env_nested_delimiter="__",
    )

    entity: Annotated[tuple[EntityTable, ...], Says("one or more tables [[entity]]", "[[entity]]")] = ()
    """The public bodies whose sites are scanned, as `[[entity]]` tables."""
    crawler: CrawlerTable = CrawlerTable()
    browser: BrowserTable = BrowserTable()
    network: NetworkTable = NetworkTable()
    checks: ChecksTable = ChecksTable()
    documents: DocumentsTable = DocumentsTable()
    readability: ReadabilityTable = ReadabilityTable()
    storage: StorageTable = StorageTable()
    report: ReportTable = ReportTable()
    nightly: NightlyTable = NightlyTable()
    notify: NotifyTable = NotifyTable()

    _origins: Mapping[str, str] = PrivateAttr(default_factory=dict)
    _file: Path | None = PrivateAttr(default=None)

    @property
    def file(self) -> Path | None:
        """Return the settings file that was named, `None` for `config.toml` in the current folder."""
        return self._file

    def credentials(self, environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return the headers by which sites let us in, by start address; only its origin may have them.

        Raises `SettingsError` for a variable that is not set: a scan without it would see other pages.
        """
        found: dict[str, dict[str, str]] = {}
        for site in (site for entity in self.entity for site in entity.site):
            headers = {name: _secret(environment, variable) for name, variable in site.header_env.items()}
            if site.cookie_env:
                headers["cookie"] = _secret(environment, site.cookie_env)
            if site.basic_auth_env:
                pair = _secret(environment, site.basic_auth_env).encode()
                headers["authorization"] = f"Basic {b64encode(pair).decode()}"
            if headers:
                for start in site.start:
                    found.setdefault(start, {}).update(headers)
        return found

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the name is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        *_positional: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what `load` has merged: it must know which value came from where."""
        return (init_settings,)

    @property
    def standard(self) -> Standard:
        """Return the norm by which a scan judges."""
        return self.checks.standard

    def entities(self) -> tuple[Entity, ...]:
        """Return the configured public bodies with their sites, in the order of the file."""
        return tuple(table.entity() for table in self.entity)

    def services(self, site_id: str) -> tuple[ServiceCorrection, ...]:
        """Return what the settings say of the services of a site; it is known by its first start address."""
        return tuple(
            ServiceCorrection(table.url, table.name, table.pages, table.is_service)
            for entity in self.entity
            for site in entity.site
            if site.start[0] == site_id
            for table in site.service
        )

    def owners(self, site_id: str) -> tuple[PathOwner, ...]:
        """Return who answers for which part of a site."""
        return tuple(
            PathOwner(table.path, table.name)
            for entity in self.entity
            for site in entity.site
            if site.start[0] == site_id
            for table in site.owner
        )

    def contact(self, site_id: str) -> Contact:
        """Return where people reach who answers for a site."""
        for entity in self.entity:
            if any(site.start[0] == site_id for site in entity.site):
                return Contact(
                    entity.contact_email,
                    entity.contact_phone,
                    entity.contact_address,
                    entity.contact_form,
                    entity.contact_days,
                )
        return Contact()

    def profile(self, site_id: str) -> str:
        """Return by which limits the e-inclusion indicators of a site are answered."""
        found = (
            site.profile or entity.profile
            for entity in self.entity
            for site in entity.site
            if site.start[0] == site_id
        )
        return next(found, "normal")

    def limits(self) -> Limits:
        """Return where a crawl ends at the latest."""
        return Limits(self.crawler.max_pages, self.crawler.max_depth, self.crawler.max_time_s)

    def origin(self, setting: str) -> str:
        """Return the file, variable or option that gave a value such as `crawler.delay_s`; empty: default."""
        return self._origins.get(setting, "")

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield table, key and value as TOML of every setting but the entities; passwords are hidden."""
        for table in TABLES:
            for key in TABLES[table].model_fields:
                value = getattr(getattr(self, table), key)
                yield table, key, toml(without_password(value) if key in _WITH_PASSWORD else value)


TABLES: Mapping[str, type[_Table]] = {
    name: info.annotation
    for name, info in Settings.model_fields.items()
    if isinstance(info.annotation, type) and issubclass(info.annotation, _Table)
}
"""Name of a table of the file → its model; `entity` is a list and stands apart."""


def load(path: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Return the merged settings.

    `path` must exist when given; without it `config.toml` in the current folder is read if it is there.
    `overrides` comes from the command line, in the shape of the file: `{"crawler": {"max_pages": 50}}`.
    Raises `InvalidSettings` with everything that is wrong.
    """
    file = _Layer("file", *_file(path))
    layers = (_Layer("option", overrides or {}), _Layer("environment", _environment()), file)
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged = _merge(merged, layer.values)
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        problems = [_problem(wrong["loc"], wrong["type"], layers) for wrong in error.errors()]
        # A list with two wrong elements is one wrong value.
        raise InvalidSettings(*{problem.where: problem for problem in problems}.values()) from None
    if found := [*_doubles(settings, file.file), *_password_in_file(file)]:
        raise InvalidSettings(*found)
    settings._file = path
    settings._origins = {
        f"{table}.{key}": layer.name(table, key)
        for layer in reversed(layers)
        for table in TABLES
        for key in layer.values.get(table, ())
    }
    return settings


def without_password(url: str) -> str:
    """Return an address in which a password is replaced by dots."""
    return re.sub(r"(?<=:)[^:@/]*(?=@)", "…", url) if _has_password(url) else url


def toml(value: object) -> str:
    """Return a value as it stands in config.toml; `None` is empty, for TOML has no word for it."""
    if value is None:
        return ""
    if isinstance(value, str | Path | Viewport):
        # A JSON text is a TOML basic string, save for DEL.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One source of settings."""

    kind: Literal["option", "environment", "file"]
    values: Mapping[str, Any]
    file: str = DEFAULT_FILE

    def get(self, loc: Sequence[int | str]) -> Any:
        """Return what stands at a location, `_ABSENT` if nothing does."""
        found: Any = self.values
        for step in loc:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return _ABSENT
        return found

    def name(self, table: str, key: str) -> str:
        """Return the file, variable or option that holds a setting."""
        match self.kind:
            case "option":
                return OPTIONS.get(f"{table}.{key}", f"--{key.replace('_', '-')}")
            case "environment":
                return _variable(table, key)
            case "file":
                return self.file

    def assignment(self, table: str, key: str, literal: str) -> str:
        """Return how a value, given as TOML, is written in this source."""
        match self.kind:
            case "option":
                return f"{self.name(table, key)} {_bare(literal)}"
            case "environment":
                return f"{self.name(table, key)}={_bare(literal)}"
            case "file":
                return f"{key} = {literal}"


_ABSENT = object()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the settings something is wrong: the table as people see it, the key, and the key's model."""

    section: str
    label: str
    key: str
    model: type[BaseModel]
    loc: tuple[int | str, ...]
    """Location of the key; what pydantic adds behind it (the element of a list) is left out."""

    @property
    def info(self) -> FieldInfo | None:
        return self.model.model_fields.get(self.key)

    @property
    def says(self) -> Says:
        found = (item for item in self.info.metadata if isinstance(item, Says)) if self.info else iter(())
        return next(found, Says("a table", f"[{self.key}]"))


def _place(loc: Sequence[int | str]) -> _Place:
    model: type[BaseModel] = Settings
    label, path, key = "", "", str(loc[0])
    for n, step in enumerate(loc):
        if isinstance(step, int):
            label += f" {step + 1}"
            continue
        inner, is_list = _inner_table(model.model_fields.get(step))
        if inner is None or not any(isinstance(later, str) for later in loc[n + 1 :]):
            return _Place(str(loc[0]), label, step, model, tuple(loc[: n + 1]))
        path = f"{path}.{step}".lstrip(".")
        label = f"{label} {f'[[{path}]]' if is_list else f'[{path}]'}".strip()
        model, key = inner, step
    return _Place(str(loc[0]), label, key, model, tuple(loc))


def _inner_table(info: FieldInfo | None) -> tuple[type[BaseModel] | None, bool]:
    """Return the model of a table or of a list of tables, and whether it is a list."""
    if info is None:
        return None, False
    for kind, is_list in ((info.annotation, False), *((arg, True) for arg in get_args(info.annotation))):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind, is_list
    return None, False


def _problem(loc: Sequence[int | str], kind: str, layers: Sequence[_Layer]) -> Problem:
    """Turn one of pydantic's errors into words."""
    place = _place(loc)
    layer = next((layer for layer in layers if layer.get(place.loc) is not _ABSENT), layers[-1])
    if kind == "extra_forbidden":
        return _unknown(place, layer)
    if kind == "missing":
        return Problem(
            _in_file(layer, place.label),
            "misses the key {key}.",
            "Write for example: {example}",
            {"key": place.key, "example": f"{place.key} = {place.says.example}"},
        )
    says = place.says
    value = layer.get(place.loc)
    is_secret = place.key in _WITH_PASSWORD and isinstance(value, str)
    literal = toml(without_password(value) if is_secret else value)
    assignment = layer.assignment(place.section, place.key, literal)
    where = f"{_in_file(layer, place.label)} {assignment}" if layer.kind == "file" else assignment
    said, words = "is not right: it must be {what}.", {"what": says.what}
    if near := get_close_matches(str(value).lower(), _choices(place.info), n=1):
        right = layer.assignment(place.section, place.key, toml(near[0]))
        return Problem(where, said, "Do you mean {name}?", {"name": right}, words)
    if place.info and (choices := _choices(place.info)):
        return Problem(where, said, "Choose from: {names}.", {"names": ", ".join(choices)}, words)
    example = says.example
    if _inner_table(place.info)[0] is None:
        example = layer.assignment(place.section, place.key, example)
    return Problem(where, said, "Write for example: {example}", {"example": example}, words)


def _unknown(place: _Place, layer: _Layer) -> Problem:
    known = list(place.model.model_fields)
    if place.model is Settings:
        return Problem(
            f"{layer.file}: [{place.key}]",
            "is no table that Drempel knows.",
            *_nearest(place.key, known, "[{}]"),
        )
    where, said = f"{_in_file(layer, place.label)} {place.key}", "is no key that Drempel knows."
    if not get_close_matches(place.key, known, n=1):
        for table, model in TABLES.items():
            if place.key in model.model_fields:
                return Problem(where, said, "It belongs in the table {table}.", {"table": f"[{table}]"})
    return Problem(where, said, *_nearest(place.key, known))


def _in_file(layer: _Layer, label: str) -> str:
    return f"{layer.file}: {label}".rstrip()


def _choices(info: FieldInfo | None) -> list[str]:
    """Return the closed set of values of a setting; empty when it is open."""
    kind = info.annotation if info else None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [str(member) for member in kind]
    return [value for value in get_args(kind) if isinstance(value, str)]


def _nearest(name: str, known: Sequence[str], form: str = "{}") -> tuple[str, dict[str, str]]:
    """Return an advice with its parameters: the nearest known name, or all of them."""
    if near := get_close_matches(name, known, n=1):
        return "Do you mean {name}?", {"name": form.format(near[0])}
    return "Choose from: {names}.", {"names": ", ".join(map(form.format, known))}


def _doubles(settings: Settings, file: str) -> Iterator[Problem]:
    """Yield what no single value shows: ids used twice, parents that do not exist or go in a circle."""
    ids = [entity.id for entity in settings.entity]
    parents = {entity.id: entity.parent for entity in settings.entity}
    for n, entity in enumerate(settings.entity, start=1):
        where = f"{file}: [[entity]] {n}"
        if entity.id in ids[: n - 1]:
            yield Problem(f'{where} id = "{entity.id}"', "is used twice.", "Give each entity its own id.")
        starts = [site.start[0] for site in entity.site]
        for start in {start for start in starts if starts.count(start) > 1}:
            yield Problem(
                f'{where} start = "{start}"', "is used twice.", "Give each site its own first address."
            )
        if entity.parent and entity.parent not in parents:
            yield Problem(
                f'{where} parent = "{entity.parent}"',
                "is the id of no entity.",
                *_nearest(entity.parent, ids),
            )
        elif _is_own_ancestor(entity.id, parents):
            yield Problem(
                f'{where} parent = "{entity.parent}"',
                "makes the entity its own parent.",
                "Leave parent empty at the topmost entity.",
            )


def _is_own_ancestor(entity_id: str, parents: Mapping[str, str]) -> bool:
    above, seen = parents[entity_id], set[str]()
    while above in parents and above not in seen:
        if above == entity_id:
            return True
        seen.add(above)
        above = parents[above]
    return False


_WITH_PASSWORD: Mapping[str, str] = {"url": "storage", "upstream_proxy": "network"}
"""Keys whose value may be an address with a password → their table."""


def _password_in_file(layer: _Layer) -> Iterator[Problem]:
    for key, table in _WITH_PASSWORD.items():
        url = layer.get((table, key))
        if isinstance(url, str) and _has_password(url):
            yield Problem(
                f"{layer.file}: [{table}] {key}",
                "holds a password, which does not belong in this file.",
                "Put the whole address in the environment variable {name}.",
                {"name": _variable(table, key)},
            )


def _has_password(url: str) -> bool:
    try:
        return bool(urlsplit(url).password)
    except ValueError:
        return "@" in url


def _bare(literal: str) -> str:
    """Return a TOML literal as it is typed in a shell: text without marks, lists with commas."""
    try:
        value = tomllib.loads(f"v = {literal}")["v"]
    except tomllib.TOMLDecodeError:
        return literal
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ",".join(value)
    return value if isinstance(value, str) else literal


def _variable(table: str, key: str = "") -> str:
    return f"{ENVIRONMENT}{table}__{key}".removesuffix("__").upper()


def _file(path: Path | None) -> tuple[dict[str, Any], str]:
    """Return the contents of the file and its name for messages."""
    if path is None and not Path(DEFAULT_FILE).exists():
        return {}, DEFAULT_FILE
    name = str(path or DEFAULT_FILE)
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InvalidSettings(
            Problem(f"{name}:", "this file does not exist.", "Correct the name, or leave --config out.")
        ) from None
    except UnicodeDecodeError:
        raise InvalidSettings(
            Problem(f"{name}:", "this file is not UTF-8 text.", "Save it again as UTF-8.")
        ) from None
    except OSError as error:
        raise InvalidSettings(
            Problem(
                f"{name}:",
                "this file cannot be read: {reason}.",
                "Check its name and permissions.",
                {"reason": error.strerror or str(error)},
            )
        ) from None
    try:
        return tomllib.loads(text.replace("\r\n", "\n")), name
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(_syntax_error(name, text, str(error))) from None


def _syntax_error(name: str, text: str, message: str) -> Problem:
    advice = "Often a quotation mark, a bracket or an = is missing, or a key stands there twice."
    # tomllib writes "(at line 3, column 5)" or "(at end of document)".
    if found := re.search(r"\(at line (\d+), column (\d+)\)", message):
        lines = [*text.splitlines(), ""]
        shown = lines[min(int(found[1]), len(lines)) - 1].strip()
        return Problem(
            f"{name}:",
            "line {line}, column {column}, is not TOML: {text}",
            advice,
            {"line": found[1], "column": found[2], "text": shown},
        )
    return Problem(f"{name}:", "the file ends too early to be TOML.", advice)


def _environment() -> dict[str, Any]:
    """Return what the environment sets; a name that sets nothing is a mistake, not a wish."""
    known = [_variable(table, key) for table, model in TABLES.items() for key in model.model_fields]
    known += [_variable(table) for table in Settings.model_fields]
    known.append(cache_folder.VARIABLE)
    if unknown := [
        name
        for name in sorted(os.environ)
        if name.upper().startswith(ENVIRONMENT) and name.upper() not in known
    ]:
        raise InvalidSettings(
            *(
                Problem(name, "is no setting that Drempel knows.", *_nearest(name.upper(), known))
                for name in unknown
            )
        )
    try:
        return EnvSettingsSource(Settings)()
    except SourceError as error:
        # pydantic-settings tells no more than the field: 'error parsing value for field "entity" …'.
        found = re.search(r'field "(\w+)"', str(error))
        raise InvalidSettings(
            Problem(
                _variable(found[1] if found else "*"),
                "is not JSON.",
                "Set each key in a variable of its own, or put them in the file {file}.",
                {"file": DEFAULT_FILE},
            )
        ) from None


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, key by key; lists and values from above replace those below."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged
