"""Electronic rail tickets and air itineraries of China as data: the XBRL that their OFD or PDF carries inside.

Names after the Ministry of Finance's standard of accounting data in electronic vouchers (taxonomies `rai`, `atr`), as
publicly described; not checked against its text. A ticket is told by the element of its number. The rail page does not
print its tax: it stands here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ocr.checks import FORM, SUM, equal
from ocr.data.facts import fields, money, percent, sums
from ocr.element import Element
from ocr.kinds import rail_einvoice, train_ticket
from ocr.reading import Check, Field, How, Reading

roots = frozenset({"xbrl"})

#: What both call the same, then the names of each.
_BUYER = {"buyer": ("NameOfPurchaser",), "buyer_tax_number": ("UnifiedSocialCreditCodeOfPurchaser",)}
_RAIL = _BUYER | {
    "invoice_number": ("ElectronicInvoiceRailwayETicketNumber",),
    # The day of travel, as on paper; a ticket that was given back has none.
    "date": ("TravelDate", "DateOfIssue"),
    "merchant": ("IssueParty",),
    "seller_tax_number": ("IssuePartyCode",),
    "total": ("Fare",),
    "net": ("TotalAmountExcludingTax",),
    "tax": ("TaxAmount",),
    "traveller": ("Name",),
}
_AIR = _BUYER | {
    "invoice_number": ("ElectronicInvoiceAirTransportReceiptNumber",),
    "date": ("IssueDate",),
    "merchant": ("NameOfSeller", "IssueParty"),
    "seller_tax_number": ("UnifiedSocialCreditCodeOfSeller",),
    "total": ("TotalAmount",),
    "tax": ("VatTaxAmount",),
    "traveller": ("PassengerName",),
}
#: The tax is worked out from the first two; the others are not part of what is taxed.
_TAXED, _UNTAXED = ("Fare", "FuelSurcharge"), ("CivilAviationDevelopmentFund", "OtherTaxes")
_AIR_KIND = "air_itinerary"


def read(root: Element, how: How) -> Reading:
    """Number, date, seller as far as it is said, buyer, traveller, fare and fees as the total, net, tax and rate.

    Of an itinerary the net amount is fare and fuel surcharge, without the development fund. An instance of another
    voucher says no total here.
    """
    said: dict[str, str] = {}
    for one in root.walk():
        if one.text:
            said.setdefault(one.name, one.text)
    if "ElectronicInvoiceAirTransportReceiptNumber" in said:
        return _itinerary(said, how)
    found = _fields(said, _RAIL, "TaxRate", how) if "ElectronicInvoiceRailwayETicketNumber" in said else {}
    given_back = bool(found) and not said.get("TravelDate")
    return Reading(
        rail_einvoice.fee if given_back else train_ticket.name, found, checks=(*sums(found), *_in_yuan(found))
    )


def _itinerary(said: Mapping[str, str], how: How) -> Reading:
    found = _fields(said, _AIR, "VatRate", how)
    taxed, untaxed = ([money(said.get(name, "0")) for name in names] for names in (_TAXED, _UNTAXED))
    checks = list(_in_yuan(found))
    if "Fare" in said and None not in taxed:
        net = sum((one for one in taxed if one is not None), Decimal(0))
        found["net"] = Field(net, 1.0, how, text=" + ".join(said[name] for name in _TAXED if name in said))
        total, tax = (found[name].value if name in found else Decimal(0) for name in ("total", "tax"))
        if isinstance(total, Decimal) and isinstance(tax, Decimal):
            whole = net + tax + sum((one for one in untaxed if one is not None), Decimal(0))
            checks.append(equal(SUM, ("net", "tax", "total"), whole, total))
    return Reading(_AIR_KIND, found, checks=tuple(checks))


def _fields(said: Mapping[str, str], names: Mapping[str, tuple[str, ...]], rate: str, how: How) -> dict[str, Field]:
    texts = {name: next((said[one] for one in ones if said.get(one)), "") for name, ones in names.items()}
    found = fields(texts, how)
    if (value := percent([said.get(rate, "")])) is not None:
        found["tax_rate"] = Field(value, 1.0, how)
    if found:
        found["currency"] = Field("CNY", 1.0, how)  # the form has no other
    return found


def _in_yuan(found: Mapping[str, Field]) -> tuple[Check, ...]:
    return (Check(FORM, ("currency",), True),) if found else ()
