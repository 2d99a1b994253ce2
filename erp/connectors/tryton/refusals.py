"""What Tryton's refusal means for the person who has to mend it. Pure."""

from __future__ import annotations

from erp.errors import ErpError, Rejected


class Refused(ErpError):
    """Tryton said no and nothing was done. `kind` is UserError, UserWarning, AccessError …; never leaves the room."""

    def __init__(self, kind: str, message: str, *, name: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.name = name


def rejected(error: Refused, *, closed: bool = False) -> Rejected:
    """The refusal, Tryton's own text kept. `closed` says that no open period holds the day."""
    if closed:
        return Rejected(error.message, code="closed_period", field="posting_date")
    code = {"UserWarning": "warning", "UserError": "refused", "AccessError": "no_right"}.get(error.kind, "refused")
    return Rejected(error.message, code=code)
