"""The `[erp.erpnext]` section."""

from __future__ import annotations

from dataclasses import dataclass

#: What has no default.
NEEDED = ("url", "key", "secret", "company", "payable", "cost_centre", "approver")


@dataclass(frozen=True, slots=True)
class ErpnextSettings:
    """Where ERPNext is and what every claim in it needs, by ERPNext's own names (`Creditors - DT`).

    `key` and `secret` are of an API user; `payable` is the account that is owed to employees, `cost_centre` the one of
    the claim as a whole, `approver` the user in whose name claims stand approved. `field` holds our reference and has
    to be unique. `seconds` is how long one call may take.
    """

    url: str
    key: str
    secret: str
    company: str
    payable: str
    cost_centre: str
    approver: str
    currency: str = "CNY"
    field: str = "custom_external_ref"
    seconds: float = 30.0
