"""What was stored of each judged page of a scan, for the e-inclusion indicators and for reports."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, exists, select

from drempel.model.inclusion import SeenPage
from drempel.model.shots import Shots
from storage import schema, tallies
from storage.artefacts import KINDS, Unsealed
from storage.engine import AnyRow
from storage.norm import norm_failure
from storage.read import OWNER, TITLE, Tallies, stream

_PAGE, _SNAP, _JUDGED = schema.page.c, schema.snapshot.c, schema.judgement.c


def seen_pages(
    connection: Connection, scan: AnyRow, kinds: Collection[type[Any]], unsealed: Unsealed | None = None
) -> Iterator[SeenPage]:
    """Yield the judged pages of a scan in the order of their addresses, with their artefacts of these kinds.

    A page is the same whatever its viewport; of several the first is taken. `unsealed` holds artefacts that
    were read before.
    """
    known = unsealed if unsealed is not None else Unsealed(0)
    columns, link, text = schema.artefact.c, schema.snapshot_artefact.c, schema.text_profile.c
    fails = exists().where(
        schema.finding.c.judgement_id == _SNAP.judgement_id, norm_failure(connection, scan)
    )
    wanted = {name: kind for name, kind in KINDS.items() if kind in kinds}
    of_kind = and_(link.snapshot_id == OWNER, link.kind.in_(sorted(wanted)))
    query = (
        select(
            _SNAP.page_id,
            _SNAP.id.label("snapshot_id"),
            _PAGE.url,
            _SNAP.final_url,
            TITLE,
            text.meets_b1,
            _JUDGED.check_set_id,
            _JUDGED.tallies,
            fails.label("fails_norm"),
            link.kind,
            columns.digest,
            columns.codec,
            columns.data,
        )
        .select_from(schema.snapshot)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .join(schema.judgement, _JUDGED.id == _SNAP.judgement_id)
        .outerjoin(schema.text_profile, text.id == _SNAP.text_profile_id)
        .outerjoin(schema.snapshot_artefact, of_kind)
        .outerjoin(schema.artefact, columns.id == link.artefact_id)
        .where(_SNAP.scan_id == scan.id)
        .order_by(_PAGE.url, _SNAP.page_id, _SNAP.id)
    )
    read_tallies = Tallies(connection)
    for _, rows in groupby(stream(connection, query), key=lambda row: row.page_id):
        of_page = list(rows)
        first = of_page[0]
        yield SeenPage(
            first.url,
            first.title,
            first.url if first.final_url is None else first.final_url,
            first.meets_b1 or "",
            {
                wanted[row.kind]: known.get(row.kind, row.digest, row.codec, row.data)
                for row in of_page
                if row.kind is not None and row.snapshot_id == first.snapshot_id
            },
            tallies.Seen(read_tallies.check_ids(first.check_set_id), first.tallies),
            bool(first.fails_norm),
        )


def pictured(connection: Connection, scan: AnyRow) -> dict[str, str]:
    """Return by fingerprint the address of a page with a picture of the problem."""
    pages = seen_pages(connection, scan, (Shots,))
    return {name: page.url for page in pages if (shots := page.get(Shots)) for name in shots.of}
