"""the waiting mails by sender, so that one who floods makes nobody wait"""

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    waits = sa.text("state = 'received'")
    op.create_index(
        'ix_inbox_waiting', 'inbox', ['envelope_sender', 'id'], sqlite_where=waits, postgresql_where=waits
    )
