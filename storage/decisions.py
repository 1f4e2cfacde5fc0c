"""What people decide about issues: written down, never changed, and read back with who, when and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, insert, select

from drempel.errors import UnknownName, UsageError
from drempel.model.decision import Decision, DecisionKind, DecisionNote, IssueName, Standing, standing
from storage import schema
from storage.engine import AnyRow, AnySelect

MOST_NAMED = 3
"""Issues named in a message about an id that fits several."""

_DECISION, _ISSUE, _SITE = schema.decision.c, schema.issue.c, schema.site.c


def named(connection: Connection, name: str, site: str | None = None) -> IssueName:
    """Return the issue with this id, a beginning of it that fits one issue only, or this fingerprint.

    `site` is the first start address of its site, where a fingerprint stands on several sites. Raises
    `UnknownName` where there is none, `UsageError` where there are several.
    """
    rows = connection.execute(_named(name.strip(), site).limit(MOST_NAMED + 1)).all()
    if not rows:
        raise UnknownName(
            "There is no problem {issue} in the database. Its number stands beside each problem in a report.",
            issue=repr(name),
        )
    if len(rows) > 1:
        if name.startswith("f1:"):
            raise UsageError(
                "The fingerprint {issue} stands on several sites. Add --site with one of these: {sites}.",
                issue=name,
                sites=", ".join(row.key for row in rows[:MOST_NAMED]),
            )
        raise UsageError(
            "{issue} fits several problems, among them {some}. Give more of the number.",
            issue=repr(name),
            some=", ".join(row.public_id for row in rows[:MOST_NAMED]),
        )
    return IssueName(rows[0].public_id, rows[0].fingerprint, rows[0].check_id, rows[0].key)


def _named(name: str, site: str | None) -> AnySelect:
    query = (
        select(_ISSUE.public_id, _ISSUE.fingerprint, _ISSUE.check_id, _SITE.key)
        .join(schema.site, _SITE.id == _ISSUE.site_id)
        .order_by(_ISSUE.public_id)
    )
    if site is not None:
        query = query.where(_SITE.key == site)
    if name.startswith("f1:"):
        return query.where(_ISSUE.fingerprint == name)
    return query.where(func.substr(_ISSUE.public_id, 1, len(name)) == name.upper())


def add(connection: Connection, issue_id: str, decision: Decision) -> None:
    """Write a decision about an issue; earlier ones stay."""
    row_id = connection.execute(select(_ISSUE.id).where(_ISSUE.public_id == issue_id)).scalar_one()
    connection.execute(
        insert(schema.decision),
        {
            "issue_id": row_id,
            "kind": decision.kind,
            "reason": decision.reason,
            "basis": decision.basis,
            "until": decision.until.isoformat() if decision.until else None,
            "owner": decision.owner,
            "decided_by": decision.by,
            "decided_at": decision.decided_at,
        },
    )


def of_issue(connection: Connection, issue_id: str) -> list[Decision]:
    """Return the decisions about an issue, oldest first."""
    query = select(schema.decision).join(schema.issue, _ISSUE.id == _DECISION.issue_id)
    rows = connection.execute(query.where(_ISSUE.public_id == issue_id).order_by(_DECISION.id))
    return [_decision(row) for row in rows]


def of_site(connection: Connection, site_id: int) -> dict[str, list[Decision]]:
    """Return the decisions about the issues of a site by the id of the issue, oldest first."""
    return of_sites(connection, [site_id]).get(site_id, {})


def of_sites(connection: Connection, site_ids: Sequence[int]) -> dict[int, dict[str, list[Decision]]]:
    """Return the decisions about the issues of these sites: by site, by the id of the issue, oldest first."""
    query = (
        select(schema.decision, _ISSUE.public_id, _ISSUE.site_id)
        .join(schema.issue, _ISSUE.id == _DECISION.issue_id)
        .where(_ISSUE.site_id.in_(site_ids))
        .order_by(_DECISION.id)
    )
    found: dict[int, dict[str, list[Decision]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.site_id, {}).setdefault(row.public_id, []).append(_decision(row))
    return found


class Told:
    """What people decided about the issues of one site, in the database and in a file."""

    def __init__(
        self, stored: Mapping[str, Sequence[Decision]], notes: Iterable[DecisionNote], site: str
    ) -> None:
        """Take the decisions of the database by issue, and of the notes of a file those about the site."""
        self._stored = stored
        self._in_file: dict[str, list[Decision]] = {}
        for note in notes:
            if note.site in {"", site}:
                self._in_file.setdefault(note.issue or note.fingerprint, []).append(note.decision)

    def standing(self, issue: str, fingerprint: str, on: date) -> Standing | None:
        """Return what was decided about an issue as it stands on a day, `None` where nobody decided."""
        told = (
            *self._stored.get(issue, ()),
            *self._in_file.get(issue, ()),
            *self._in_file.get(fingerprint, ()),
        )
        return standing(told, on) if told else None

    def is_false_alarm(self, issue: str, fingerprint: str, on: date) -> bool:
        """Tell whether a person saw that there is no problem."""
        stands = self.standing(issue, fingerprint, on)
        return stands is not None and stands.is_false_alarm


def all_issues(connection: Connection) -> list[tuple[IssueName, Sequence[Decision]]]:
    """Return every issue that a scan ever found, with the decisions about it."""
    decided: dict[int, list[Decision]] = {}
    for row in connection.execute(select(schema.decision).order_by(_DECISION.id)):
        decided.setdefault(row.issue_id, []).append(_decision(row))
    query = select(_ISSUE.id, _ISSUE.public_id, _ISSUE.fingerprint, _ISSUE.check_id, _SITE.key).join(
        schema.site, _SITE.id == _ISSUE.site_id
    )
    return [
        (IssueName(row.public_id, row.fingerprint, row.check_id, row.key), decided.get(row.id, ()))
        for row in connection.execute(query.where(_ISSUE.state.is_not(None)))
    ]


def sites_with_waivers(connection: Connection) -> frozenset[str]:
    """Return the ids of the sites of which a problem ever had a waiver."""
    query = (
        select(_SITE.key)
        .join(schema.issue, _ISSUE.site_id == _SITE.id)
        .join(schema.decision, _DECISION.issue_id == _ISSUE.id)
        .where(_DECISION.kind == DecisionKind.WAIVED)
    )
    return frozenset(connection.execute(query.distinct()).scalars())


def _decision(row: AnyRow) -> Decision:
    return Decision(
        DecisionKind(row.kind),
        row.reason,
        row.decided_by,
        row.decided_at,
        row.basis,
        date.fromisoformat(row.until) if row.until else None,
        row.owner,
    )
