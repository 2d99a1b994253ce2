"""Masters 主数据: the codes with names that the books know, to choose from when a line is recoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Masters:
    """Code → name of each kind. Of a kind without rows nothing is known: any code may be written."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    tax_codes: Mapping[str, str] = field(default_factory=dict)
    cost_centres: Mapping[str, str] = field(default_factory=dict)

    def of(self, field_name: str) -> Mapping[str, str]:
        """The codes for a field of a line: `account`, `tax_code` or `cost_centre`."""
        return {"account": self.accounts, "tax_code": self.tax_codes, "cost_centre": self.cost_centres}[field_name]


UNKNOWN = Masters()
