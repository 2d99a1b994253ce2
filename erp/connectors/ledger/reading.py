"""Beancount text in, values out: the entries that carry one reference, as the file says them now. Pure.

Made for a ledger that people edit by hand, and for one question above all: is this reference in it? So it errs towards
finding. Strings do not run over lines (ours never do), so that one forgotten quotation mark spoils one entry and
not the rest of the file; and an entry that mentions the reference but cannot be understood is `Unreadable`, never
"not there".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from erp.connectors.ledger.amounts import Sum, Unreadable

_HEADER = re.compile(rb"[ \t]*\d{4}[-/]\d{1,2}[-/]\d{1,2}[ \t]+\S")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+)|(?P<comment>;.*)|(?P<string>"(?:[^"\\]|\\.)*")|(?P<link>\^[A-Za-z0-9\-_/.]+)
    |(?P<tag>\#[A-Za-z0-9\-_/.]+)|(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})|(?P<key>[a-z][A-Za-z0-9\-_]*:(?=\s|$))
    |(?P<account>[^\W\d_][\w\-]*(?::[\w\-]+)+)|(?P<number>\d[\d,]*(?:\.\d*)?|\.\d+)
    |(?P<currency>[A-Z][A-Z0-9'._\-]*(?![\w:]))|(?P<word>[a-z]+)|(?P<sign>@@|\{\{|\}\}|[-+*/()@{}|~!&?%,'\#])""",
    re.VERBOSE,
)
_CARRIED = re.compile(rb'(?:\^|(?:reference|reverses):[ \t]*")([A-Z0-9-]{1,16})(?![A-Za-z0-9\-_/.])')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting. `amount` and `currency` as written or, where left out, what balances the entry.

    `weight` is what it counts for with its price: amount and currency.
    """

    account: str
    amount: Decimal
    currency: str
    weight: tuple[Decimal, str]
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction; `place` is `file:line`."""

    place: str
    on: date
    payee: str
    narration: str
    links: frozenset[str]
    metadata: dict[str, str]
    postings: tuple[Posting, ...]

    def belongs_to(self, reference: str) -> bool:
        """Whether the link or the metadata names the reference."""
        return reference in self.links or reference in (
            self.metadata.get("reference"),
            self.metadata.get("reverses"),
        )


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A `document` directive."""

    place: str
    path: str
    links: frozenset[str]

    def belongs_to(self, reference: str) -> bool:
        """Whether the link names the reference."""
        return reference in self.links


Entry = Transaction | AttachedFile
Token = tuple[str, str]


def entries_with(reference: str, name: str, content: bytes) -> Iterator[Entry]:
    """The transactions and document directives of one file that carry the reference, in the file's order.

    `name` is how the file is called in messages. Costs a search of the bytes; only hits are read. Raises Unreadable.
    """
    for place, chunk in _chunks(_positions(reference.encode(), content), name, content):
        entry = read_entry(place, chunk)
        if entry is not None and entry.belongs_to(reference):
            yield entry


def references_in(content: bytes) -> set[str]:
    """Everything in one file that could be a claim reference: as a link or as metadata, in comments too."""
    return {match[1].decode("ascii") for match in _CARRIED.finditer(content)}


def entries_by_reference(name: str, content: bytes) -> Iterator[tuple[str, Entry | Unreadable]]:
    """Every reference of one file with each entry that carries it, or with why that entry cannot be read."""
    for place, chunk in _chunks((match.start() for match in _CARRIED.finditer(content)), name, content):
        mentioned = references_in(chunk)
        try:
            entry = read_entry(place, chunk)
        except Unreadable as error:
            yield from ((reference, error) for reference in sorted(mentioned))
            continue
        if entry is not None:
            yield from ((reference, entry) for reference in sorted(mentioned) if entry.belongs_to(reference))


def _positions(text: bytes, content: bytes) -> Iterator[int]:
    """Where the text is. Searched as bytes, which is many times as fast as a pattern."""
    position = content.find(text)
    while position >= 0:
        yield position
        position = content.find(text, position + 1)


def _chunks(positions: Iterable[int], name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Place and bytes of every entry that holds one of the positions, which ascend."""
    end = counted = 0
    line = 1
    for position in positions:
        if position < end:
            continue
        chunk = _chunk_around(content, position)
        if chunk is None:
            continue
        start, end = chunk
        line += content.count(b"\n", counted, start)
        counted = start
        yield f"{name}:{line}", content[start:end]


def _chunk_around(content: bytes, position: int) -> tuple[int, int] | None:
    """Start and end of the entry that holds the position; None in a comment or between entries."""
    start = content.rfind(b"\n", 0, position) + 1
    while not _HEADER.match(content, start):
        # An entry goes on in indented lines; anything else ends it.
        if content[start : start + 1] not in (b" ", b"\t") or not start:
            return None
        start = content.rfind(b"\n", 0, start - 1) + 1
    end = content.find(b"\n", start) + 1 or len(content)
    while content[end : end + 1] in (b" ", b"\t") and not _HEADER.match(content, end):
        end = content.find(b"\n", end) + 1 or len(content)
    return start, end


def read_entry(place: str, chunk: bytes) -> Entry | None:
    """One entry, from its date to its last indented line; None for a directive of another kind. Raises Unreadable."""
    try:
        lines = chunk.decode("utf-8").rstrip("\n").split("\n")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{place}: not UTF-8 text") from error
    header = _tokens(place, lines[0])
    on = _date(place, header[0][1])
    kind = header[1] if len(header) > 1 else ("", "")
    if kind == ("word", "document"):
        path = next((_unquoted(text) for what, text in header if what == "string"), "")
        return AttachedFile(place, path, _links(header))
    if kind[0] == "word" and kind[1] != "txn":
        return None
    return _transaction(place, on, header, lines[1:])


def _transaction(place: str, on: date, header: list[Token], lines: list[str]) -> Transaction:
    texts = [_unquoted(text) for kind, text in header if kind == "string"]
    links = _links(header)
    metadata: dict[str, str] = {}
    postings: list[_Written] = []
    for line in lines:
        tokens = _tokens(place, line)
        if not tokens:
            continue
        if tokens[0][0] == "key":
            (postings[-1].metadata if postings else metadata)[tokens[0][1][:-1]] = _value(tokens[1:])
        elif tokens[0][0] in ("link", "tag"):
            links |= _links(tokens)
        else:
            postings.append(_written(place, tokens))
    return Transaction(
        place=place,
        on=on,
        payee=texts[0] if len(texts) > 1 else "",
        narration=texts[-1] if texts else "",
        links=links,
        metadata=metadata,
        postings=_balanced(place, postings),
    )


def _tokens(place: str, line: str) -> list[Token]:
    """The line's tokens without spaces and comment."""
    tokens: list[Token] = []
    position = 0
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None or match.lastgroup is None:
            raise Unreadable(f"{place}: cannot read {line[position : position + 20]!r} in {line.strip()!r}")
        if match.lastgroup not in ("space", "comment"):
            tokens.append((match.lastgroup, match.group()))
        position = match.end()
    return tokens


def _links(tokens: list[Token]) -> frozenset[str]:
    return frozenset(text[1:] for kind, text in tokens if kind == "link")


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match.group(1), match.group(1)), text[1:-1])


def _value(tokens: list[Token]) -> str:
    return " ".join(_unquoted(text) if kind == "string" else text for kind, text in tokens)


def _date(place: str, text: str) -> date:
    try:
        year, month, day = (int(part) for part in re.split("[-/]", text))
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(f"{place}: {text} is not a date") from error


@dataclass(frozen=True, slots=True)
class _Written:
    """A posting before missing amounts are filled in; `weight` is None where only Beancount can tell it (a cost)."""

    account: str
    amount: Decimal | None
    currency: str
    weight: tuple[Decimal, str] | None
    metadata: dict[str, str] = field(default_factory=dict)


def _written(place: str, tokens: list[Token]) -> _Written:
    # A flag may stand before the account.
    rest = tokens[1:] if tokens[0][0] in ("sign", "currency") else tokens
    if not rest or rest[0][0] != "account":
        raise Unreadable(f"{place}: cannot read the posting {' '.join(text for _, text in tokens)!r}")
    account = rest[0][1]
    amount, currency, rest = _amount(place, rest[1:])
    if amount is None or not rest:
        return _Written(account, amount, currency, None if amount is None else (amount, currency))
    if rest[0][1] not in ("@", "@@"):
        return _Written(account, amount, currency, None)
    price, price_currency, after = _amount(place, rest[1:])
    if price is None or after:
        return _Written(account, amount, currency, None)
    value = price * amount if rest[0][1] == "@" else price.copy_sign(amount)
    return _Written(account, amount, currency, (value, price_currency))


def _amount(place: str, tokens: list[Token]) -> tuple[Decimal | None, str, list[Token]]:
    """Amount, currency and what follows; amount None where none is written."""
    end = next((index for index, (kind, _) in enumerate(tokens) if kind == "currency"), None)
    if end is None or not end:
        return None, "", tokens
    return Sum(place, [text for _, text in tokens[:end]]).value(), tokens[end][1], tokens[end + 1 :]


def _balanced(place: str, written: list[_Written]) -> tuple[Posting, ...]:
    """The postings with the one amount that may be left out."""
    open_ones = [posting for posting in written if posting.amount is None]
    if len(open_ones) > 1 or (open_ones and any(p.weight is None for p in written if p.amount is not None)):
        raise Unreadable(f"{place}: an amount is missing")
    sums: dict[str, Decimal] = {}
    for posting in written:
        if posting.weight is not None:
            sums[posting.weight[1]] = sums.get(posting.weight[1], Decimal(0)) + posting.weight[0]
    unbalanced = [(-total, currency) for currency, total in sums.items() if total] or [(Decimal(0), "")]
    if open_ones and len(unbalanced) > 1:
        raise Unreadable(f"{place}: an amount is missing, in several currencies")
    return tuple(
        Posting(p.account, *unbalanced[0], weight=unbalanced[0], metadata=p.metadata)
        if p.amount is None
        else Posting(p.account, p.amount, p.currency, p.weight or (p.amount, p.currency), p.metadata)
        for p in written
    )
