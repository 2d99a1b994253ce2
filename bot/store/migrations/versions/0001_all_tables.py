"""All tables of the first release. Until that is out, changes of `tables.py` are written in here, not into a 0002."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Canonical, Exact, Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward only: there is no way back but a backup."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("content", Canonical(), nullable=False),
        sa.Column("digests", Canonical(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"], unique=False)
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rules", Canonical(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
    )
    op.create_table(
        "conversation",
        sa.Column("workspace", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("form", Canonical(), nullable=True),
        sa.Column("form_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user_id", name="pk_conversation"),
    )
    op.create_table(
        "conversation_document",
        sa.Column("workspace", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user_id", "entry", "document", name="pk_conversation_document"),
    )
    op.create_index(
        "ix_conversation_document_document",
        "conversation_document",
        ["document", "workspace", "user_id"],
        unique=False,
    )
    op.create_table(
        "conversation_entry",
        sa.Column("workspace", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=True),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("content", Canonical(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user_id", "number", name="pk_conversation_entry"),
        sa.UniqueConstraint("workspace", "user_id", "key", name="uq_conversation_entry_workspace_user_id_key"),
    )
    op.create_index(
        "ix_conversation_entry_changed", "conversation_entry", ["workspace", "user_id", "changed"], unique=False
    )
    op.create_index(
        "ix_conversation_entry_place", "conversation_entry", ["workspace", "user_id", "place"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_document"),
    )
    op.create_table(
        "employee",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("manager", sa.String(length=32), nullable=True),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("roles", Canonical(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_employee"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=1000), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", Canonical(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("platform", "event_id", name="uq_event_platform_event_id"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=1500), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", Canonical(), nullable=False),
        sa.Column("queue", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("run_at", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("errors", Canonical(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("started_at", Moment(), nullable=True),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("key", name="uq_job_key"),
    )
    op.create_index(
        "ix_job_ended",
        "job",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("status IN ('done', 'cancelled')"),
        sqlite_where=sa.text("status IN ('done', 'cancelled')"),
    )
    op.create_index(
        "ix_job_dead",
        "job",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("status = 'dead'"),
        sqlite_where=sa.text("status = 'dead'"),
    )
    op.create_index("ix_job_owner", "job", ["queue", "owner", "started_at"], unique=False)
    op.create_index(
        "ix_job_ready",
        "job",
        ["queue", "priority", "owner", "run_at"],
        unique=False,
        postgresql_where=sa.text("status = 'ready'"),
        sqlite_where=sa.text("status = 'ready'"),
    )
    op.create_index(
        "ix_job_running",
        "job",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("status = 'running'"),
        sqlite_where=sa.text("status = 'running'"),
    )
    op.create_index(
        "ix_job_scheduled",
        "job",
        ["run_at"],
        unique=False,
        postgresql_where=sa.text("status = 'scheduled'"),
        sqlite_where=sa.text("status = 'scheduled'"),
    )
    op.create_table(
        "master",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", name="pk_master"),
    )
    op.create_table(
        "queue_rate",
        sa.Column("queue", sa.String(length=32), nullable=False),
        sa.Column("arrival", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("queue", name="pk_queue_rate"),
    )
    op.create_table(
        "reference_counter",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_reference_counter"),
    )
    op.create_table(
        "schedule",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=128), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_schedule"),
    )
    op.create_table(
        "tick",
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("worker", name="pk_tick"),
    )
    op.create_table(
        "audit_value",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_audit_value_seq"),
        sa.PrimaryKeyConstraint("seq", "name", name="pk_audit_value"),
    )
    op.create_index("ix_audit_value_person", "audit_value", ["person"], unique=False)
    op.create_table(
        "card",
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("address", Canonical(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_card_employee"),
        sa.PrimaryKeyConstraint("employee", "subject", name="pk_card"),
    )
    op.create_index("ix_card_subject", "card", ["subject"], unique=False)
    op.create_table(
        "chat_identity",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("workspace", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("linked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_chat_identity_employee"),
        sa.PrimaryKeyConstraint("platform", "workspace", "user_id", name="pk_chat_identity"),
    )
    op.create_index("ix_chat_identity_employee", "chat_identity", ["employee"], unique=False)
    op.create_table(
        "deputy",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("deputy", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("named_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["approver"], ["employee.number"], name="fk_deputy_approver"),
        sa.ForeignKeyConstraint(["deputy"], ["employee.number"], name="fk_deputy_deputy"),
        sa.PrimaryKeyConstraint("number", name="pk_deputy"),
    )
    op.create_index("ix_deputy_approver", "deputy", ["approver"], unique=False)
    op.create_table(
        "digest",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("claims", Canonical(), nullable=False),
        sa.Column("approved", Canonical(), nullable=True),
        sa.Column("taken_back", Canonical(), nullable=True),
        sa.Column("to_post", Canonical(), nullable=False),
        sa.Column("posted", Canonical(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_digest_employee"),
        sa.PrimaryKeyConstraint("number", name="pk_digest"),
    )
    op.create_index("ix_digest_employee", "digest", ["employee"], unique=False)
    op.create_table(
        "session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_session_employee"),
        sa.PrimaryKeyConstraint("digest", name="pk_session"),
    )
    op.create_index("ix_session_employee", "session", ["employee"], unique=False)
    op.create_table(
        "sign_in_link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_sign_in_link_employee"),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in_link"),
    )
    op.create_index("ix_sign_in_link_employee", "sign_in_link", ["employee"], unique=False)
    op.create_table(
        "claim",
        sa.Column("reference_stem", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("claimant", sa.String(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("next_line", sa.Integer(), nullable=False),
        sa.Column("voucher_number", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("reversal_asked_by", sa.String(length=32), nullable=False),
        sa.Column("reversal_confirmed_by", sa.String(length=32), nullable=False),
        sa.Column("waiting_for", sa.String(length=32), nullable=False),
        sa.Column("waiting_since", Moment(), nullable=False),
        sa.Column("claimed", Exact(), nullable=False),
        sa.Column("approved", Exact(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["claimant"], ["employee.number"], name="fk_claim_claimant"),
        sa.PrimaryKeyConstraint("reference_stem", name="pk_claim"),
        sa.UniqueConstraint("reference", name="uq_claim_reference"),
    )
    op.create_index("ix_claim_begun", "claim", ["claimant", "begun_at", "reference_stem"], unique=False)
    op.create_index("ix_claim_begun_state", "claim", ["claimant", "state", "begun_at", "reference_stem"], unique=False)
    op.create_index("ix_claim_own", "claim", ["claimant", "changed_at", "reference_stem"], unique=False)
    op.create_index("ix_claim_state_waiting_for", "claim", ["state", "waiting_for"], unique=False)
    op.create_index("ix_claim_voucher_number", "claim", ["voucher_number"], unique=False)
    op.create_index("ix_claim_waiting", "claim", ["waiting_for", "waiting_since", "reference_stem"], unique=False)
    op.create_index(
        "ix_claim_reversal",
        "claim",
        ["waiting_since"],
        unique=False,
        postgresql_where=sa.text("reversal_asked_by <> ''"),
        sqlite_where=sa.text("reversal_asked_by <> ''"),
    )
    op.create_table(
        "reading",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("reading", Canonical(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.digest"], name="fk_reading_document"),
        sa.PrimaryKeyConstraint("document", name="pk_reading"),
    )
    op.create_table(
        "reading_progress",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.digest"], name="fk_reading_progress_document"),
        sa.PrimaryKeyConstraint("document", name="pk_reading_progress"),
    )
    op.create_table(
        "claim_event",
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("other", sa.String(length=16), nullable=False),
        sa.Column("on_behalf", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_claim_event_claim"),
        sa.PrimaryKeyConstraint("claim", "position", name="pk_claim_event"),
    )
    op.create_table(
        "claim_line",
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("several", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("reading", sa.String(length=8), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("merchant", sa.Text(), nullable=False),
        sa.Column("looks", sa.String(length=64), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=True),
        sa.Column("paid_amount", Exact(), nullable=True),
        sa.Column("paid_currency", sa.String(length=3), nullable=True),
        sa.Column("printed_tax", Exact(), nullable=True),
        sa.Column("invoice_number", sa.String(length=64), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("buyer_tax_number", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("rate_value", Exact(), nullable=True),
        sa.Column("rate_on", sa.Date(), nullable=True),
        sa.Column("rate_source", sa.Text(), nullable=True),
        sa.Column("unsure", Canonical(), nullable=False),
        sa.Column("recalled", Canonical(), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("tax", Exact(), nullable=False),
        sa.Column("tax_code", sa.String(length=64), nullable=False),
        sa.Column("cost_centre", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_claim_line_claim"),
        sa.ForeignKeyConstraint(["document"], ["document.digest"], name="fk_claim_line_document"),
        sa.PrimaryKeyConstraint("claim", "id", name="pk_claim_line"),
    )
    op.create_index("ix_claim_line_document", "claim_line", ["document"], unique=False)
    op.create_index("ix_claim_line_invoice_number", "claim_line", ["invoice_number"], unique=False)
    op.create_index("ix_claim_line_looks", "claim_line", ["spent_on", "looks"], unique=False)
    op.create_table(
        "merchant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tax_number", sa.String(length=64), nullable=False),
        sa.Column("registration", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.String(length=32), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("shared", sa.String(length=8), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_merchant_claim"),
        sa.ForeignKeyConstraint(["said_by"], ["employee.number"], name="fk_merchant_said_by"),
        sa.PrimaryKeyConstraint("id", name="pk_merchant"),
    )
    op.create_index("ix_merchant_tax_number", "merchant", ["tax_number"], unique=False)
    op.create_index("ix_merchant_registration", "merchant", ["registration"], unique=False)
    op.create_index("ix_merchant_phone", "merchant", ["phone"], unique=False)
    op.create_index("ix_merchant_claim", "merchant", ["claim", "line"], unique=False)
    op.create_table(
        "claim_step",
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("approved_by", sa.String(length=32), nullable=False),
        sa.Column("amounts", Canonical(), nullable=False),
        sa.ForeignKeyConstraint(["approver"], ["employee.number"], name="fk_claim_step_approver"),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_claim_step_claim"),
        sa.PrimaryKeyConstraint("claim", "position", name="pk_claim_step"),
    )
    op.create_table(
        "photo",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("workspace", sa.String(length=255), nullable=False),
        sa.Column("file_key", sa.String(length=1000), nullable=False),
        sa.Column("employee", sa.String(length=32), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_photo_claim"),
        sa.ForeignKeyConstraint(["document"], ["document.digest"], name="fk_photo_document"),
        sa.ForeignKeyConstraint(["employee"], ["employee.number"], name="fk_photo_employee"),
        sa.PrimaryKeyConstraint("platform", "workspace", "file_key", name="pk_photo"),
    )
    op.create_table(
        "original",
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_original_claim"),
        sa.PrimaryKeyConstraint("claim", "line", name="pk_original"),
    )
    op.create_table(
        "posting",
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("connector", sa.String(length=32), nullable=False),
        sa.Column("report", Canonical(), nullable=False),
        sa.Column("progress", Canonical(), nullable=False),
        sa.Column("posted", Canonical(), nullable=True),
        sa.Column("reversal", Canonical(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.reference_stem"], name="fk_posting_claim"),
        sa.PrimaryKeyConstraint("reference", name="pk_posting"),
    )
    op.create_index("ix_posting_claim", "posting", ["claim"], unique=False)
