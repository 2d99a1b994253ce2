"""`python -m erp`: the canonical form and the connectors, for whoever integrates a system of their own."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

from erp import canonical, schema, shape, xml_form
from erp.connectors import catalogue


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when the file is no report."""
    options = _parser().parse_args(arguments)
    if options.command == "schema":
        print(
            schema.xsd() if options.xsd else json.dumps(schema.json_schema(), indent=2), end="" if options.xsd else "\n"
        )
        return 0
    if options.command == "connectors":
        print(_columns([catalogue.HEADS, *catalogue.rows()]))
        return 0
    return _convert(options.file, xml=options.xml)


def _columns(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m erp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    printed = commands.add_parser("schema", help="print the canonical form's schema")
    form = printed.add_mutually_exclusive_group(required=True)
    form.add_argument("--json", action="store_true", help="as JSON Schema")
    form.add_argument("--xsd", action="store_true", help="as XML Schema")
    commands.add_parser("connectors", help="list the connectors, and how each was last shown to work")
    report = commands.add_parser("report", help="check an expense report (JSON or XML) and print it")
    report.add_argument("file", type=Path)
    report.add_argument("--xml", action="store_true", help="print it as XML; as JSON otherwise")
    return parser


def _convert(file: Path, *, xml: bool) -> int:
    try:
        values = _read(file.read_bytes())
    except (OSError, ValueError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 1
    if found := shape.problems(values):
        print("\n".join(f"{file}: {problem}" for problem in found), file=sys.stderr)
        return 1
    try:
        report = canonical.to_json(canonical.from_json(values))
        print(
            xml_form.to_xml(report) if xml else json.dumps(report, ensure_ascii=False, indent=2),
            end="" if xml else "\n",
        )
    except (ValueError, InvalidOperation) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 1
    return 0


def _read(content: bytes) -> Any:
    """JSON or XML, by how it begins. Raises ValueError."""
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return xml_form.from_xml(text)
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(f"this is neither JSON nor XML: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
