"""UBL 2.1: invoices and credit notes of Peppol, XRechnung and others (EN 16931)."""

from __future__ import annotations

import re

from ocr.data.facts import fields, in_currency, line_item, payment, percent, signed, sums
from ocr.element import Element
from ocr.kinds import invoice
from ocr.reading import Field, How, LineItem, Reading

roots = frozenset({"Invoice", "CreditNote"})


def read(root: Element, how: How) -> Reading:
    """Seller, buyer, their VAT numbers, number, date, net, tax, rate, total and currency; credit notes are negative."""
    seller = root.first("AccountingSupplierParty", "Party") or Element("")
    buyer = root.first("AccountingCustomerParty", "Party") or Element("")
    totals = root.first("LegalMonetaryTotal") or Element("")
    currency = root.said("DocumentCurrencyCode")
    sign = "-" if root.name == "CreditNote" or root.said("InvoiceTypeCode") == "381" else ""
    found = fields(
        {
            "merchant": _name(seller),
            "seller_tax_number": _tax_number(seller),
            "buyer": _name(buyer),
            "buyer_tax_number": _tax_number(buyer),
            "invoice_number": root.said("ID"),
            "date": root.said("IssueDate"),
            "total": signed(sign, totals.said("TaxInclusiveAmount") or totals.said("PayableAmount")),
            "net": signed(sign, totals.said("TaxExclusiveAmount")),
            "tax": signed(sign, in_currency(root, currency, "TaxTotal", "TaxAmount")),
            "currency": currency,
            "payment_method": payment(one.said("PaymentMeansCode") for one in root.every("PaymentMeans")),
        },
        how,
    )
    subtotals = root.every("TaxTotal", "TaxSubtotal", "TaxCategory")
    rate = percent(one.said("Percent") for one in subtotals)
    if rate is not None:
        found["tax_rate"] = Field(rate, 1.0, how)
    lines = [*root.every("InvoiceLine"), *root.every("CreditNoteLine")]
    items = tuple(item for one in lines if (item := _item(one)) is not None)
    return Reading(kind=invoice.name, fields=found, checks=sums(found), items=items)


def _name(party: Element) -> str:
    """The name it is registered under, else the one it trades by."""
    return party.said("PartyLegalEntity", "RegistrationName") or party.said("PartyName", "Name")


def _tax_number(party: Element) -> str:
    """The VAT number, else any other tax number; some write words of approval there instead."""
    every = list(party.every("PartyTaxScheme"))
    vat = [one.said("CompanyID") for one in every if one.said("TaxScheme", "ID") == "VAT"]
    return next((one for one in [*vat, *(one.said("CompanyID") for one in every)] if re.search(r"\d", one)), "")


def _item(one: Element) -> LineItem | None:
    quantity = one.said("InvoicedQuantity") or one.said("CreditedQuantity")
    return line_item(one.said("Item", "Name"), one.said("LineExtensionAmount"), quantity)
