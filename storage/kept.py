"""Pages that did not change and were not visited: what an earlier scan knows of them, and its snapshots.

Their snapshots name the one of the visit (`seen_in_id`), which keeps the artefacts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select, update

from drempel.model.finding import Judgement
from drempel.model.known import KnownPage
from drempel.model.scan import PageResult
from drempel.model.text import TextProfile
from storage import issues, read, schema
from storage.artefacts import KINDS, plain_of, unseal
from storage.codec import from_plain
from storage.engine import AnyRow

_SNAP, _PAGE = schema.snapshot.c, schema.page.c
_TEXT: Final = "visible_text"
_WANTED: Final = ("marks", "supplies", "links", _TEXT)


def known(connection: Connection, scan: AnyRow, page_urls: Collection[str]) -> dict[str, KnownPage]:
    """Return what a scan knows of some addresses, by their `page_url`; what it did not meet is left out.

    At most some hundred addresses at a time.
    """
    digests = [schema.digest_of(scan.site_id, url) for url in page_urls]
    query = (
        read.records_query()
        .add_columns(read.TITLE, read.OWNER.label("owner"), _SNAP.judgement_id)
        .where(_SNAP.scan_id == scan.id, _PAGE.digest.in_(digests))
    )
    rows = connection.execute(query).all()
    found = _artefacts(connection, [row.owner for row in rows if row.judgement_id is not None])
    pages = {}
    for row in rows:
        record = read.record_of(row)
        kinds = found.get(row.owner, {})
        text: list[str] | None = kinds.get(_TEXT)
        more = {name: kinds[name] for name in ("marks", "supplies", "links") if name in kinds}
        shown = "\n".join((row.title, *text)) if text is not None else ""
        pages[record.page_url] = KnownPage(
            record, row.title, record.kept_since or scan.public_id, shown=shown, **more
        )
    return pages


def _artefacts(connection: Connection, owners: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the artefacts by which pages are recognised; what many share is read once.

    Of the visible text only the texts of its blocks: making values of all the rest is slow.
    """
    link, columns = schema.snapshot_artefact.c, schema.artefact.c
    links = connection.execute(
        select(link.snapshot_id, link.kind, link.artefact_id).where(
            link.snapshot_id.in_(owners), link.kind.in_(_WANTED)
        )
    ).all()
    kinds = {row.artefact_id: row.kind for row in links}
    query = select(columns.id, columns.codec, columns.data).where(columns.id.in_(list(kinds)))
    values: dict[int, Any] = {
        row.id: [block["text"] for block in plain_of(row.codec, row.data)["blocks"]]
        if kinds[row.id] == _TEXT
        else unseal(KINDS[kinds[row.id]], row.codec, row.data)
        for row in connection.execute(query)
    }
    found: dict[int, dict[str, Any]] = {}
    for row in links:
        if row.artefact_id in values:
            found.setdefault(row.snapshot_id, {})[row.kind] = values[row.artefact_id]
    return found


def page_urls(connection: Connection, scan: AnyRow, *, kind: str = "") -> list[str]:
    """Return the addresses that ended in a scan, in that order; all, or those with an artefact of a kind."""
    query = select(_PAGE.url).join(schema.snapshot, _SNAP.page_id == _PAGE.id).where(_SNAP.scan_id == scan.id)
    if kind:
        link = schema.snapshot_artefact.c
        query = query.join(schema.snapshot_artefact, (link.snapshot_id == read.OWNER) & (link.kind == kind))
    return list(connection.execute(query.order_by(_SNAP.id)).scalars())


def artefacts(connection: Connection, scan: AnyRow, page_url: str) -> dict[type[Any], Any]:
    """Return all that is kept of a page, by type."""
    link, columns = schema.snapshot_artefact.c, schema.artefact.c
    query = (
        select(link.kind, columns.codec, columns.data)
        .join(schema.snapshot, link.snapshot_id == read.OWNER)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .join(schema.artefact, columns.id == link.artefact_id)
        .where(_SNAP.scan_id == scan.id, _PAGE.digest == schema.digest_of(scan.site_id, page_url))
    )
    return {
        KINDS[row.kind]: unseal(KINDS[row.kind], row.codec, row.data)
        for row in connection.execute(query)
        if row.kind in KINDS
    }


def judgement(connection: Connection, scan: AnyRow, page_url: str) -> Judgement | None:
    """Return the judgement of a page in a scan, `None` where it has none."""
    query = (
        select(_SNAP.judgement_id)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id, _PAGE.digest == schema.digest_of(scan.site_id, page_url))
    )
    judgement_id = connection.execute(query).scalar()
    return None if judgement_id is None else issues.judgement(connection, judgement_id)


def text(connection: Connection, scan: AnyRow, page_url: str) -> TextProfile | None:
    """Return what was measured on the text of a page in a scan, `None` where there is nothing."""
    query = (
        select(schema.text_profile.c.profile)
        .join(schema.snapshot, schema.text_profile.c.id == _SNAP.text_profile_id)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id, _PAGE.digest == schema.digest_of(scan.site_id, page_url))
    )
    profile = connection.execute(query).scalar()
    return None if profile is None else from_plain(TextProfile, profile)


def carried(
    connection: Connection, site_id: int, results: Iterable[PageResult], pages: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    """Return the columns that the snapshots of kept pages take over from the earlier scan, by `page_url`."""
    by_scan: dict[str, list[str]] = {}
    for result in results:
        if result.kept_from:
            by_scan.setdefault(result.kept_from, []).append(result.record.page_url)
    found: dict[str, dict[str, Any]] = {}
    for public_id, urls in by_scan.items():
        ids = {pages[url]: url for url in urls}
        query = (
            select(
                _SNAP.page_id,
                _SNAP.judgement_id,
                _SNAP.text_profile_id,
                _SNAP.title_id,
                _SNAP.signature,
                _SNAP.skeleton,
                read.OWNER.label("seen_in_id"),
            )
            .join(schema.scan, schema.scan.c.id == _SNAP.scan_id)
            .where(
                schema.scan.c.public_id == public_id,
                schema.scan.c.site_id == site_id,
                _SNAP.page_id.in_(list(ids)),
            )
        )
        for row in connection.execute(query):
            values = dict(row._mapping)
            found[ids[values.pop("page_id")]] = values
    return found


def proof_share(connection: Connection, scan: AnyRow) -> float | None:
    """Return the share of unchanged pages that is visited for proof, `None` for that of the settings."""
    columns = schema.site.c
    share: float | None = connection.execute(
        select(columns.proof_share).where(columns.id == scan.site_id)
    ).scalar()
    return share


def set_proof_share(connection: Connection, site_id: int, share: float | None) -> None:
    """Remember the share of unchanged pages of a site that is visited for proof."""
    connection.execute(update(schema.site).where(schema.site.c.id == site_id).values(proof_share=share))
