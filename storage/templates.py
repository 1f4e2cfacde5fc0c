"""Page templates: which pages of a site are made alike; worked out when a scan closes, never changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, FromClause, and_, distinct, func, select

from drempel.model.template import KnownTemplate, PageTemplate
from drempel.templates import assign
from storage import engine, schema
from storage.engine import AnyRow

USED = "used"
"""The note on a page that was used as people do."""

_SNAP, _BONES, _PAGE = schema.snapshot.c, schema.skeleton.c, schema.page.c


def settle(connection: Connection, scan: AnyRow) -> None:
    """Give each skeleton of a scan that its site did not have before a template."""
    query = select(_BONES.bits, _BONES.template).where(_BONES.site_id == scan.site_id).order_by(_BONES.id)
    known = {row.bits: row.template for row in connection.execute(query)}
    seen = select(_SNAP.skeleton).where(_SNAP.scan_id == scan.id, _SNAP.skeleton.is_not(None))
    found = assign(known, connection.execute(seen).scalars())
    engine.insert_all(
        connection,
        schema.skeleton,
        [
            {"site_id": scan.site_id, "bits": bits, "template": template}
            for bits, template in found.items()
            if bits not in known
        ],
    )


def templates(connection: Connection, scan: AnyRow) -> Sequence[PageTemplate]:
    """Return the templates of a closed scan, those of most pages first."""
    query = (
        select(
            _BONES.template,
            func.count().label("pages"),
            func.min(_PAGE.url).label("example_url"),
        )
        .select_from(_with_template(scan))
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id)
        .group_by(_BONES.template)
        .order_by(func.count().desc(), _BONES.template)
    )
    return [PageTemplate(row.template, row.pages, row.example_url) for row in connection.execute(query)]


def issue_templates(connection: Connection, scan: AnyRow) -> dict[str, dict[int, int]]:
    """Return on how many pages of which templates each issue of a closed scan was found, by its id."""
    query = (
        select(schema.issue.c.public_id, _BONES.template, func.count(distinct(_SNAP.page_id)))
        .select_from(_with_template(scan))
        .join(schema.finding, schema.finding.c.judgement_id == _SNAP.judgement_id)
        .join(schema.issue, schema.issue.c.id == schema.finding.c.issue_id)
        .where(_SNAP.scan_id == scan.id)
        .group_by(schema.issue.c.public_id, _BONES.template)
    )
    found: dict[str, dict[int, int]] = {}
    for issue_id, template, pages in connection.execute(query):
        found.setdefault(issue_id, {})[template] = pages
    return found


def known_templates(connection: Connection, scan: AnyRow) -> dict[str, KnownTemplate]:
    """Return the template of each judged page of a closed scan, by address."""
    query = (
        select(_PAGE.url, _BONES.template, _SNAP.notes)
        .select_from(_with_template(scan))
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id)
    )
    return {
        row.url: KnownTemplate(row.template, USED in (row.notes or ())) for row in connection.execute(query)
    }


def _with_template(scan: AnyRow) -> FromClause:
    is_of_page = and_(_BONES.site_id == scan.site_id, _BONES.bits == _SNAP.skeleton)
    return schema.snapshot.join(schema.skeleton, is_of_page)
