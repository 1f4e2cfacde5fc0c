"""The tables of the database: the only place where they are described.

Ownership, from left to right (→ has many)::

    entity → site → scan → snapshot ─┬→ judgement → finding → issue (of the site)
                      │      ↑       ├→ text_profile
                      │    page      └→ snapshot_artefact → artefact
                      ├→ queued
                      ├→ issue_trend, indicator_value, closing   (written at its close)
                      └→ recheck → rejudged → judgement, text_profile   (judged again, later)
    issue → occurrence ← page
    issue → decision

What may surprise:

- **snapshot** holds the end of *every* address, whatever its fetch outcome, and is unique per scan,
  page and viewport: writing a page again replaces it.
- **judgement** (findings and tallies) and **text_profile** are stored by content, once per site: a
  page that is judged the same night after night costs one snapshot row and no findings. A judgement
  no snapshot points at any more is removed with its findings.
- A page that did not change and was not visited has a snapshot too, with the judgement of the snapshot that
  **seen_in_id** names: the one of the visit, which keeps the artefacts. No foreign key: a visit that is
  thrown away leaves a judgement without artefacts.
- A **phrase** is a text that snapshots repeat night after night: the title, and the page that led there.
  None is ever removed, so nothing watches over who points at it.
- Only `failed` and `cantTell` are **finding** rows. The tallies of all checks on a page are one short
  text in `judgement.tallies` beside a shared list of check ids (**check_set**); see `storage.tallies`.
- **closing** holds what is read of a closed scan as a whole: how many pages had which outcome, by check, and
  the answers of the e-inclusion indicators. One row each would be a tenth of what a quiet night costs.
- **skeleton** holds every skeleton that a closed scan of a site met, with the number of its page template:
  the first of a template founded it. So a page keeps its template; see `drempel.templates`.
- **occurrence** says on which pages an issue still stands: it was seen there, and the page was not
  judged without it since. An issue is resolved when it stands nowhere; see `storage.trend`.
- A **run** is one program's work on its sites; the scans that it has under way or has closed carry its
  name until the whole of it came to its end. Going on with a run gives its scans a new name, and a
  program that still works under the old one is refused: see `storage.runs`.
- **issue_trend** is what a closed scan did to an issue, with the numbers of the scan that saw it last.
  `state_before` makes closing a scan twice (interrupted, resumed) give the same as closing it once.
- Pages, queued addresses, issues and what is stored by content are found by a **digest** of their owner
  and their name or content. URLs can be longer than an index entry may be in PostgreSQL; and where an
  index also held the owner, PostgreSQL would read all rows of a site for a handful of them as long as it
  has no statistics.

- An issue with **document_id** is about that document, and nothing that counts problems of pages counts it.
  The column names the address by which the document is known, which a document that moved keeps as its
  **subject_id**. No foreign keys: addresses are never removed.
- A **recheck** is a second judgement of a closed scan with newer checks, beside the first one; its pages
  (**rejudged**) share judgements and text profiles with snapshots. There is one per scan: the newest.
- A **decision** is what a person decided about an issue. Rows are only added: the history stays.

Order between scans is the order of their integer ids, never of clocks. Integer ids stay inside; scans
and issues are known outside by a ULID.
"""

import hashlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from drempel.model.decision import DecisionKind
from drempel.model.finding import Impact, Kind, Mode, Outcome
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.scan import ScanState
from drempel.model.snapshot import FetchOutcome, SampleKind

REVISION: Final = "0012"
"""Revision of the migrations that gives these tables; a test compares the two."""

VERSION_TABLE: Final = "drempel_version"
"""Where alembic keeps the revision; a name of our own, so that a shared database stays clear."""

FORMER: Final = frozenset({"check_tally", "inclusion_answer"})
"""Tables that older revisions have."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; a naive value is refused with `ValueError`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; only aware moments are stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment as aware UTC; SQLite gives it back without a zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def clean(text: str) -> str:
    """Return text that both databases take: NUL and lone surrogates become U+FFFD.

    Both occur in text that scripts put into a page.
    """
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text.replace("\0", "\ufffd")


class CleanText(TypeDecorator[str]):
    """Text from the open web, see `clean`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text without characters that a database refuses."""
        return None if value is None else clean(value)


class Bits64(TypeDecorator[int]):
    """64 bits as a number of 0 or more; the databases know signed numbers only. 0 is kept as null."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> int | None:
        """Return the number with the same bits that has a sign."""
        return value - 2**64 if value and value >= 2**63 else value or None

    def process_result_value(self, value: int | None, _dialect: Dialect) -> int | None:
        """Return the number without sign."""
        return None if value is None else value % 2**64


def digest_of(owner_id: int, text: str) -> bytes:
    """Return the 16 bytes by which a URL or fingerprint of one owner (a site, a scan) is found."""
    return hashlib.blake2b(f"{owner_id} {clean(text)}".encode(), digest_size=16).digest()


_Id = BigInteger().with_variant(Integer, "sqlite")
_Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_Ulid = String(26)


def _enum(enum: type[StrEnum], name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of text that holds the values of an enum and checks them."""
    return Column(
        name,
        Enum(
            enum,
            name=name,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda members: [m.value for m in members],
        ),
        nullable=nullable,
    )


def _owner(
    table: str, name: str = "", *, nullable: bool = False, index: bool = False, ondelete: str | None = None
) -> Column[Any]:
    """Return a foreign key column to the id of a table."""
    return Column(
        name or f"{table}_id",
        _Id,
        ForeignKey(f"{table}.id", ondelete=ondelete),
        nullable=nullable,
        index=index,
    )


entity = Table(
    "entity",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", CleanText, nullable=False, unique=True),
    Column("name", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("parent", CleanText, nullable=False),
    Column("groups", _Json, nullable=False),
)

site = Table(
    "site",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("entity"),
    Column("key", CleanText, nullable=False),
    Column("scope", _Json, nullable=False),
    Column("proof_share", Float),  # null: as in the settings
    UniqueConstraint("entity_id", "key"),
)

scan = Table(
    "scan",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("public_id", _Ulid, nullable=False, unique=True),
    _owner("site"),
    _enum(ScanState, "state"),
    Column("scope", _Json, nullable=False),
    Column("settings", _Json, nullable=False),
    Column("tools", _Json, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("judged", Integer),
    Column("coverage", _Json),
    Column("run", _Ulid, index=True),  # null: no run is under way that it belongs to
    Column("resumed_at", UtcDateTime),  # null: never resumed
    Column("spent_s", Float),  # seconds before it was resumed; null: never resumed
    Column("documents", Integer),  # judged ones whose problems were settled; null: not closed, or never
    Index(None, "site_id", "id"),
)

queued = Table(
    "queued",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("scan"),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("url", CleanText, nullable=False),
    Column("page_url", CleanText, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("found_on", CleanText, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    _enum(SampleKind, "sample"),
    Index(None, "scan_id", "id"),
)

page = Table(
    "page",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("site"),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("url", CleanText, nullable=False),
)

phrase = Table(
    "phrase",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("text", CleanText, nullable=False),
)

check_set = Table(
    "check_set",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("check_ids", _Json, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("site"),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    _owner("check_set", index=True),
    Column("tallies", Text, nullable=False),
    Column("reasons", _Json),
    Column("failed", Integer, nullable=False),
    Column("cant_tell", Integer, nullable=False),
)

text_profile = Table(
    "text_profile",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("site"),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("language", CleanText, nullable=False),
    Column("is_scored", Boolean, nullable=False),
    Column("words", Integer),
    Column("sentences", Integer),
    Column("long_sentences", Integer),
    Column("words_per_sentence", Float),
    Column("flesch_douma", Float),
    Column("profile", _Json, nullable=False),
    Column("difficulty", Float),  # null: not judged
    Column("meets_b1", String(8)),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("scan"),
    _owner("page"),
    Column("viewport", String(32), nullable=False),
    _enum(FetchOutcome, "outcome"),
    Column("reason", _Json),
    Column("url", CleanText),  # null: as the page's
    Column("final_url", CleanText),  # null: as the page's; empty: there was none
    Column("status", Integer),
    Column("permanent", Boolean, nullable=False),
    Column("depth", Integer, nullable=False),
    _enum(SampleKind, "sample"),
    _owner("page", "duplicate_of_id", nullable=True, index=True),
    Column("duration_ms", Integer, nullable=False),
    Column("fetched_at", UtcDateTime),
    Column("notes", _Json),  # null: none
    _owner("judgement", nullable=True),
    _owner("text_profile", nullable=True, index=True),
    Column("signature", Bits64),  # null: there is none
    Column("seen_in_id", _Id, index=True),  # snapshot that has its artefacts; null: visited in this scan
    Column("title_id", _Id),  # phrase; null: none
    Column("found_on_id", _Id),  # phrase: the page that led there; null: none
    Column("skeleton", Bits64),  # what the page is built of; null: not judged
    UniqueConstraint("scan_id", "page_id", "viewport"),
    Index(None, "page_id", "id"),
    Index(None, "judgement_id", "scan_id"),
)

skeleton = Table(
    "skeleton",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("site"),
    Column("bits", Bits64, nullable=False),
    Column("template", Integer, nullable=False),
    UniqueConstraint("site_id", "bits"),
)

artefact = Table(
    "artefact",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),
    Column("codec", String(8), nullable=False),
    Column("raw_bytes", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

snapshot_artefact = Table(
    "snapshot_artefact",
    metadata,
    Column("snapshot_id", _Id, ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    _owner("artefact", index=True),
    sqlite_with_rowid=False,
)

issue = Table(
    "issue",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("public_id", _Ulid, nullable=False, unique=True),
    _owner("site", index=True),
    Column("digest", LargeBinary(16), nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False),
    Column("check_id", CleanText, nullable=False),
    _enum(IssueState, "state", nullable=True),  # null: no scan that saw it has closed yet
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("document_id", _Id, index=True),  # address of the document it is about; null: it is about pages
)

finding = Table(
    "finding",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("judgement", ondelete="CASCADE"),
    Column("position", Integer, nullable=False),
    _owner("issue"),
    _enum(Outcome, "outcome"),
    _enum(Impact, "impact"),
    _enum(Kind, "kind"),
    _enum(Mode, "mode"),
    Column("message_key", CleanText, nullable=False),
    Column("params", _Json, nullable=False),
    Column("requirements", _Json, nullable=False),
    Column("act", _Json, nullable=False),
    Column("sources", _Json, nullable=False),
    Column("selector", CleanText, nullable=False),
    Column("snippet", CleanText, nullable=False),
    Column("structure", CleanText, nullable=False),
    Column("place", CleanText, nullable=False),
    Column("box", _Json),
    Column("steps", _Json),
    Column("advice", _Json),
    UniqueConstraint("judgement_id", "position"),
    Index(None, "issue_id", "judgement_id"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("issue_id", _Id, ForeignKey("issue.id"), primary_key=True),
    Column("page_id", _Id, ForeignKey("page.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

issue_trend = Table(
    "issue_trend",
    metadata,
    Column("scan_id", _Id, ForeignKey("scan.id"), primary_key=True),
    Column("issue_id", _Id, ForeignKey("issue.id"), primary_key=True),
    _enum(TrendLabel, "label", nullable=True),  # null: no scan to compare with
    _enum(IssueState, "state_before", nullable=True),  # null: not known before this scan
    _owner("scan", "seen_scan_id"),
    Column("pages", Integer, nullable=False),
    Column("occurrences", Integer, nullable=False),
    _owner("finding", "example_id", nullable=True, index=True, ondelete="SET NULL"),
    Index(None, "issue_id", "scan_id"),
    Index(None, "seen_scan_id"),
    sqlite_with_rowid=False,
)

indicator_value = Table(
    "indicator_value",
    metadata,
    Column("scan_id", _Id, ForeignKey("scan.id"), primary_key=True),
    Column("indicator", CleanText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", Float),
    Column("unit", CleanText, nullable=False),
    Column("direction", CleanText, nullable=False),
    Column("part", Integer),
    Column("whole", Integer),
    Column("reason", CleanText, nullable=False),
    Column("low", Float),  # null: no interval
    Column("high", Float),
    sqlite_with_rowid=False,
)

closing = Table(
    "closing",
    metadata,
    Column("scan_id", _Id, ForeignKey("scan.id"), primary_key=True),
    Column("check_pages", _Json, nullable=False),  # check id → pages by outcome
    Column("answers", _Json, nullable=False),  # list of `Asked`: counts, and the first places of each answer
)

decision = Table(
    "decision",
    metadata,
    Column("id", _Id, primary_key=True),
    _owner("issue", index=True),
    _enum(DecisionKind, "kind"),
    Column("reason", CleanText, nullable=False),
    Column("basis", CleanText, nullable=False),
    Column("until", String(10)),  # ISO day; null: no waiver
    Column("owner", CleanText, nullable=False),
    Column("decided_by", CleanText, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
)

recheck = Table(
    "recheck",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("public_id", _Ulid, nullable=False, unique=True),
    _owner("scan", index=True),
    Column("settings", _Json, nullable=False),
    Column("tools", _Json, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("pages", Integer),  # null: it did not come to its end
    Column("pages_lost", Integer),
    Column("lost", _Json),  # check id → pages that it could not judge again
    Column("indicators", _Json),  # list of `IndicatorValue`
)

rejudged = Table(
    "rejudged",
    metadata,
    Column("recheck_id", _Id, ForeignKey("recheck.id", ondelete="CASCADE"), primary_key=True),
    Column("page_id", _Id, ForeignKey("page.id"), primary_key=True, index=True),
    _owner("judgement", index=True),
    _owner("text_profile", nullable=True, index=True),
    sqlite_with_rowid=False,
)

document = Table(
    "document",
    metadata,
    Column("scan_id", _Id, ForeignKey("scan.id"), primary_key=True),
    Column("page_id", _Id, ForeignKey("page.id"), primary_key=True, index=True),
    _enum(FetchOutcome, "outcome"),
    Column("pages", Integer, nullable=False),  # that link to it
    Column("details", _Json, nullable=False),  # the `Document`
    _owner("judgement", nullable=True, index=True),
    Column("subject_id", _Id),  # address by which it is known; null: its own
    sqlite_with_rowid=False,
)
