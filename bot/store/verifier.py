"""Checks an export of the audit chain: `python verifier.py EXPORT.jsonl [--head HASH]`.

One file, standard library only, nothing of ours: an auditor can read it whole and run it anywhere. The format is
written down in `docs/audit.md`. Says whether the chain is unbroken and names the first altered entry; says what was
erased, when and on what ground. Ends with 0 for an unbroken chain, 1 for a broken one, 2 when it cannot look.

What it cannot see without `--head`, a hash noted earlier and elsewhere: that entries are missing at the end, or that
somebody rewrote everything from some entry on.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = "expense-assistant-audit/1"

#: What the first entry has for the hash of the one before it.
GENESIS = "0" * 64

#: The action of the entries that say which personal values were erased.
ERASE = "erase"

#: What the hash of an entry is taken over. `values` lies beside it, tied to it by `digests`.
CHAINED = ("seq", "at", "actor", "action", "subject", "content", "digests", "previous")

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Erased:
    """A personal value that is gone for a reason: of which entry, its name, whose it was, when and on what ground."""

    seq: int
    name: str
    person: str
    at: str
    ground: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not as it was written, and what is wrong with it."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` entries from the first on are as they were written, the last of them has the hash `head`."""

    rows: int
    head: str
    broken: Break | None
    erased: tuple[Erased, ...]


class Altered(Exception):
    """Raised by a source of entries that cannot go on; the entry that comes next is the broken one."""


def canonical(value: object) -> str:
    """JSON written one way: sorted keys, no spaces, UTF-8 as is, lone surrogates escaped; a float is a TypeError."""
    _no_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def _no_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a float")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _no_floats(item)


def hash_of(entry: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the canonical JSON of the chained parts of an entry."""
    return hashlib.sha256(canonical({name: entry[name] for name in CHAINED}).encode()).hexdigest()


def digest_of(salt: str, name: str, person: str, value: object) -> str:
    """HMAC-SHA-256, in hex, of name, person and value under the salt: proves the value, tells nothing without it."""
    return hmac.new(bytes.fromhex(salt), canonical([name, person, value]).encode(), "sha256").hexdigest()


def check(entries: Iterable[Mapping[str, Any]], noted: str = "") -> Verdict:
    """Follow the chain to its end or to the first entry that is not as it was written.

    `noted` is a head that was written down earlier: the chain has to contain it, or entries at its end are gone.
    """
    rows, before, previous = 0, GENESIS, GENESIS  # how many are right, and the hashes of the last two of them
    seen = noted in ("", GENESIS)
    gone: dict[tuple[int, str], Erased] = {}  # erased values, and the ones of them that an entry speaks for
    known: dict[tuple[int, str], Erased] = {}
    broken = None
    source = iter(entries)
    while broken is None:
        try:
            entry = next(source)
        except StopIteration:
            break
        except Altered as error:
            broken = Break(rows + 1, str(error))
            break
        try:
            why = _chain(entry, rows + 1)
            if not why and entry["previous"] != previous:
                # It is as it was written, and was written after another one: that was altered and given a new hash.
                broken = Break(
                    rows, "it was altered and its hash made anew: the entry after it was chained to another hash"
                )
                rows, previous = rows - 1, before
                break
            why = why or _values(entry, gone) or _erasure(entry, gone, known)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            why = f"this is no entry ({type(error).__name__}: {error})"
        if why:
            broken = Break(rows + 1, why)
        else:
            rows, before, previous = rows + 1, previous, entry["hash"]
            seen = seen or previous == noted
    if broken is None and (left := sorted(gone.keys() - known.keys())):
        seq, name = left[0]
        broken = Break(seq, f"the value {name!r} is gone, and no entry says that it was erased then and on that ground")
    if broken is None and not seen:
        broken = Break(rows + 1, f"the chain ends after entry {rows} and does not contain the noted head {noted}")
    return Verdict(rows, previous, broken, tuple(known[key] for key in sorted(known)))


def _chain(entry: Mapping[str, Any], seq: int) -> str:
    """What is wrong with the entry's place or content; empty when nothing is."""
    if set(entry) != {*CHAINED, "hash", "values"}:
        return "it has other parts than an entry has"
    if entry["seq"] != seq:
        return f"entry {entry['seq']} stands in its place: entries were removed, added or moved"
    if entry["hash"] != hash_of(entry):
        return "its content is not what its hash was taken over"
    if seq == 1 and entry["previous"] != GENESIS:
        return "it is the first and follows another one"
    return ""


def _values(entry: Mapping[str, Any], gone: dict[tuple[int, str], Erased]) -> str:
    """Every digest has its value, or the mark that it was erased, which goes to `gone`; and there is no other value."""
    values, digests = entry["values"], entry["digests"]
    if set(values) != set(digests):
        names = ", ".join(sorted(set(values) ^ set(digests)))
        return f"personal values were removed or added: {names}"
    for name, value in values.items():
        if set(value) == {"person", "erased_at", "ground"}:
            erased = Erased(entry["seq"], name, value["person"], value["erased_at"], value["ground"])
            gone[entry["seq"], name] = erased
        elif set(value) != {"person", "salt", "value"}:
            return f"the value {name!r} has other parts than a value has"
        elif digest_of(value["salt"], name, value["person"], value["value"]) != digests[name]:
            return f"the value {name!r} is not what its digest was taken over"
    return ""


def _erasure(
    entry: Mapping[str, Any], gone: Mapping[tuple[int, str], Erased], known: dict[tuple[int, str], Erased]
) -> str:
    """An entry about an erasure speaks for values that are gone since then, on its ground."""
    if entry["action"] != ERASE:
        return ""
    content = entry["content"]
    for name, numbers in content["values"].items():
        for seq in numbers:
            mark = Erased(seq, name, content["person"], entry["at"], content["ground"])
            if gone.get((seq, name)) != mark:
                return f"it says that the value {name!r} of entry {seq} was erased, which is not what stands there"
            known[seq, name] = mark
    return ""


def read(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """The entries of an export, one JSON value a line: the format, the entries, and the end with count and head."""
    source, rows, head = iter(lines), 0, GENESIS
    if _parsed(next(source, "")) != {"format": FORMAT}:
        raise Altered(f"the first line is not the format {FORMAT}")
    for line in source:
        entry = _parsed(line)
        if "end" in entry:
            if entry != {"end": rows, "head": head}:
                raise Altered("the last line does not fit the entries before it")
            if next(source, None) is not None:
                raise Altered("something follows the last line")
            return
        yield entry
        rows, head = rows + 1, entry["hash"]
    raise Altered("the last line is missing: the export is not whole")


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
        if isinstance(value, dict) and canonical(value) == line.rstrip("\r\n"):
            return value
    except (ValueError, TypeError, RecursionError) as error:
        raise Altered(f"a line that cannot be read ({type(error).__name__})") from error
    raise Altered("a line that is not written the one way in which an export writes it")


def told(verdict: Verdict) -> list[str]:
    """The verdict in words, a line each: what was erased, and whether the chain is unbroken or where it breaks."""
    lines = [
        f"erased: entry {erased.seq}, value {erased.name!r} of {erased.person}, "
        f"on {erased.at}, on the ground: {erased.ground}"
        for erased in verdict.erased
    ]
    if verdict.broken:
        return [*lines, f"BROKEN at entry {verdict.broken.seq}: {verdict.broken.why}"]
    return [*lines, f"unbroken: {verdict.rows} entries, head {verdict.head}"]


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Check an export of the audit chain.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--head", default="", metavar="HASH", help="a head noted earlier, which must be in the chain")
    given = parser.parse_args(arguments)
    try:
        with given.export.open(encoding="utf-8", newline="\n") as lines:
            verdict = check(read(lines), given.head)
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read {given.export}: {error}", file=sys.stderr)
        return 2
    print("\n".join(told(verdict)))
    return 1 if verdict.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
