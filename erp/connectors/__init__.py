"""Connectors by name. An adapter is one file here and one line below; adapters do not import each other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from erp.connector import Connector
from erp.errors import Misconfigured

#: The name in the settings → the module, which has `connect(section)`. Imported when asked for, so that one adapter's
#: missing extra does not stop the others.
NAMES = {
    "erpnext": "erp.connectors.erpnext",
    "ledger": "erp.connectors.ledger",
    "memory": "erp.connectors.memory",
    "tryton": "erp.connectors.tryton",
}


def connect(name: str, section: Mapping[str, Any]) -> Connector:
    """The connector of this name with its section of the settings. Raises Misconfigured with all problems together."""
    return cast(Connector, _module(name).connect(section))


def prepare(name: str, section: Mapping[str, Any], *, new: bool) -> None:
    """Let an embedded ERP, which nobody else sets up, bring what it keeps to its settings. Raises Misconfigured.

    Only with `new` does it begin where it finds nothing: a ledger that has vanished is not replaced by an empty one.
    """
    module = _module(name)
    if hasattr(module, "prepare"):
        module.prepare(section, new=new)


def _module(name: str) -> Any:
    if name not in NAMES:
        raise Misconfigured(f"there is no ERP connector {name!r}; there are {', '.join(sorted(NAMES))}")
    return import_module(NAMES[name])
