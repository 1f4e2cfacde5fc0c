"""Documents that pages link to: how they are announced, what became of them, and what was seen of them.

A document is no page: it is fetched without a browser, judged by checks of its own, and counted apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from drempel.model.finding import CheckTally, Finding, Judgement
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome, Reason


class DocumentKind(StrEnum):
    """The kinds of document that are looked for."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    EPUB = "epub"


_KINDS: Final = {kind.value: kind for kind in DocumentKind}

MEDIA_TYPES: Final[Mapping[str, DocumentKind]] = {
    "application/pdf": DocumentKind.PDF,
    "application/x-pdf": DocumentKind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DocumentKind.DOCX,
    "application/vnd.oasis.opendocument.text": DocumentKind.ODT,
    "application/msword": DocumentKind.DOC,
    "application/rtf": DocumentKind.RTF,
    "text/rtf": DocumentKind.RTF,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": DocumentKind.XLSX,
    "application/epub+zip": DocumentKind.EPUB,
}
"""What servers call these kinds (IANA's list of media types, and two older names)."""

_MISSED: Final = frozenset(
    {
        FetchOutcome.HTTP_ERROR,
        FetchOutcome.TIMEOUT,
        FetchOutcome.BLOCKED,
        FetchOutcome.CRASHED,
        FetchOutcome.UNSAFE,
    }
)
BEYOND: Final = "document-limit"
"""Why a document was not asked for: there are more of them than the settings allow."""

EXEMPT_BEFORE: Final = date(2018, 9, 23)
"""Office files from before this day are exempt, unless they are needed for active administrative processes
(Directive (EU) 2016/2102, article 1(4)(a)); archives that nobody changes are too (article 1(4)(h))."""


def kind_of_address(url: str) -> DocumentKind | None:
    """Return the kind of document that an address ends as, `None` where it ends otherwise."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    # A name with a slash behind it is a folder: a page stands there.
    suffix = PurePosixPath(path.strip().rpartition("/")[2]).suffix.lower().lstrip(".")
    return _KINDS.get(suffix)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to a document as it stands on a page."""

    url: str
    text: str = ""
    kind: str = ""
    """The kind that the link announces, by its address, its type or its words; or empty."""
    bytes: int | None = None
    """The size that its words announce."""
    language: str = ""
    """The language that the link announces (`hreflang`)."""


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """The links to documents of one page."""

    of: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What was read of a document beside what its checks say."""

    title: str = ""
    language: str = ""
    """As the document declares it."""
    text_language: str = ""
    """As its text is; empty where that is too little or not sure."""
    pages: int | None = None
    words: int = 0
    created: str = ""
    """ISO day in the document itself, or empty."""
    changed: str = ""
    producer: str = ""
    is_tagged: bool | None = None
    pages_without_text: int = 0
    """Pages that are only a picture of text."""
    form: str = ""
    """`fields`, `xfa` or `paper` (lines to write on, or it asks to be printed) for a form; else empty."""


@dataclass(frozen=True, slots=True)
class Document:
    """What became of one document in one scan. `url` is its address as pages link to it."""

    url: str
    outcome: FetchOutcome
    reason: Reason | None = None
    kind: str = ""
    """What it is by its content; where it was not read, by what was announced."""
    final_url: str = ""
    status: int | None = None
    permanent: bool = True
    announced: DocumentLink | None = None
    """The first link to it."""
    pages: int = 0
    """Pages that link to it."""
    linked_from: tuple[str, ...] = ()
    """The first of those."""
    bytes: int | None = None
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    duplicate_of: str = ""
    """Address of the document of this site with the same content, where that was judged."""
    kept_since: str = ""
    """Id of the scan that read it, where it did not change since; else empty."""
    day: str = ""
    """ISO day from when it is, or empty; `day_from` says who says so."""
    day_from: str = ""
    """`name`, `link`, `document`, `folder` or `server`."""
    exemption: str = ""
    """`old` or `archive` where the law may not ask that it be accessible; else empty."""
    html_way: bool | None = None
    """Of a form: whether a page that links to it also offers a way online; `None` where that is not known."""
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    known_as: str = ""
    """The address by which it and its problems are known, where that is another one: it moved."""
    read_by: str = ""
    """The mark of the code and checks that judged it: with another one it is judged anew."""

    @property
    def host(self) -> str:
        """Return the host that gives it."""
        return urlsplit(self.final_url or self.url).hostname or ""

    @property
    def subject(self) -> str:
        """Return the address by which the document and its problems are known."""
        return self.known_as or self.url

    @property
    def is_judged(self) -> bool:
        """Tell whether its checks have judged it."""
        return self.outcome is FetchOutcome.OK

    @property
    def is_missed(self) -> bool:
        """Tell whether it should have been judged and could not be: it did not come, or cannot be read.

        None of them is a dead link, which is a fault of the page that holds it; nor what is something else
        than a document, what robots.txt keeps from us, or what the settings leave out (`is_beyond`).
        """
        if self.outcome is FetchOutcome.NOT_HTML:
            key = self.reason.key if self.reason is not None else ""
            return key.startswith("document-") and not key.startswith("document-is-")
        return self.outcome in _MISSED and self.status not in GONE_STATUSES

    @property
    def is_beyond(self) -> bool:
        """Tell whether it was not asked for because there are more than the settings allow."""
        return self.reason is not None and self.reason.key == BEYOND


@dataclass(frozen=True, slots=True)
class DocumentEnd:
    """What is written about one document: it, and its judgement where it was judged now."""

    document: Document
    judgement: Judgement | None = None
    judged_in: str = ""
    """Id of the scan whose judgement of the same address still holds."""


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document with what its checks found."""

    document: Document
    findings: tuple[Finding, ...] = ()
    tallies: tuple[CheckTally, ...] = ()
    """How each check ended on it; empty where it was not judged."""


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Documents of scans in numbers; one that stands at several addresses counts once."""

    found: int = 0
    """Documents that pages link to."""
    judged: int = 0
    failing: int = 0
    """Of the judged ones those with a failure against the norm."""

    def __add__(self, other: "DocumentCounts") -> "DocumentCounts":
        """Return the numbers of both together."""
        return DocumentCounts(
            self.found + other.found, self.judged + other.judged, self.failing + other.failing
        )
