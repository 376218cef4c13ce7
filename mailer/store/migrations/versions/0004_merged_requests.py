"""which request another one was merged into, and the votes that an import carried over"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_request_merged_into"


def upgrade() -> None:
    with op.batch_alter_table("request") as table:
        table.add_column(sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
        table.add_column(sa.Column("imported", sa.Integer(), nullable=False, server_default="0"))
        table.create_foreign_key(op.f(FOREIGN_KEY), "request", ["merged_into"], ["id"])
        table.create_index(op.f("ix_request_merged_into"), ["merged_into"])
    _follow_what_was_merged_before()


def _follow_what_was_merged_before() -> None:
    """`merged:INT-4` said it in words only; their people were copied to the target then and simply stay there too."""
    request = sa.table("request", sa.column("id"), sa.column("closed_by"), sa.column("merged_into"))
    connection = op.get_bind()
    rows = connection.execute(sa.select(request.c.id, request.c.closed_by)).all()
    for row in rows:
        number = row.closed_by.rpartition("-")[2]
        if row.closed_by.startswith("merged:") and number.isdecimal():
            connection.execute(
                sa.update(request).where(request.c.id == row.id).values(merged_into=int(number))
            )
