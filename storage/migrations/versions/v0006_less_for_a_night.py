"""What is read of a closed scan as a whole takes one row; the times of a visit, which nothing reads, go."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
OUTCOMES = {
    "failed": "failed",
    "cant_tell": "cantTell",
    "passed": "passed",
    "inapplicable": "inapplicable",
    "untested": "untested",
}
"""Column of before → value of the outcome."""
SCANS = 100
"""Scans whose rows are in memory at once."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SCAN = sa.table("scan", sa.column("id", ID), sa.column("finished_at"))
_CLOSING = sa.table(
    "closing", sa.column("scan_id", ID), sa.column("check_pages", JSON), sa.column("answers", JSON)
)
_TALLY = sa.table(
    "check_tally",
    sa.column("scan_id", ID),
    sa.column("check_id", sa.Text),
    *(sa.column(name, sa.Integer) for name in OUTCOMES),
)
_ANSWER = sa.table(
    "inclusion_answer",
    sa.column("scan_id", ID),
    sa.column("indicator", sa.Text),
    sa.column("position", sa.Integer),
    sa.column("answer", JSON),
)


def upgrade() -> None:
    """Gather the rows of each scan into one."""
    op.create_table(
        "closing",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("check_pages", JSON, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_closing_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", name="pk_closing"),
    )
    connection = op.get_bind()
    for scan_ids in _scans(connection):
        pages: dict[int, dict[str, dict[str, int]]] = {}
        for row in connection.execute(sa.select(_TALLY).where(_TALLY.c.scan_id.in_(scan_ids))):
            counts = {value: n for name, value in OUTCOMES.items() if (n := getattr(row, name))}
            pages.setdefault(row.scan_id, {})[row.check_id] = counts
        query = sa.select(_ANSWER).where(_ANSWER.c.scan_id.in_(scan_ids))
        answers: dict[int, list[Any]] = {
            scan_id: [row.answer for row in rows]
            for scan_id, rows in groupby(
                connection.execute(query.order_by(_ANSWER.c.scan_id, _ANSWER.c.position)),
                attrgetter("scan_id"),
            )
        }
        closed = sa.select(_SCAN.c.id).where(_SCAN.c.id.in_(scan_ids), _SCAN.c.finished_at.is_not(None))
        # Also one that could judge no page.
        _insert(
            _CLOSING,
            [
                {"scan_id": n, "check_pages": pages.get(n, {}), "answers": answers.get(n, [])}
                for n in connection.execute(closed.order_by(_SCAN.c.id)).scalars()
            ],
        )
    op.drop_table("check_tally")
    op.drop_table("inclusion_answer")
    op.drop_column("snapshot", "timings_ms")


def downgrade() -> None:
    """Take the rows apart again; the times of visits are not known any more."""
    op.add_column("snapshot", sa.Column("timings_ms", JSON))
    op.create_table(
        "check_tally",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in OUTCOMES),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_check_tally_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "check_id", name="pk_check_tally"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "inclusion_answer",
        sa.Column("scan_id", ID, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", JSON, nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name="fk_inclusion_answer_scan_id"),
        sa.PrimaryKeyConstraint("scan_id", "indicator", name="pk_inclusion_answer"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for scan_ids in _scans(connection):
        for row in connection.execute(sa.select(_CLOSING).where(_CLOSING.c.scan_id.in_(scan_ids))).all():
            _insert(
                _TALLY,
                [
                    {"scan_id": row.scan_id, "check_id": check}
                    | {name: counts.get(value, 0) for name, value in OUTCOMES.items()}
                    for check, counts in row.check_pages.items()
                ],
            )
            _insert(
                _ANSWER,
                [
                    {"scan_id": row.scan_id, "indicator": one["id"], "position": n, "answer": one}
                    for n, one in enumerate(row.answers)
                ],
            )
    op.drop_table("closing")


def _scans(connection: sa.Connection) -> Iterator[list[int]]:
    last = 0
    query = sa.select(_SCAN.c.id).order_by(_SCAN.c.id).limit(SCANS)
    while scan_ids := list(connection.execute(query.where(_SCAN.c.id > last)).scalars()):
        last = scan_ids[-1]
        yield scan_ids


def _insert(table: sa.TableClause, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(table), rows)
