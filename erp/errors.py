"""What an ERP's answer means, named by what the caller does next (erp contracts, section "Connector interface").

ErpError
├── OutcomeUnknown   wait the settle window, then look up; only "not found" may post again
├── Busy             the same request again, later; nothing was booked
├── AuthExpired      log in once, then the same request; nothing was booked
├── Duplicate        the ERP already has our reference: adopt `posted`, or raise an alarm when there are several
├── Rejected         a person must act: `field` and `message` say what; nothing was booked
├── Misconfigured    stop the connector and tell the administrator; nothing was booked
└── Unsupported      refused before anything was sent
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from erp.report import Posted


class ErpError(Exception):
    """Base of every error that leaves a connector. `message` is the ERP's own text where there is one."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class OutcomeUnknown(ErpError):
    """The request may or may not have been booked."""


class Busy(ErpError):
    """Not now. `retry_after` is in seconds where the ERP gives one."""

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AuthExpired(ErpError):
    """The session or token is no longer valid."""


class Duplicate(ErpError):
    """Our reference is already in the ERP, as these documents."""

    def __init__(self, posted: tuple[Posted, ...], message: str = "") -> None:
        super().__init__(message)
        self.posted = posted


class Rejected(ErpError):
    """The ERP refuses this report. `field` is a field of ExpenseReport (dotted, `lines.0.account`) or empty."""

    def __init__(self, message: str, *, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class Misconfigured(ErpError):
    """The connector cannot work as it is set up."""


class Unsupported(ErpError):
    """This connector cannot express something the report needs."""
