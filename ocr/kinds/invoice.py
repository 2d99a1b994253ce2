"""Invoices of companies in files with a text layer, in the languages of Europe: what the receipt's rules say of the
amounts, with the number, the issuer and the date of issue by their captions.

Its letters are exact, so what can be wrong is the choice alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ocr.checks import CHECK_DIGIT, NET_TAX, equal
from ocr.fields.amounts import amounts
from ocr.fields.dates import dates
from ocr.fields.keys import check_digit
from ocr.fields.sellers import Cell, SellerFound, cells, numbers, sellers
from ocr.kinds import receipt
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, Reading, Where

name = "invoice"

_ISSUED = re.compile(
    r"(?:invoice|rechnung|facture|factuur)\b.{1,40}\b(?:vom|issued (?:at|on)|dated|du|van)\b"
    r"|(?:invoice|issue|billing) date|date of (?:issue|invoice)|issued (?:at|on)|rechnungsdatum|factuur ?datum"
    r"|date de (?:la )?factur|date d.émission|fecha de (?:factura|emisión)|data (?:fattura|emissione)|date facture",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:^|\b)(?:date|datum|data|fecha)\s*:", re.IGNORECASE)
_OTHER = re.compile(
    r"due|deliver|order|shipp|service|fällig|liefer|bestell|leistung|verval|lever|échéance|livraison|commande|vencimiento"
    r"|scadenza",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([\w.-]+)", re.IGNORECASE)
_COUNTRIES = "AT|BE|CHE|CZ|DE|DK|ES|FI|FR|GB|IE|IT|LU|NL|PL|PT|SE"
_VAT_NUMBER = re.compile(
    r"(?:vat|tva|btw|ust|mwst|iva|uid)[\w .°/-]{0,20}?[:\s]+"
    rf"((?:{_COUNTRIES})[0-9A-Z ]{{8,14}}?)(?![0-9A-Z])",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:your|uw|ihre?|votre|customer|client|klant|kunde)\b", re.IGNORECASE)
_GOOD = 3.0
#: A seller of whom the text gives no good reason is believed less than this.
DOUBTFUL = 0.5


def recognises(page: Page) -> bool:
    """A text layer, and a number with the caption of an invoice's number; not on a Chinese form."""
    if page.how not in ("pdf text", "ofd text"):
        return False
    return next(numbers(cells(lines(page), page.width / page.height)), None) is not None


def read(page: Page) -> Reading:
    """Issuer, number, date of issue, total, net, tax and currency, without grades."""
    rows = lines(page)
    table = cells(rows, page.width / page.height)
    base = receipt.read(page)
    fields = {key: found for key, found in base.fields.items() if key != "merchant"}
    checks = list(base.checks)

    number = next(numbers(table), None)
    if number is not None:
        fields["invoice_number"] = Field(number.text, 0.9, page.how, Where(0, number.box), number.text)
    day = _issued(rows, fields)
    if day is not None:
        fields["date"] = day
    _read_seller(page, table, base, fields)
    vat = _vat_number(table)
    if vat is not None:
        text = re.sub(r"\s", "", vat.text).upper()
        fields["seller_tax_number"] = Field(text, 0.85, page.how, Where(0, vat.box), vat.text)
        checks = [one for one in checks if one.name != CHECK_DIGIT]
        if (holds := check_digit(text)) is not None:
            checks.append(Check(CHECK_DIGIT, ("seller_tax_number",), holds))
    if "tax" in fields:
        # Invoices print a tax beside every item: without its net it is asked about.
        fields["tax"] = replace(fields["tax"], confidence=min(0.5, fields["tax"].confidence))
    checks += _read_taxes(rows, fields)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _read_seller(page: Page, table: list[list[Cell]], base: Reading, fields: dict[str, Field]) -> None:
    domains = [
        part for match in _DOMAIN.finditer(page.text) for part in match[1].lower().split(".")[:-1] if len(part) > 3
    ]
    found: list[SellerFound] = sellers(table, domains)
    if found and found[0].score >= _GOOD:
        clear = len(found) == 1 or found[0].score >= found[1].score + 0.5
        others = tuple(one.value for one in found[1:4])
        sure = 0.85 if clear else 0.5
        fields["merchant"] = Field(found[0].value, sure, page.how, Where(0, found[0].box), found[0].value, others)
    elif "merchant" in base.fields:
        # No reason but its place: asked about.
        guess = base.fields["merchant"]
        fields["merchant"] = replace(guess, confidence=min(0.4, guess.confidence))


def _issued(rows: tuple[Line, ...], fields: Mapping[str, Field]) -> Field | None:
    """The date with a caption of issue on its line before it; None where there is none."""
    currency = fields.get("currency")
    best: Field | None = None
    for pattern in (_ISSUED, _PLAIN):
        for row in rows:
            caption = pattern.search(row.text)
            if caption is None or _OTHER.search(row.text[: caption.end()]):
                continue
            for one in dates([row], str(currency.value) if currency else None):
                certain = one.other is None
                found = Field(one.value, 0.9 if certain else 0.5, "pdf text", Where(0, one.box), one.text)
                best = best or replace(found, candidates=() if one.other is None else (one.other,))
    return best


def _read_taxes(rows: tuple[Line, ...], fields: dict[str, Field]) -> list[Check]:
    """Net and tax: two printed amounts that add up to the total, the tax by its label or because no other two do."""
    total = fields.get("total")
    if total is None or not isinstance(total.value, Decimal) or total.value <= 0:
        return []
    printed = [one for one in amounts(rows) if one.exact and 0 < one.value < total.value]
    values = {one.value for one in printed}
    pairs = [one for one in printed if total.value - one.value in values and one.value * 2 < total.value]
    labelled = [one for one in pairs if one.label == "tax"]
    taxes = {one.value for one in labelled} or {one.value for one in pairs}
    if len(taxes) != 1:
        return []
    tax = (labelled or pairs)[-1]
    net = next(one for one in reversed(printed) if one.value == total.value - tax.value)
    for key, one in (("tax", tax), ("net", net)):
        fields[key] = Field(one.value, 0.85, total.how, Where(0, one.box), one.text)
    # Any two of many amounts may add up by chance; with the label of a tax they are a proof.
    return [equal(NET_TAX, ("net", "tax", "total"), net.value + tax.value, total.value)] if labelled else []


def _vat_number(table: list[list[Cell]]) -> Cell | None:
    for row in table:
        for cell in row:
            match = _VAT_NUMBER.search(cell.text)
            if match and not _THEIRS.search(cell.text):
                return Cell(match[1].strip(), cell.box, cell.line)
    return None
