"""Who issued an invoice with a text layer, and its number: by captions, forms of companies and places. Pure.

English, German, French, Dutch, Spanish and Italian captions. Unlike on a receipt, the first name on the page is as
often the buyer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.page import Line, Word, around
from ocr.reading import Box

#: Words are of one cell when the gap between them is smaller than this many heights of the line.
_GAP = 1.1

_LEGAL = re.compile(
    r"\b(G[mM][bB][hH]|mbH|AG|KG|OHG|UG|e\.\s?K\.?|SE|L[tT][dD]\.?|Limited|LIMITED|I[nN][cC]\.?|LLC|LLP|PLC|Corp\.?"
    r"|Pty|Pte|B\.\s?V\.?|N\.\s?V\.?|V\.O\.F\.?|S\.?A\.?R\.?L\.?|Sarl|S\.?A\.?S\.?|S\.?A\.?|EURL|S\.?L\.?U?\.?"
    r"|S\.?r\.?l\.?|S\.?p\.?A\.?|ApS|A/S|AB|Oy|AS|Sp\.\s?z\s?o\.\s?o\.)(?=$|[\s,;|)])"
)
_SELLER = re.compile(
    r"(?:\bsold by\b|(?:\btitulaire du compte|\bkontoinhaber(?:in)?|\baccount (?:holder|name)|\brekeninghouder"
    r"|\bservice provider|\bseller|\bvendor|\bsupplier|\bissued by|\bissuer|\bverkäufer|\brechnungssteller"
    r"|\blieferant|\bleverancier|\bverkoper|\bfournisseur|\bvendeur|\bproveedor|\bvendedor|\bfornitore"
    r"|\bvenditore)\s*:)\s*",
    re.IGNORECASE,
)
_BUYER = re.compile(
    r"\b(?:bill(?:ed)?\s?to|invoice\s?to|sold\s?to|ship(?:ped)?\s?to|deliver(?:y|ed)?\s?(?:to|address)"
    r"|billing address|customer|client|buyer|attn|t\.?a\.?v|rechnungsadresse|rechnungsempfänger|lieferadresse|kunde"
    r"|käufer|factuuradres|afleveradres|bezorgadres|klant|factur(?:é|e)e? (?:à|a)|adresse de (?:facturation|livraison)"
    r"|acheteur|destinataire|cliente|destinatario)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\bIBAN\b|\bBIC\b|\bSWIFT\b|\bVAT\b|\bTVA\b|\bBTW\b|\bMwSt\b|\bUSt|\bRCS\b|\bHRB\b|\bSiret\b"
    r"|\btotal|\btotaa?l|invoice|rechnung|facture|factuur|\bpage\b|\bseite\b|\bdate\b|\bdatum\b|\btel\b|\bfax\b|capital"
    r"|€|\$|£|%",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"\bIBAN\b|\bSiret\b|\bRCS\b|\bHRB\b|\bKvK\b|registered (?:office|in)|siège social|ust-?id|vat (?:no|reg|id)"
    r"|tva (?:n|intra)|btw[ -]|geschäftsführer|amtsgericht|handelsregister",
    re.IGNORECASE,
)
_INVOICE = r"invoice|rechnung|factuur|facture|factura|fattura|faktura"
_NUMBERED = re.compile(
    rf"(?:(?:\b|\w)(?:{_INVOICE})s?\s?[-.]?\s?(?:number|nummer|numero|no\b|nr\b|num\b|id\b|n[°º]|#)"
    r"|num[ée]ro de (?:la )?facture|n[úu]mero de factura|numero fattura|\bbeleg-?\s?(?:nummer|nr)|\b(?:re|rg)-?\s?nr\b)"
    r"\.?\s*(?:[:：#]\s*|\.\s+)?(?P<number>[A-Za-z0-9][A-Za-z0-9/_.\-]*)?",
    re.IGNORECASE,
)
#: A heading that names its own number: "Facture FA-2017-0010".
_HEADING = re.compile(rf"^(?:{_INVOICE})\s+(?P<number>[A-Z]{{0,6}}[-/]?\d[\dA-Z/_.\-]{{3,}})$", re.IGNORECASE)
_BARE = re.compile(rf"^(?:{_INVOICE})(?:\s?[-.]?\s?(?:number|nummer|no|nr|n[°º]|#))?\.?:?$", re.IGNORECASE)
_DAY = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand close together, as in a column."""

    text: str
    box: Box
    line: int


@dataclass(frozen=True, slots=True)
class SellerFound:
    """A name that may be the seller's. `score` of 3 and more is a good reason, less a guess."""

    value: str
    score: float
    box: Box


def cells(rows: Sequence[Line], shape: float) -> list[list[Cell]]:
    """Each line in cells; `shape` is the page's width over its height."""
    return [list(_cells(row, shape)) for row in rows]


def numbers(table: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """What stands behind or below a caption of the invoice's number, the surest first."""
    below: list[Cell] = []
    for at, row in enumerate(table):
        line = " ".join(cell.text for cell in row)
        for match in _NUMBERED.finditer(line):
            number = match["number"]
            if number and _is_number(number):
                yield Cell(number.rstrip(".,-/"), _box_of(row, number), at)
        for cell in row:
            heading = _HEADING.match(cell.text)
            if heading and _is_number(heading["number"]):
                below.append(Cell(heading["number"], cell.box, at))
        below += [
            under
            for cell in row
            if _BARE.match(cell.text) and (under := _under(table, at, cell)) is not None and _is_number(under.text)
        ]
    yield from below


def sellers(table: Sequence[Sequence[Cell]], domains: Sequence[str] = ()) -> list[SellerFound]:
    """Names that may be the seller's, best first; `domains` are names of web and mail addresses on the page."""
    scores: dict[str, tuple[float, Cell, str]] = {}
    buyers = _buyers(table)
    registered = [at for at, row in enumerate(table) if any(_REGISTERED.search(cell.text) for cell in row)]
    for at, row in enumerate(table):
        for cell in row:
            for name, score in _names(table, at, cell):
                if any(_holds(area, cell.box) for area in buyers) or _BUYER.match(cell.text):
                    score -= 4.0
                if any(abs(at - other) <= 3 for other in registered):
                    score += 0.5
                if any(domain in re.sub(r"[\W_]", "", name).lower() for domain in domains):
                    score += 1.0
                key = re.sub(r"[\W_]", "", name).casefold()
                known = scores.get(key)
                if known is None:
                    scores[key] = (score, cell, name)
                else:
                    # Printed again: whoever is named twice is more likely the one who prints.
                    best = max(known, (score, cell, name), key=lambda one: one[0])
                    scores[key] = (best[0] + 0.5, best[1], best[2])
    found = [SellerFound(name, score, cell.box) for score, cell, name in scores.values() if score > 0]
    return sorted(found, key=lambda one: -one.score)


def _names(table: Sequence[Sequence[Cell]], at: int, cell: Cell) -> Iterator[tuple[str, float]]:
    """Names in a cell and how good the reason is: a caption before it, or the form of a company in it."""
    said = _SELLER.search(cell.text)
    if said is not None:
        name = cell.text[said.end() :].strip()
        under = None if name else _under(table, at, cell)
        if under is not None and len(table[under.line]) == 1:  # beside something else it is a caption itself
            name = under.text
        # "… the issuer: see below" goes on in small letters.
        if _is_name(name) and not name[0].islower():
            yield _trimmed(name), 4.5 if _LEGAL.search(name) else 3.5
    legal = _LEGAL.search(cell.text)
    if legal is not None:
        name = cell.text[: legal.end()]
        if said is not None and said.end() < legal.start():
            name = name[said.end() :]
        if _is_name(name) and len(re.sub(r"\W", "", name[: legal.start()])) >= 3 and len(name.split()) <= 8:
            yield _trimmed(name), 3.0


def _trimmed(name: str) -> str:
    """The name up to what is printed behind it: an address after a dash or a bullet."""
    return re.split(r"\s[-–•·|]\s", name)[0].strip(" ,;:-–•·|")


def _is_name(text: str) -> bool:
    return 3 <= len(text) <= 80 and not _NO_NAME.search(text) and sum(sign.isalpha() for sign in text) >= 3


def _is_number(text: str) -> bool:
    text = text.rstrip(".,-/")
    return (
        3 <= len(text) <= 40 and any(sign.isdigit() for sign in text) and not _DAY.fullmatch(text) and " " not in text
    )


def _buyers(table: Sequence[Sequence[Cell]]) -> list[Box]:
    """Where addresses of buyers stand: from their caption down five lines, in its column."""
    areas = []
    for at, row in enumerate(table):
        for place, cell in enumerate(row):
            if _BUYER.match(cell.text):
                right = row[place + 1].box.left if place + 1 < len(row) else 1.0
                # "Customer | Date | Number" heads a table of one row, no address.
                depth = 1 if len(row) > 2 and " " not in cell.text else 5
                last = table[min(at + depth, len(table) - 1)]
                bottom = max([one.box.bottom for one in last], default=cell.box.bottom)
                areas.append(Box(max(0.0, cell.box.left - 0.02), cell.box.top, right, max(bottom, cell.box.bottom)))
    return areas


def _holds(area: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return area.left <= box.left < area.right and area.top <= middle <= area.bottom


def _under(table: Sequence[Sequence[Cell]], at: int, cell: Cell) -> Cell | None:
    """What stands in the column below a cell, at most two lines further down."""
    for row in table[at + 1 : at + 3]:
        for other in row:
            if min(cell.box.right, other.box.right) - max(cell.box.left, other.box.left) > 0:
                return other
    return None


def _cells(row: Line, shape: float) -> Iterator[Cell]:
    run: list[Word] = []
    for word in row.words:
        if run and (word.box.left - run[-1].box.right) * shape > _GAP * (word.box.bottom - word.box.top):
            yield _cell(run, row.number)
            run = []
        run.append(word)
    if run:
        yield _cell(run, row.number)


def _cell(words: Sequence[Word], line: int) -> Cell:
    return Cell(" ".join(word.text for word in words), around(word.box for word in words), line)


def _box_of(row: Sequence[Cell], text: str) -> Box:
    return next((cell.box for cell in row if text in cell.text), row[0].box)
