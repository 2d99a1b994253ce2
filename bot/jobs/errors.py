"""What went wrong with a job, named by what happens next.

JobError
├── Lost        the job is no longer this worker's: stop, change nothing, post nothing
├── Permanent   a later attempt cannot help: it goes to a person at once
└── Occupied    another process runs the jobs of this database: do not start
"""

from __future__ import annotations


class JobError(Exception):
    """Base of the errors of jobs. The message is kept with the job and shown to people: no personal data in it."""


class Lost(JobError):
    """The lease ran out and the job was given back, or it has ended. Whoever has it now decides."""


class Permanent(JobError):
    """Raised by a handler: a person must act before this can work."""


class Occupied(JobError):
    """SQLite belongs to one process; a second one would give back jobs that are being worked on."""
