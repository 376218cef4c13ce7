"""mails of one conversation go out in their order"""

from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_outbox_request_id', table_name='outbox')
    op.create_index('ix_outbox_conversation', 'outbox', ['request_id', 'person_id'])
