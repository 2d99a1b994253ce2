"""Chinese electronic invoices as data: the XML of 数电票 (`EInvoice`), the attachment of an OFD (`eInvoice`), its tags
(the same names) and the custom data in its head (Chinese names). Every value is looked up under all its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ocr.checks import FORM
from ocr.data.facts import fields, line_item, money, percent, sums
from ocr.element import Element
from ocr.fields.numbers import ORDINARY_TYPES, SPECIAL_TYPES, invoice_code
from ocr.kinds import vat_invoice
from ocr.reading import Check, Field, How, LineItem, Reading

roots = frozenset({"EInvoice", "eInvoice", "CustomDatas"})

_NAMES = {
    "merchant": ("SellerName", "销售方名称"),
    "seller_tax_number": ("SellerTaxID", "SellerIdNum", "销售方纳税人识别号"),
    "buyer": ("BuyerName", "购买方名称"),
    "buyer_tax_number": ("BuyerTaxID", "BuyerIdNum", "购买方纳税人识别号"),
    "date": ("IssueDate", "IssueTime", "RequestTime", "开票日期"),
    "invoice_code": ("InvoiceCode", "发票代码"),
    "invoice_number": ("InvoiceNo", "InvoiceNumber", "EIid", "发票号码"),
    "total": ("TaxInclusiveTotalAmount", "TotalTax-includedAmount", "价税合计"),
    "net": ("TaxExclusiveTotalAmount", "TotalAmWithoutTax", "合计金额"),
    "tax": ("TaxTotalAmount", "TotalTaxAm", "合计税额"),
}
_ITEMS = frozenset({"GoodsInfo", "IssuItemInformation"})
_FIRST = {"total": 0, "net": 0, "tax": 0}


def read(root: Element, how: How) -> Reading:
    """Seller, buyer, their numbers, date, code and number, net, tax, rate and total, and the lines."""
    head = dict(_said(root))
    texts = {name: next((head[key] for key in keys if head.get(key)), "") for name, keys in _NAMES.items()}
    for name in _FIRST:
        # The tag of the total names two texts on the page: in words, and in figures.
        texts[name] = next((part for part in texts[name].split() if money(part) is not None), texts[name])
    for name in ("merchant", "buyer"):
        # A long name is broken into two lines on the page that its tag names.
        texts[name] = re.sub(r"(?<=[\u4e00-\u9fff（）()])\s+(?=[\u4e00-\u9fff（）()])", "", texts[name])
    found = fields(texts, how)
    items = [one for one in root.walk() if one.name in _ITEMS]
    rate = percent(one.said("TaxScheme") or one.said("TaxRate") for one in items)
    if rate is not None:
        found["tax_rate"] = Field(rate, 1.0, how)
    if "total" not in found and {"net", "tax"} <= set(found):
        net, tax = found["net"].value, found["tax"].value
        if isinstance(net, Decimal) and isinstance(tax, Decimal):
            found["total"] = Field(net + tax, 1.0, how, text=f"{net} + {tax}")
    found["currency"] = Field("CNY", 1.0, how)  # the form has no other
    return Reading(
        kind=vat_invoice.special if _is_special(head) else vat_invoice.name,
        fields=found,
        checks=(*sums(found), Check(FORM, ("currency",), True)),
        items=tuple(item for one in items if (item := _item(one)) is not None),
    )


def _said(root: Element) -> Iterator[tuple[str, str]]:
    """Name and text of everything but the lines; of a name that is there twice, the first text."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one.name in _ITEMS:
            continue
        if one.text and one.name not in seen:
            seen.add(one.name)
            yield one.name, one.text
        if one.name == "GeneralOrSpecialVAT":
            yield one.name, one.said("LabelName")
        waiting += reversed(one.children)


def _is_special(head: dict[str, str]) -> bool:
    """专用发票, by the code printed on it, else by the label of a 数电票."""
    code = invoice_code(head.get("GraphCode", ""))
    if code is not None and code.type in SPECIAL_TYPES | ORDINARY_TYPES:
        return code.type in SPECIAL_TYPES
    return "专用" in head.get("GeneralOrSpecialVAT", "")


def typed(root: Element) -> bool:
    """Whether the data itself says which type of invoice it is."""
    head = dict(_said(root))
    return bool(head.get("GraphCode") or head.get("GeneralOrSpecialVAT"))


def _item(one: Element) -> LineItem | None:
    return line_item(one.said("Item") or one.said("ItemName"), one.said("Amount"), one.said("Quantity"))
