"""Titles and the pages that led somewhere are kept once, not with every scan of every page."""

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROWS = 500
NAMES = ("title", "found_on")

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PHRASE = sa.table(
    "phrase", sa.column("id", ID), sa.column("digest", sa.LargeBinary), sa.column("text", sa.Text)
)
_SNAPSHOT = sa.table(
    "snapshot",
    sa.column("id", ID),
    *(column for name in NAMES for column in (sa.column(name, sa.Text), sa.column(f"{name}_id", ID))),
)


def upgrade() -> None:
    """Move both texts of every snapshot to the new table."""
    op.create_table(
        "phrase",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phrase"),
        sa.UniqueConstraint("digest", name="uq_phrase_digest"),
    )
    for name in NAMES:
        op.add_column("snapshot", sa.Column(f"{name}_id", ID))
    connection = op.get_bind()
    ids: dict[str, int] = {}
    for rows in _snapshots(connection, *NAMES):
        for text in {text for row in rows for text in row[1:] if text and text not in ids}:
            digest = hashlib.blake2b(f"0 {text}".encode(), digest_size=16).digest()
            made = sa.insert(_PHRASE).values(digest=digest, text=text).returning(_PHRASE.c.id)
            ids[text] = connection.execute(made).scalar_one()
        _set(
            connection, [{"row": row.id, "a": ids.get(row[1]), "b": ids.get(row[2])} for row in rows], "{}_id"
        )
    for name in NAMES:
        op.drop_column("snapshot", name)


def downgrade() -> None:
    """Write both texts with every snapshot again."""
    for name in NAMES:
        with op.batch_alter_table("snapshot") as batch:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    texts = {row.id: row.text for row in connection.execute(sa.select(_PHRASE.c.id, _PHRASE.c.text))}
    for rows in _snapshots(connection, *(f"{name}_id" for name in NAMES)):
        found = [{"row": row.id, "a": texts.get(row[1], ""), "b": texts.get(row[2], "")} for row in rows]
        _set(connection, found, "{}")
    for name in NAMES:
        with op.batch_alter_table("snapshot") as batch:
            batch.alter_column(name, server_default=None)
        op.drop_column("snapshot", f"{name}_id")
    op.drop_table("phrase")


def _snapshots(connection: sa.Connection, *names: str) -> Iterator[list[Any]]:
    last = 0
    columns = [_SNAPSHOT.c[name] for name in names]
    query = sa.select(_SNAPSHOT.c.id, *columns).order_by(_SNAPSHOT.c.id).limit(ROWS)
    while rows := list(connection.execute(query.where(_SNAPSHOT.c.id > last))):
        last = rows[-1].id
        yield rows


def _set(connection: sa.Connection, rows: list[dict[str, Any]], form: str) -> None:
    title, found_on = (form.format(name) for name in NAMES)
    connection.execute(
        sa.update(_SNAPSHOT)
        .where(_SNAPSHOT.c.id == sa.bindparam("row"))
        .values({title: sa.bindparam("a"), found_on: sa.bindparam("b")}),
        rows,
    )
