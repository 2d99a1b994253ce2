"""The two files an administrator may read and change by hand, `company.toml` and `expense.toml`, with comments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.founding.charter import KEYS, Charter, ledger_part
from bot.wording import Wording


def quoted(text: str) -> str:
    """A TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(given: Any) -> str:
    """A TOML value."""
    match given:
        case bool():
            return "true" if given else "false"
        case int() | float():
            return repr(given)
        case Decimal():
            return quoted(f"{given:f}")
        case date() | datetime():
            return given.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{key(name)} = {value(one)}" for name, one in given.items()) + " }"
        case str():
            return quoted(given)
        case Sequence():
            return "[" + ", ".join(value(one) for one in given) + "]"
        case _:
            raise TypeError(type(given).__name__)


def key(name: str) -> str:
    """A TOML key; quoted where it has to be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def company_text(document: Mapping[str, Any], words: Wording) -> str:
    """`company.toml`, with a line of comment above each part; only what the document has."""
    rows = [f"# {line}" for line in words.say("file-company").splitlines()]
    for name in (one for one in KEYS if one in document):
        rows += ["", f"# {words.say(f'file-{name}')}"]
        given = document[name]
        if name in ("categories", "levels"):
            for table in given:
                rows += [f"[[{name}]]", *(f"{key(one)} = {value(said)}" for one, said in table.items()), ""]
        elif isinstance(given, Mapping):
            rows += [f"[{name}]", *(f"{key(code)} = {value(said)}" for code, said in given.items())]
        else:
            rows.append(f"{name} = {value(given)}")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).rstrip() + "\n"


def settings_text(
    charter: Charter, names: Mapping[str, str], data: str | None, address: str, today: date, words: Wording
) -> str:
    """`expense.toml`: where everything lies, and the ledger with its chart. `data` is left out where it is None."""
    roots = {charter.bank: "Assets", charter.input_tax: "Assets", charter.payable: "Liabilities"}
    rows = [f"# {line}" for line in words.say("file-settings").splitlines()]
    if data is not None:
        rows += ["", f"# {words.say('file-data')}", f"data = {quoted(data)}"]
    rows += ["", f"# {words.say('file-web')}", "[web]", "on = true"]
    rows += [f"address = {quoted(address)}"] if address else []
    rows += ["", "[erp]", 'connector = "ledger"', "", f"# {words.say('file-ledger')}", "[erp.ledger]"]
    ledger = {
        "title": charter.name,
        "currency": charter.currency,
        "payable": charter.payable,
        "input_tax": charter.input_tax,
        "bank": charter.bank,
        "opened_on": date(today.year - 1, 1, 1),
    }
    rows += [f"{name} = {value(said)}" for name, said in ledger.items()]
    rows += ["", "[erp.ledger.accounts]"]
    for code, name in names.items():
        account = {"ledger": f"{roots.get(code, 'Expenses')}:{ledger_part(code)}", "name": name}
        rows.append(f"{quoted(code)} = {value(account)}")
    return "\n".join(rows) + "\n"
