"""Writing: scans are started, pages arrive in batches, the queue is kept. Closing a scan is `storage.trend`.

Each function works in the transaction of the connection it gets. A batch of pages needs some twenty
statements, however many pages and findings it holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table, bindparam, delete, exists, func, insert, or_, select, update

from drempel.errors import StorageError, UnknownName
from drempel.model.entity import Entity
from drempel.model.finding import Finding, Judgement, Outcome
from drempel.model.further import worth_storing
from drempel.model.scan import PageResult, Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued
from drempel.model.text import TextProfile
from storage import engine, issues, kept, schema, tallies
from storage.artefacts import Sealed, seal
from storage.codec import fields_of, to_plain
from storage.engine import AnyRow
from storage.ulid import new_ulid

T = TypeVar("T")

_CHUNK = 500
"""Values in one `IN (…)`: far below the limits of both databases, and few enough statements."""


def start_scan(
    connection: Connection,
    entity: Entity,
    site: Site,
    settings: ScanSettings,
    tools: Tools,
    seeds: Sequence[Queued],
    now: datetime,
    run: str,
) -> Scan:
    """Write a new running scan with its frozen settings and its first addresses."""
    scan = Scan(new_ulid(now), entity.id, site.id, ScanState.RUNNING, settings, tools, started_at=now)
    scope = to_plain(site)
    row = connection.execute(
        insert(schema.scan).returning(schema.scan.c.id, schema.scan.c.site_id),
        {
            "public_id": scan.id,
            "site_id": _site_id(connection, entity, site, scope),
            "state": scan.state,
            "scope": scope,
            "settings": to_plain(settings),
            "tools": to_plain(tools),
            "started_at": now,
            "run": run,
        },
    ).one()
    _queue(connection, row, seeds)
    return scan


def _site_id(connection: Connection, entity: Entity, site: Site, scope: Mapping[str, Any]) -> int:
    """Return the id of the site's row; entity and site are brought up to date with what was given."""
    dialect = connection.dialect.name
    entity_id = connection.execute(
        engine.upsert(dialect, schema.entity, ("key",), ("name", "kind", "parent", "groups"), ("id",)),
        {
            "key": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            "parent": entity.parent,
            "groups": entity.groups,
        },
    ).scalar_one()
    site_id: int = connection.execute(
        engine.upsert(dialect, schema.site, ("entity_id", "key"), ("scope",), ("id",)),
        {"entity_id": entity_id, "key": site.id, "scope": scope},
    ).scalar_one()
    return site_id


def reopen_scan(connection: Connection, scan_id: str, now: datetime, run: str) -> None:
    """Set a scan back to running, for a run; what was concluded when it closed is drawn anew at the end.

    Raises `StorageError` when a later scan of the site has closed: it built on this one as it was.
    """
    scan = locked_scan(connection, scan_id)
    later = select(schema.scan.c.public_id).where(
        schema.scan.c.site_id == scan.site_id,
        schema.scan.c.id > scan.id,
        schema.scan.c.finished_at.is_not(None),
    )
    if (public_id := connection.execute(later.limit(1)).scalar()) is not None:
        raise StorageError(
            "Scan {scan} cannot be resumed: scan {newer} of the same site is newer. Start a new scan.",
            scan=scan_id,
            newer=public_id,
        )
    for table in (schema.closing, schema.indicator_value):
        connection.execute(delete(table).where(table.c.scan_id == scan.id))
    connection.execute(
        update(schema.scan)
        .where(schema.scan.c.id == scan.id)
        .values(
            state=ScanState.RUNNING,
            finished_at=None,
            coverage=None,
            judged=None,
            documents=None,
            run=run,
            resumed_at=now,
            spent_s=_spent_s(connection, scan),
        )
    )


def _spent_s(connection: Connection, scan: AnyRow) -> float:
    """Return the seconds that the runs of a scan took; one that was killed, until its last page."""
    began_at = scan.resumed_at or scan.started_at
    last = select(func.max(schema.snapshot.c.fetched_at)).where(schema.snapshot.c.scan_id == scan.id)
    ended_at = scan.finished_at or connection.execute(last).scalar() or began_at
    spent_s: float = (scan.spent_s or 0.0) + max(0.0, (ended_at - began_at).total_seconds())
    return spent_s


def add_queued(connection: Connection, scan_id: str, queued: Sequence[Queued], run: str) -> None:
    """Put addresses in the queue of a scan; those that ended already stay out.

    An address that waits there already keeps its place; only a higher number of attempts is taken over.
    """
    _queue(connection, running_scan(connection, scan_id, run), queued)


def write_pages(
    connection: Connection,
    scan_id: str,
    results: Iterable[PageResult],
    sealed: Mapping[str, Sequence[Sealed]],
    run: str,
) -> None:
    """Write what became of some addresses: all of it, or in case of an error nothing.

    Takes them out of the queue and puts what they discovered into it. `sealed` are the artefacts per
    `page_url`. An address that ended in this scan before ends anew, but a page that was judged stays as it
    was: what a second visit could not tell does not undo what the first one saw.
    """
    scan = running_scan(connection, scan_id, run)
    ended = {result.record.page_url: result for result in results}
    if not ended:
        return
    pages = page_ids(connection, scan.site_id, ended.values())
    before = _ended_before(connection, scan.id, [pages[page_url] for page_url in ended])
    judged = {row.page_id for row in before if row.judgement_id is not None}
    by_url = {page_url: result for page_url, result in ended.items() if pages[page_url] not in judged}
    if anew := [row.id for row in before if row.page_id not in judged]:
        link = schema.snapshot_artefact
        connection.execute(delete(link).where(link.c.snapshot_id.in_(anew)))
    if by_url:
        _write_ends(connection, scan, by_url, sealed, pages)
    for some in _chunks(schema.digest_of(scan.id, page_url) for page_url in ended):
        connection.execute(delete(schema.queued).where(schema.queued.c.digest.in_(some)))
    _queue(connection, scan, [address for result in ended.values() for address in result.discovered])


def _write_ends(
    connection: Connection,
    scan: AnyRow,
    by_url: Mapping[str, PageResult],
    sealed: Mapping[str, Sequence[Sealed]],
    pages: Mapping[str, int],
) -> None:
    """Write the snapshots of these addresses with all that belongs to them."""
    judgements = judgement_ids(connection, scan.site_id, scan.started_at, by_url)
    texts = text_ids(connection, scan.site_id, by_url)
    carried = kept.carried(connection, scan.site_id, by_url.values(), pages)
    artefacts = _artefacts(connection, (one for page_url in by_url for one in sealed.get(page_url, ())))

    phrases = _phrases(connection, by_url.values())
    rows = [
        _snapshot_row(result, pages, phrases)
        | {
            "scan_id": scan.id,
            "page_id": pages[page_url],
            "viewport": scan.settings["viewport"],
            "judgement_id": judgements.get(page_url),
            "text_profile_id": texts.get(page_url),
            "seen_in_id": None,
        }
        | _not_visited(carried.get(page_url, {}), result)
        for page_url, result in by_url.items()
    ]
    keys = ("scan_id", "page_id", "viewport")
    upsert = engine.upsert(
        connection.dialect.name,
        schema.snapshot,
        keys,
        tuple(name for name in rows[0] if name not in keys),
        ("id", "page_id"),
    )
    snapshots = {row.page_id: row.id for row in connection.execute(upsert, rows)}
    engine.insert_all(
        connection,
        schema.snapshot_artefact,
        [
            {
                "snapshot_id": snapshots[pages[page_url]],
                "kind": one.kind,
                "artefact_id": artefacts[one.digest],
            }
            for page_url in by_url
            for one in sealed.get(page_url, ())
        ],
    )


def _not_visited(carried: Mapping[str, Any], result: PageResult) -> dict[str, Any]:
    """Return the columns of a page that was not visited; one judged again keeps its artefacts only."""
    judged_anew = ("judgement_id", "text_profile_id") if result.judgement is not None else ()
    return {name: value for name, value in carried.items() if name not in judged_anew}


def running_scan(connection: Connection, scan_id: str, run: str) -> AnyRow:
    """Return the row of a scan that a run may write to, locked.

    Raises `StorageError` when the scan has closed, or another run went on with it.
    """
    scan = locked_scan(connection, scan_id)
    if scan.run not in (run, None):
        raise StorageError(
            "Scan {scan} was taken over by another program, which goes on with it. This one stops; what it "
            "has stored is kept.",
            scan=scan_id,
        )
    if scan.finished_at is not None:
        raise StorageError(
            "Scan {scan} has ended ({state}) and takes no more pages. Resume it, or start a new scan.",
            scan=scan_id,
            state=scan.state,
        )
    return scan


def locked_scan(connection: Connection, scan_id: str) -> AnyRow:
    """Return the row of a scan; others that write to the same scan wait until this transaction ends."""
    query = select(schema.scan).where(schema.scan.c.public_id == scan_id).with_for_update(key_share=True)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UnknownName("There is no scan {scan}.", scan=repr(scan_id))
    return row


def _queue(connection: Connection, scan: AnyRow, queued: Sequence[Queued]) -> None:
    by_page: dict[bytes, Queued] = {}
    for address in queued:
        by_page.setdefault(schema.digest_of(scan.site_id, address.page_url), address)
    ended = {
        digest
        for some in _chunks(by_page)
        for digest in connection.execute(
            select(schema.page.c.digest)
            .join(schema.snapshot, schema.snapshot.c.page_id == schema.page.c.id)
            .where(schema.snapshot.c.scan_id == scan.id, schema.page.c.digest.in_(some))
        ).scalars()
    }
    engine.insert_all(
        connection,
        _queue_insert(connection.dialect.name),
        [
            {
                "scan_id": scan.id,
                "digest": schema.digest_of(scan.id, address.page_url),
                "url": address.url,
                "page_url": address.page_url,
                "depth": address.depth,
                "found_on": address.found_on,
                "priority": address.priority,
                "attempts": address.attempts,
                "sample": address.sample,
            }
            for digest, address in by_page.items()
            if digest not in ended
        ],
    )


@cache
def _queue_insert(dialect: str) -> Insert:
    """Return the statement that puts an address in the queue, or takes over more attempts."""
    statement = engine.insert(dialect, schema.queued)
    return statement.on_conflict_do_update(
        index_elements=["digest"],
        set_={"attempts": statement.excluded.attempts},
        where=statement.excluded.attempts > schema.queued.c.attempts,
    )


def page_ids(connection: Connection, site_id: int, results: Iterable[PageResult]) -> dict[str, int]:
    """Return the page id of each address in these results, duplicates' originals included."""
    urls = {url for result in results for url in (result.record.page_url, result.record.duplicate_of) if url}
    digests = {url: schema.digest_of(site_id, url) for url in urls}
    ids, _ = _claim(
        connection, schema.page, {digest: {"site_id": site_id, "url": url} for url, digest in digests.items()}
    )
    return {url: ids[digest] for url, digest in digests.items()}


def add_to_judgement(connection: Connection, scan_id: str, page_url: str, more: Judgement, run: str) -> None:
    """Give a judged page another judgement: what it has, and more of it.

    Findings and tallies of a check that is among the new ones make place for those. Raises `StorageError`
    where the scan has no judgement of the page.
    """
    scan = running_scan(connection, scan_id, run)
    columns = schema.snapshot.c
    old = connection.execute(
        select(columns.id, columns.judgement_id)
        .join(schema.page, schema.page.c.id == columns.page_id)
        .where(columns.scan_id == scan.id, schema.page.c.url == page_url)
    ).first()
    if old is None or old.judgement_id is None:
        raise StorageError("Scan {scan} has no judgement of {url}.", scan=scan_id, url=page_url)
    renewed = {tally.check for tally in more.tallies}
    judged = issues.judgement(connection, old.judgement_id)
    whole = Judgement(
        (*(f for f in judged.findings if f.check not in renewed), *more.findings),
        (*(t for t in judged.tallies if t.check not in renewed), *more.tallies),
    )
    record = FetchRecord(page_url, page_url, FetchOutcome.OK)
    new = judgement_ids(connection, scan.site_id, scan.started_at, {page_url: PageResult(record, whole)})
    connection.execute(update(schema.snapshot).where(columns.id == old.id).values(judgement_id=new[page_url]))
    _drop_unused(connection, schema.judgement, "judgement_id", [old.judgement_id])


def keep_artefact(connection: Connection, scan_id: str, page_url: str, artefact: object, run: str) -> None:
    """Store an artefact of `FURTHER` with a page, in place of one of its kind.

    Raises `StorageError` where the scan has no such page.
    """
    scan = running_scan(connection, scan_id, run)
    snapshot_id = connection.execute(
        select(func.coalesce(schema.snapshot.c.seen_in_id, schema.snapshot.c.id))
        .join(schema.page, schema.page.c.id == schema.snapshot.c.page_id)
        .where(
            schema.snapshot.c.scan_id == scan.id,
            schema.page.c.digest == schema.digest_of(scan.site_id, page_url),
        )
    ).scalar()
    if snapshot_id is None:
        raise StorageError("Scan {scan} has no page {url}.", scan=scan_id, url=page_url)
    link = schema.snapshot_artefact
    for kind, value in worth_storing((artefact,)):
        one = seal(kind, value)
        ids = _artefacts(connection, (one,))
        connection.execute(delete(link).where(link.c.snapshot_id == snapshot_id, link.c.kind == kind))
        row = {"snapshot_id": snapshot_id, "kind": kind, "artefact_id": ids[one.digest]}
        engine.insert_all(connection, link, [row])


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A judgement in the form in which it is stored."""

    digest: bytes
    check_ids: tuple[str, ...]
    words: str
    reasons: dict[str, str]
    findings: tuple[Finding, ...]
    rows: list[dict[str, Any]]

    def count(self, outcome: Outcome) -> int:
        return sum(finding.outcome is outcome for finding in self.findings)


def judgement_ids(
    connection: Connection, site_id: int, started_at: datetime, results: Mapping[str, PageResult]
) -> dict[str, int]:
    """Return the judgement id per page, having written the judgements that were not there yet."""
    verdicts = {
        page_url: _verdict(site_id, result)
        for page_url, result in results.items()
        if result.judgement is not None
    }
    if not verdicts:
        return {}
    check_sets = {hash_of(verdict.check_ids): verdict.check_ids for verdict in verdicts.values()}
    set_ids, _ = _claim(
        connection, schema.check_set, {digest: {"check_ids": ids} for digest, ids in check_sets.items()}
    )
    ids, missing = _claim(
        connection,
        schema.judgement,
        {
            verdict.digest: {
                "site_id": site_id,
                "check_set_id": set_ids[hash_of(verdict.check_ids)],
                "tallies": verdict.words,
                "reasons": verdict.reasons or None,
                "failed": verdict.count(Outcome.FAILED),
                "cant_tell": verdict.count(Outcome.CANT_TELL),
            }
            for verdict in verdicts.values()
        },
    )

    new = {verdict.digest: verdict for verdict in verdicts.values() if verdict.digest in missing}
    issues = _issues(connection, site_id, started_at, (f for v in new.values() for f in v.findings))
    # Another program may have written the same judgement a moment ago; then its findings are there too.
    engine.insert_all(
        connection,
        engine.upsert(connection.dialect.name, schema.finding, ("judgement_id", "position")),
        [
            row | {"judgement_id": ids[digest], "issue_id": issues[finding.fingerprint]}
            for digest, verdict in new.items()
            for finding, row in zip(verdict.findings, verdict.rows, strict=True)
        ],
    )
    return {page_url: ids[verdict.digest] for page_url, verdict in verdicts.items()}


def _verdict(site_id: int, result: PageResult) -> _Verdict:
    assert result.judgement is not None
    for finding in result.judgement.findings:
        if not finding.fingerprint:
            raise StorageError(
                "A finding of check {check} on {url} has no fingerprint and cannot be "
                "followed over time. This is an error in the check.",
                check=finding.check,
                url=result.record.page_url,
            )
    check_ids, words, reasons = tallies.pack(result.judgement.tallies)
    findings = result.judgement.findings
    rows = [_finding_row(position, finding) for position, finding in enumerate(findings)]
    fingerprints = [finding.fingerprint for finding in findings]
    digest = hash_of([site_id, check_ids, words, reasons, rows, fingerprints])
    return _Verdict(digest, check_ids, words, reasons, findings, rows)


def _finding_row(position: int, finding: Finding) -> dict[str, Any]:
    """Return what is stored of a finding; `pointer.node` means nothing outside its visit and is left out."""
    pointer, box = finding.pointer, finding.pointer.box
    return {
        "position": position,
        "outcome": finding.outcome,
        "impact": finding.impact,
        "kind": finding.kind,
        "mode": finding.mode,
        "message_key": finding.message_key,
        "params": dict(finding.params),
        "requirements": finding.requirements,
        "act": finding.act,
        "sources": finding.sources,
        "selector": pointer.selector,
        "snippet": pointer.snippet,
        "structure": pointer.structure,
        "place": pointer.place,
        # Whole numbers without a point: one that was read back is the same as one from a browser.
        "box": box and [int(n) if n == int(n) else n for n in (box.x, box.y, box.width, box.height)],
        "steps": [[step.msgid, dict(step.params)] for step in finding.steps] or None,
        "advice": [[one.msgid, dict(one.params)] for one in finding.advice] or None,
    }


def _issues(
    connection: Connection, site_id: int, started_at: datetime, findings: Iterable[Finding]
) -> dict[str, int]:
    """Return the issue id per fingerprint; new issues get their state when the scan closes."""
    checks = {finding.fingerprint: finding.check for finding in findings}
    digests = {fingerprint: schema.digest_of(site_id, fingerprint) for fingerprint in checks}
    ids, _ = _claim(
        connection,
        schema.issue,
        {
            digests[fingerprint]: {
                "site_id": site_id,
                "fingerprint": fingerprint,
                "public_id": new_ulid(started_at),
                "check_id": check,
                "first_seen_at": started_at,
                "last_seen_at": started_at,
            }
            for fingerprint, check in checks.items()
        },
    )
    return {fingerprint: ids[digest] for fingerprint, digest in digests.items()}


def text_ids(connection: Connection, site_id: int, results: Mapping[str, PageResult]) -> dict[str, int]:
    """Return the text profile id per page, having written the profiles that were not there yet."""
    digests: dict[str, bytes] = {}
    rows: dict[bytes, dict[str, Any]] = {}
    for page_url, result in results.items():
        if result.text is not None:
            digests[page_url] = digest = hash_of([site_id, result.text])
            rows[digest] = _text_row(result.text) | {"site_id": site_id}
    ids, _ = _claim(connection, schema.text_profile, rows)
    return {page_url: ids[digest] for page_url, digest in digests.items()}


def _text_row(text: TextProfile) -> dict[str, Any]:
    metrics, flesch, difficulty = text.metrics, text.score("flesch-douma"), text.difficulty
    return {
        "language": text.language,
        "is_scored": any(score.value is not None for score in text.scores),
        "words": metrics and metrics.words,
        "sentences": metrics and metrics.sentences,
        "long_sentences": metrics and metrics.long_sentences,
        "words_per_sentence": metrics and metrics.words_per_sentence,
        "flesch_douma": flesch and flesch.value,
        "difficulty": difficulty and difficulty.value,
        "meets_b1": difficulty and difficulty.meets_b1,
        "profile": to_plain(text),
    }


def _artefacts(connection: Connection, sealed: Iterable[Sealed]) -> dict[bytes, int]:
    """Return the artefact id per digest, having compressed and written the content that is new."""
    by_digest = {one.digest: one for one in sealed}
    known = _known(connection, schema.artefact, list(by_digest))
    ids, _ = _claim(
        connection,
        schema.artefact,
        {
            digest: {"codec": one.codec, "raw_bytes": len(one.raw), "data": one.data()}
            for digest, one in by_digest.items()
            if digest not in known
        },
    )
    return known | ids


def _phrases(connection: Connection, results: Iterable[PageResult]) -> dict[str, int]:
    """Return the id of each title and each address that led to a page; an empty text has none."""
    texts = {text for result in results for text in (result.title, result.record.found_on) if text}
    digests = {text: schema.digest_of(0, text) for text in texts}
    ids, _ = _claim(connection, schema.phrase, {digest: {"text": text} for text, digest in digests.items()})
    return {text: ids[digest] for text, digest in digests.items()}


def _snapshot_row(result: PageResult, pages: Mapping[str, int], phrases: Mapping[str, int]) -> dict[str, Any]:
    record = result.record
    return {
        "outcome": record.outcome,
        "reason": record.reason and [record.reason.key, record.reason.detail],
        "url": None if record.url == record.page_url else record.url,
        "final_url": None if record.final_url == record.page_url else record.final_url,
        "status": record.status,
        "permanent": record.permanent,
        "depth": record.depth,
        "found_on_id": phrases.get(record.found_on),
        "sample": record.sample,
        "duplicate_of_id": pages.get(record.duplicate_of),
        "duration_ms": record.duration_ms,
        "fetched_at": record.fetched_at,
        "notes": record.notes or None,
        "title_id": phrases.get(result.title),
        "signature": record.signature,
        "skeleton": record.skeleton,
    }


def _ended_before(connection: Connection, scan_id: int, page_ids: Sequence[int]) -> Sequence[AnyRow]:
    """Return the snapshots of these pages that the scan already has."""
    columns = schema.snapshot.c
    return [
        row
        for some in _chunks(page_ids)
        for row in connection.execute(
            select(columns.id, columns.page_id, columns.judgement_id).where(
                columns.scan_id == scan_id, columns.page_id.in_(some)
            )
        )
    ]


def drop_unused(connection: Connection, rows: Iterable[AnyRow]) -> None:
    """Remove the judgements and text profiles of these rows that no snapshot and no recheck points at."""
    held = list(rows)
    for table, name in ((schema.judgement, "judgement_id"), (schema.text_profile, "text_profile_id")):
        _drop_unused(connection, table, name, [getattr(row, name) for row in held])


def _drop_unused(connection: Connection, table: Table, name: str, ids: Iterable[int | None]) -> None:
    old = [{"old": owned} for owned in dict.fromkeys(ids) if owned is not None]
    if old:
        owners = (schema.snapshot, schema.rejudged, schema.document)
        in_use = or_(*(exists().where(o.c[name] == table.c.id) for o in owners if name in o.c))
        connection.execute(delete(table).where(table.c.id == bindparam("old"), ~in_use), old)


def _claim(
    connection: Connection, table: Table, rows: Mapping[bytes, Mapping[str, Any]]
) -> tuple[dict[bytes, int], set[bytes]]:
    """Return the id of each row by its digest, and the digests that were not there before.

    `rows` holds the values to insert for those. In the order of the digests, so that two programs never
    wait for each other; what was found is kept from being removed meanwhile.
    """
    ids = _known(connection, table, list(rows))
    missing = sorted(digest for digest in rows if digest not in ids)
    if missing:
        upsert = engine.upsert(connection.dialect.name, table, ("digest",), ("digest",), ("id", "digest"))
        made = connection.execute(upsert, [{"digest": digest, **rows[digest]} for digest in missing])
        ids |= {digest: row_id for row_id, digest in made}
    return ids, set(missing)


def _known(connection: Connection, table: Table, digests: Sequence[bytes]) -> dict[bytes, int]:
    return {
        digest: row_id
        for some in _chunks(digests)
        for row_id, digest in connection.execute(
            select(table.c.id, table.c.digest)
            .where(table.c.digest.in_(some))
            .order_by(table.c.digest)
            .with_for_update(read=True, key_share=True)
        )
    }


def hash_of(value: object) -> bytes:
    """Return 16 bytes that differ when the value, written as JSON, differs."""
    text = json.dumps(value, default=fields_of, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, _CHUNK)):
        yield some
