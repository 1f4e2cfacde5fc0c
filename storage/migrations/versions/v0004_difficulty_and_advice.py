"""Difficulty of texts, intervals of indicators, and all reasons why a sentence is hard."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ROWS = 500

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXT = sa.table(
    "text_profile",
    sa.column("id", sa.Integer),
    sa.column("profile", JSON),
    sa.column("difficulty", sa.Float),
    sa.column("meets_b1", sa.String),
)


def upgrade() -> None:
    """Add the columns; what texts are known to be goes into them."""
    op.add_column("finding", sa.Column("advice", JSON))
    op.add_column("indicator_value", sa.Column("low", sa.Float()))
    op.add_column("indicator_value", sa.Column("high", sa.Float()))
    op.add_column("text_profile", sa.Column("difficulty", sa.Float()))
    op.add_column("text_profile", sa.Column("meets_b1", sa.String(8)))
    _fill()


def _fill() -> None:
    """A text that comes back keeps its row, so that what is not filled in now would never be."""
    connection = op.get_bind()
    last = 0
    query = sa.select(_TEXT.c.id, _TEXT.c.profile).order_by(_TEXT.c.id).limit(ROWS)
    while rows := connection.execute(query.where(_TEXT.c.id > last)).all():
        last = rows[-1].id
        for row in rows:
            if known := row.profile.get("difficulty"):
                connection.execute(
                    sa.update(_TEXT)
                    .where(_TEXT.c.id == row.id)
                    .values(difficulty=known["value"], meets_b1=known["meets_b1"])
                )


def downgrade() -> None:
    """Drop the columns."""
    for table, column in (
        ("text_profile", "meets_b1"),
        ("text_profile", "difficulty"),
        ("indicator_value", "high"),
        ("indicator_value", "low"),
        ("finding", "advice"),
    ):
        op.drop_column(table, column)
