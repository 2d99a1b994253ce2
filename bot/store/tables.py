"""Every table as it stands after the last migration (a test compares); the files beside it read and write the rows.

One installation is one company with one database, so there is no company column anywhere. PostgreSQL refuses what is
longer than a column, so a length is either beyond what can come, or whoever takes the value in refuses it in words.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.claims.line import LONGEST_CODE
from bot.claims.people import LONGEST_NUMBER
from bot.store.columns import Canonical, Exact, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# People and the company

employee = Table(
    "employee",
    metadata,
    Column("number", String(LONGEST_NUMBER), primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("manager", String(LONGEST_NUMBER)),
    Column("department", Text, nullable=False),
    Column("cost_centre", Text, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("country", String(2), nullable=False),
    Column("roles", Canonical, nullable=False),
    Column("active", Boolean, nullable=False),
)

chat_identity = Table(  # which employee a chat user is; a person may be linked on several platforms
    "chat_identity",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("workspace", String(255), primary_key=True),
    Column("user_id", String(255), primary_key=True),
    Column("employee", ForeignKey("employee.number"), nullable=False, index=True),
    Column("linked_at", Moment, nullable=False),
)

sign_in_link = Table(  # lets its employee into the web chat once; kept by the digest of its secret
    "sign_in_link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("employee", ForeignKey("employee.number"), nullable=False, index=True),
    Column("way", String(16), nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("used_at", Moment),
)

session = Table(  # a browser that was let in; ended, its row is gone
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("employee", ForeignKey("employee.number"), nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

deputy = Table(  # who decides in an approver's place, from the first day to the last
    "deputy",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("approver", ForeignKey("employee.number"), nullable=False, index=True),
    Column("deputy", ForeignKey("employee.number"), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("named_at", Moment, nullable=False),
    Column("ended_at", Moment),  # by the approver, before its time
)

company = Table(  # the company's rules; the newest row counts, the older ones say what counted before
    "company",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rules", Canonical, nullable=False),
    Column("changed_by", String(LONGEST_NUMBER), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

master = Table(  # what the books have to choose from, as they were last asked
    "master",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("code", String(LONGEST_CODE), primary_key=True),
    Column("name", Text, nullable=False),
)

reference_counter = Table(
    "reference_counter",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

# What came in

event = Table(  # inserted with its job before it is acknowledged; a redelivery is a conflict
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(16), nullable=False),
    Column("event_id", String(1000), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", Canonical, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("platform", "event_id"),
)

document = Table(  # bytes once per digest, at most 25 MB
    "document",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("received_at", Moment, nullable=False),
)

photo = Table(  # one photo is one line, however often and by however many kinds of event it is announced
    "photo",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("workspace", String(255), primary_key=True),
    Column("file_key", String(1000), primary_key=True),
    Column("employee", ForeignKey("employee.number"), nullable=False),
    Column("document", ForeignKey("document.digest"), nullable=False),
    Column("claim", ForeignKey("claim.reference_stem"), nullable=False),
    Column("line", Integer, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("document", ForeignKey("document.digest"), primary_key=True),
    Column("reading", Canonical, nullable=False),
    Column("engine", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
)

reading_progress = Table(  # a long document that is being read: at which page it is
    "reading_progress",
    metadata,
    Column("document", ForeignKey("document.digest"), primary_key=True),
    Column("page", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
)

# Claims. `reference_stem` is the reference without its -R suffix: it never changes, so everything points to it.

claim = Table(
    "claim",
    metadata,
    Column("reference_stem", String(16), primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("claimant", ForeignKey("employee.number"), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("next_line", Integer, nullable=False),
    Column("voucher_number", Text, nullable=False, index=True),
    Column("posted_on", Date),
    Column("paid_on", Date),
    Column("failure", Text, nullable=False),
    Column("reversal_asked_by", String(LONGEST_NUMBER), nullable=False),
    Column("reversal_confirmed_by", String(LONGEST_NUMBER), nullable=False),
    # Derived from the claim when it is written, so that lists and reminders need one row each.
    Column("waiting_for", String(LONGEST_NUMBER), nullable=False),
    Column("waiting_since", Moment, nullable=False),
    Column("claimed", Exact, nullable=False),
    Column("approved", Exact, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    # A person's own: the one changed last, and as the page lists them, all or those in one state.
    Index("ix_claim_begun", "claimant", "begun_at", "reference_stem"),
    Index("ix_claim_begun_state", "claimant", "state", "begun_at", "reference_stem"),
    Index("ix_claim_own", "claimant", "changed_at", "reference_stem"),
    Index("ix_claim_state_waiting_for", "state", "waiting_for"),
    # Lists: whose turn it is and since when; and the few reversals that somebody asked for.
    Index("ix_claim_waiting", "waiting_for", "waiting_since", "reference_stem"),
    Index("ix_claim_reversal", "waiting_since", postgresql_where=text("reversal_asked_by <> ''"),
          sqlite_where=text("reversal_asked_by <> ''")),
)  # fmt: skip

claim_line = Table(
    "claim_line",
    metadata,
    Column("claim", ForeignKey("claim.reference_stem"), primary_key=True),
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),  # not part of the claim, but can be put back
    Column("document", ForeignKey("document.digest"), index=True),
    Column("several", Integer, nullable=False),  # receipts the document holds; 0 where it is one
    Column("receipt", Integer, nullable=False),  # which of them; 0 for the whole document
    Column("reading", String(8), nullable=False),
    Column("problem", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("merchant", Text, nullable=False),
    Column("looks", String(64), nullable=False),  # the beginning of the merchant, for the index
    Column("spent_on", Date),
    Column("paid_amount", Exact),
    Column("paid_currency", String(3)),
    Column("printed_tax", Exact),
    Column("invoice_number", String(LONGEST_CODE), nullable=False, index=True),
    Column("buyer", Text, nullable=False),
    Column("buyer_tax_number", String(LONGEST_CODE), nullable=False),
    Column("category", String(LONGEST_CODE), nullable=False),
    Column("rate_value", Exact),
    Column("rate_on", Date),
    Column("rate_source", Text),
    Column("unsure", Canonical, nullable=False),
    Column("recalled", Canonical),
    Column("account", String(LONGEST_CODE), nullable=False),
    Column("tax", Exact, nullable=False),
    Column("tax_code", String(LONGEST_CODE), nullable=False),
    Column("cost_centre", Text, nullable=False),
    Column("project", Text, nullable=False),
    Index("ix_claim_line_looks", "spent_on", "looks"),
)

merchant = Table(  # what somebody called a merchant, to be found again by its numbers
    "merchant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tax_number", String(LONGEST_CODE), nullable=False, index=True),
    Column("registration", String(LONGEST_CODE), nullable=False, index=True),
    Column("phone", String(LONGEST_CODE), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("category", String(LONGEST_CODE), nullable=False),
    Column("printed", Text, nullable=False),
    Column("doubted", Boolean, nullable=False),
    Column("said_by", ForeignKey("employee.number"), nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("claim", ForeignKey("claim.reference_stem"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("shared", String(8), nullable=False),
    Column("used", Integer, nullable=False),
    Column("used_at", Moment),
    Index("ix_merchant_claim", "claim", "line"),
)

claim_step = Table(
    "claim_step",
    metadata,
    Column("claim", ForeignKey("claim.reference_stem"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("level", String(LONGEST_CODE), nullable=False),
    Column("approver", ForeignKey("employee.number"), nullable=False),
    Column("approved_at", Moment),
    Column("approved_by", String(LONGEST_NUMBER), nullable=False),  # a deputy; empty where it was the approver
    Column("amounts", Canonical, nullable=False),
)

claim_event = Table(
    "claim_event",
    metadata,
    Column("claim", ForeignKey("claim.reference_stem"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(LONGEST_NUMBER), nullable=False),
    Column("action", String(24), nullable=False),
    Column("before", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("line", Integer, nullable=False),  # 0 where it is about the claim
    Column("other", String(16), nullable=False),  # the claim that lines went to, came from, or are explained of
    Column("on_behalf", String(LONGEST_NUMBER), nullable=False),  # in whose place a deputy acted
)

original = Table(  # paper that has arrived
    "original",
    metadata,
    Column("claim", ForeignKey("claim.reference_stem"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("by", String(LONGEST_NUMBER), nullable=False),
    Column("at", Moment, nullable=False),
)

posting = Table(  # what the posting protocol wrote down before and after each call; one row per reference
    "posting",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("claim", ForeignKey("claim.reference_stem"), nullable=False, index=True),
    Column("connector", String(32), nullable=False),
    Column("report", Canonical, nullable=False),
    Column("progress", Canonical, nullable=False),
    Column("posted", Canonical),
    Column("reversal", Canonical),
    Column("changed_at", Moment, nullable=False),
)

card = Table(  # where the card of a claim stands in a person's chat, so that it can be replaced
    "card",
    metadata,
    Column("employee", ForeignKey("employee.number"), primary_key=True),
    # A claim's stem, or what else the card is about; who else has one is asked at every change.
    Column("subject", String(64), primary_key=True, index=True),
    Column("platform", String(16), nullable=False),
    Column("address", Canonical, nullable=False),
    Column("version", Integer, nullable=False),
)

digest = Table(  # what one press may decide: the claims a digest listed, and what became of each
    "digest",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("employee", ForeignKey("employee.number"), nullable=False, index=True),
    Column("claims", Canonical, nullable=False),
    Column("approved", Canonical),
    Column("taken_back", Canonical),
    Column("to_post", Canonical, nullable=False),
    Column("posted", Canonical),
    Column("at", Moment, nullable=False),
)

# The web chat, which has no other side that would keep its conversations

conversation = Table(  # one person's; `last` numbers its changes, and its row is the lock of whoever makes one
    "conversation",
    metadata,
    Column("workspace", String(255), primary_key=True),
    Column("user_id", String(255), primary_key=True),
    Column("last", Integer, nullable=False),
    Column("form", Canonical),  # the one that is open
    Column("form_number", Integer, nullable=False),
)

entry = Table(  # what stands in a conversation, in the order of `place`; `changed` is the number of its latest change
    "conversation_entry",
    metadata,
    Column("workspace", String(255), primary_key=True),
    Column("user_id", String(255), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("key", String(255)),  # of what the person sent, so that sending it once more shows it once
    Column("changed", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("content", Canonical, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("workspace", "user_id", "key"),
    Index("ix_conversation_entry_changed", "workspace", "user_id", "changed"),
    Index("ix_conversation_entry_place", "workspace", "user_id", "place"),
)

entry_document = Table(  # the documents an entry shows: nobody is given the bytes of another one
    "conversation_document",
    metadata,
    Column("workspace", String(255), primary_key=True),
    Column("user_id", String(255), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("document", String(64), primary_key=True),
    Index("ix_conversation_document_document", "document", "workspace", "user_id"),
)

# Work

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(1500), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("payload", Canonical, nullable=False),
    Column("queue", String(32), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("owner", String(255), nullable=False),  # for fairness: an employee or chat user; empty where nobody waits
    Column("status", String(12), nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),  # 0 until the first start: then what the queue allows
    Column("allowance", Integer, nullable=False),  # its first value, which a requeue adds once more
    Column("lease_until", Moment),
    Column("worker", String(64), nullable=False),
    Column("error", Text, nullable=False),
    Column("errors", Canonical, nullable=False),  # the history of errors, newest last
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Index("ix_job_ready", "queue", "priority", "owner", "run_at", postgresql_where=text("status = 'ready'"),
          sqlite_where=text("status = 'ready'")),
    Index("ix_job_scheduled", "run_at", postgresql_where=text("status = 'scheduled'"),
          sqlite_where=text("status = 'scheduled'")),
    Index("ix_job_running", "lease_until", postgresql_where=text("status = 'running'"),
          sqlite_where=text("status = 'running'")),
    Index("ix_job_ended", "finished_at", postgresql_where=text("status IN ('done', 'cancelled')"),
          sqlite_where=text("status IN ('done', 'cancelled')")),
    Index("ix_job_dead", "finished_at", postgresql_where=text("status = 'dead'"),
          sqlite_where=text("status = 'dead'")),
    Index("ix_job_owner", "queue", "owner", "started_at"),
)  # fmt: skip

queue_rate = Table(  # GCRA: the theoretical arrival time of the next job of a limited queue
    "queue_rate",
    metadata,
    Column("queue", String(32), primary_key=True),
    Column("arrival", Moment, nullable=False),
)

schedule = Table(  # what fires when; APScheduler only ticks
    "schedule",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("rule", String(128), nullable=False),
    Column("next_at", Moment, nullable=False),
)

tick = Table(  # the last sign of life of each process, for the health check
    "tick",
    metadata,
    Column("worker", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
)

# The audit chain. A row holds only salted digests of personal values; the values lie beside it and can be erased.

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(LONGEST_NUMBER), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("content", Canonical, nullable=False),
    Column("digests", Canonical, nullable=False),  # name → salted digest of the personal value beside it
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_value = Table(
    "audit_value",
    metadata,
    Column("seq", ForeignKey("audit.seq"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column(
        "person", String(LONGEST_NUMBER), nullable=False, index=True
    ),  # whose value it is: what a deletion request looks for
    Column("salt", String(64)),  # goes with the value: with it, a short value could be guessed from its digest
    Column("value", Text),  # canonical JSON; None once erased
    Column("erased_at", Moment),
    Column("ground", Text),
)
