"""Cross Industry Invoice: what Factur-X, ZUGFeRD and XRechnung carry (EN 16931), and its forerunner of ZUGFeRD 1.0."""

from __future__ import annotations

from ocr.data.facts import fields, in_currency, line_item, payment, percent, signed, sums
from ocr.element import Element
from ocr.kinds import invoice
from ocr.reading import Field, How, LineItem, Reading

roots = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})

_CREDIT_NOTES = frozenset({"381", "396", "261", "532"})


def read(root: Element, how: How) -> Reading:
    """Seller, buyer, their VAT numbers, number, date, net, tax, rate, total and currency; credit notes are negative."""
    head = root.first("ExchangedDocument") or root.first("HeaderExchangedDocument") or Element("")
    trade = root.first("SupplyChainTradeTransaction") or root.first("SpecifiedSupplyChainTradeTransaction") or root
    agreement, settlement = _header(trade, "Agreement"), _header(trade, "Settlement")
    summation = (
        settlement.first("SpecifiedTradeSettlementHeaderMonetarySummation")
        or settlement.first("SpecifiedTradeSettlementMonetarySummation")
        or Element("")
    )
    seller = agreement.first("SellerTradeParty") or Element("")
    buyer = agreement.first("BuyerTradeParty") or Element("")
    currency = settlement.said("InvoiceCurrencyCode")
    sign = "-" if head.said("TypeCode") in _CREDIT_NOTES else ""
    found = fields(
        {
            "merchant": seller.said("Name"),
            "seller_tax_number": _tax_number(seller),
            "buyer": buyer.said("Name"),
            "buyer_tax_number": _tax_number(buyer),
            "invoice_number": head.said("ID"),
            "date": head.said("IssueDateTime", "DateTimeString") or head.said("IssueDateTime"),
            "total": signed(sign, summation.said("GrandTotalAmount")),
            "net": signed(sign, summation.said("TaxBasisTotalAmount")),
            "tax": signed(sign, in_currency(summation, currency, "TaxTotalAmount")),
            "currency": currency,
            "payment_method": payment(
                one.said("TypeCode") for one in settlement.every("SpecifiedTradeSettlementPaymentMeans")
            ),
        },
        how,
    )
    taxes = list(settlement.every("ApplicableTradeTax"))
    rate = percent(one.said("RateApplicablePercent") or one.said("ApplicablePercent") for one in taxes)
    if rate is not None:
        found["tax_rate"] = Field(rate, 1.0, how)
    lines = trade.every("IncludedSupplyChainTradeLineItem")
    items = tuple(item for one in lines if (item := _item(one)) is not None)
    return Reading(kind=invoice.name, fields=found, checks=sums(found), items=items)


def _header(trade: Element, part: str) -> Element:
    return (
        trade.first(f"ApplicableHeaderTrade{part}") or trade.first(f"ApplicableSupplyChainTrade{part}") or Element("")
    )


def _tax_number(party: Element) -> str:
    """The VAT number (scheme VA), else the national tax number (FC)."""
    every = list(party.every("SpecifiedTaxRegistration", "ID"))
    order = [one.text for scheme in ("VA", "FC") for one in every if one.attributes.get("schemeID") == scheme]
    return next(iter(order), "")


def _item(one: Element) -> LineItem | None:
    settlement = one.first("SpecifiedLineTradeSettlement") or one.first("SpecifiedSupplyChainTradeSettlement") or one
    amount = settlement.said("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount") or settlement.said(
        "SpecifiedTradeSettlementMonetarySummation", "LineTotalAmount"
    )
    delivery = one.first("SpecifiedLineTradeDelivery") or one.first("SpecifiedSupplyChainTradeDelivery") or one
    return line_item(one.said("SpecifiedTradeProduct", "Name"), amount, delivery.said("BilledQuantity"))
