"""Electronic invoices for tests, made up and built here: 数电票 XML, OFD, CII, UBL, and a PDF with one inside."""

# ruff: noqa: E501 - XML as its writers write it

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

import pypdfium2 as pdfium

SELLER, BUYER = "柳湖文具有限公司", "云溪示例科技有限公司"
SELLER_NUMBER, BUYER_NUMBER = "91330000MA0000090G", "91330000MA000004X5"
NUMBER = "26330000000000420042"

#: An invoice of the older form, with code and number, as an OFD carries it.
ORIGINAL = f"""<?xml version="1.0" encoding="utf-8"?>
<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0"><fp:DocID>01</fp:DocID>
<fp:InvoiceCode>033002600011</fp:InvoiceCode><fp:InvoiceNo>00420042</fp:InvoiceNo><fp:IssueDate>2026年11月03日</fp:IssueDate>
<fp:Buyer><fp:BuyerName>{BUYER}</fp:BuyerName><fp:BuyerTaxID>{BUYER_NUMBER}</fp:BuyerTaxID></fp:Buyer>
<fp:Seller><fp:SellerName>{SELLER}</fp:SellerName><fp:SellerTaxID>{SELLER_NUMBER}</fp:SellerTaxID></fp:Seller>
<fp:TaxInclusiveTotalAmount>237.30</fp:TaxInclusiveTotalAmount><fp:TaxTotalAmount>27.30</fp:TaxTotalAmount>
<fp:TaxExclusiveTotalAmount>210.00</fp:TaxExclusiveTotalAmount>
<fp:GraphCode>01,10,033002600011,00420042,210.00,20261103,12345678901234567890,1A2B,</fp:GraphCode>
<fp:GoodsInfos><fp:GoodsInfo><fp:Item>*纸制品*笔记本</fp:Item><fp:Quantity>10</fp:Quantity><fp:Amount>210.00</fp:Amount>
<fp:TaxScheme>13%</fp:TaxScheme><fp:TaxAmount>27.30</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos></eInvoice>"""

#: The page of it: number of the object, left, top, width and height in millimetres, text.
TEXTS: tuple[tuple[int, float, float, str], ...] = (
    (1, 69, 7, "云溪增值税电子普通发票"),
    (2, 140, 6, "发票代码："),
    (3, 164, 6, "033002600011"),
    (4, 140, 12, "发票号码："),
    (5, 164, 12, "00420042"),
    (6, 140, 17, "开票日期："),
    (7, 164, 17, "2026年11月03日"),
    (8, 14, 30, "名称："),
    (9, 36, 30, BUYER),
    (10, 14, 35, "纳税人识别号："),
    (11, 40, 35, BUYER_NUMBER),
    (12, 14, 60, "*纸制品*笔记本"),
    (13, 20, 90, "合计"),
    (14, 140, 90, "¥210.00"),
    (15, 180, 90, "¥27.30"),
    (16, 16, 98, "价税合计（大写）"),
    (17, 63, 98, "贰佰叁拾柒圆叁角整"),
    (18, 150, 98, "（小写）"),
    (19, 168, 98, "¥237.30"),
    (20, 14, 104, "名称："),
    (21, 36, 104, SELLER),
    (22, 14, 109, "纳税人识别号："),
    (23, 40, 109, SELLER_NUMBER),
    (24, 100, 124, "开票人：王"),
)

#: Tags of a writer that binds its prefixes wrongly, as most do.
TAGS = """<?xml version="1.0" encoding="UTF-8"?>
<:eInvoice xmlns:=""><InvoiceCode><ofd:ObjectRef PageRef="1">3</ofd:ObjectRef></InvoiceCode>
<InvoiceNo><ofd:ObjectRef PageRef="1">5</ofd:ObjectRef></InvoiceNo><IssueDate><ofd:ObjectRef PageRef="1">7</ofd:ObjectRef></IssueDate>
<Buyer><BuyerName><ofd:ObjectRef PageRef="1">9</ofd:ObjectRef></BuyerName>
<BuyerTaxID><ofd:ObjectRef PageRef="1">11</ofd:ObjectRef></BuyerTaxID></Buyer>
<Seller><SellerName><ofd:ObjectRef PageRef="1">21</ofd:ObjectRef></SellerName>
<SellerTaxID><ofd:ObjectRef PageRef="1">23</ofd:ObjectRef></SellerTaxID></Seller>
<TaxInclusiveTotalAmount><ofd:ObjectRef PageRef="1">17</ofd:ObjectRef><ofd:ObjectRef PageRef="1">19</ofd:ObjectRef></TaxInclusiveTotalAmount>
<TaxExclusiveTotalAmount><ofd:ObjectRef PageRef="1">14</ofd:ObjectRef></TaxExclusiveTotalAmount>
<TaxTotalAmount><ofd:ObjectRef PageRef="1">15</ofd:ObjectRef></TaxTotalAmount></:eInvoice>"""

#: A 数电票, whose number is also that of the PDF sample `einvoice_zh`.
EINVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{NUMBER}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><InherentLabel>
<GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData>
<SellerInformation><SellerIdNum>{SELLER_NUMBER}</SellerIdNum><SellerName>{SELLER}</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{BUYER_NUMBER}</BuyerIdNum><BuyerName>{BUYER}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>210</TotalAmWithoutTax><TotalTaxAm>27.3</TotalTaxAm>
<TotalTax-includedAmount>237.3</TotalTax-includedAmount>
<TotalTax-includedAmountInChinese>贰佰叁拾柒圆叁角整</TotalTax-includedAmountInChinese>
<RequestTime>2026-11-20 10:11:12</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*纸制品*笔记本</ItemName><Quantity>10</Quantity><Amount>210</Amount><TaxRate>0.13</TaxRate>
<ComTaxAm>27.3</ComTaxAm><TotaltaxIncludedAmount>237.3</TotaltaxIncludedAmount></IssuItemInformation>
</EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{NUMBER}</InvoiceNumber><IssueTime>2026-11-20 10:11:13</IssueTime></TaxSupervisionInfo>
</EInvoice>"""

CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>WL-2026/118</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20261105</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>Notebooks</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">4</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>1000.00</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Willow Lake Stationers GmbH</ram:Name>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE000000042</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Cloud Creek Example AG</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:TaxCurrencyCode>CHF</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:ApplicableTradeTax><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>1000.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="CHF">180.50</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="EUR">190.00</ram:TaxTotalAmount>
<ram:GrandTotalAmount>1190.00</ram:GrandTotalAmount><ram:DuePayableAmount>1190.00</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

UBL = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:a" xmlns:cbc="urn:b">
<cbc:ID>WL-2026/118</cbc:ID><cbc:IssueDate>2026-11-05</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Willow Lake</cbc:Name></cac:PartyName>
<cac:PartyTaxScheme><cbc:CompanyID>DE000000042</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Willow Lake Stationers GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Cloud Creek Example AG</cbc:Name></cac:PartyName></cac:Party>
</cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">190.00</cbc:TaxAmount>
<cac:TaxSubtotal><cac:TaxCategory><cbc:Percent>19</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">1000.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">1190.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">1190.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:InvoicedQuantity>4</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">1000.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Notebooks</cbc:Name></cac:Item></cac:InvoiceLine></Invoice>"""

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def zipped(entries: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def stored(entries: Mapping[str, str | bytes]) -> bytes:
    """A ZIP that presses nothing together."""
    return zipped(entries, zipfile.ZIP_STORED)


def ofd_entries(
    original: str = ORIGINAL,
    texts: Iterable[tuple[int, float, float, str]] = TEXTS,
    tags: str = "",
    custom: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The files of an OFD; an empty `original` or `tags` leaves that one out."""
    shown = "".join(
        f'<ofd:TextObject ID="{number}" Boundary="{left} {top} 60 5" Font="1" Size="3.175">'
        f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(text) - 1} {3.175 if ord(text[-2:][0]) > 0x2E7F else 1.6}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
        for number, left, top, text in texts
    )
    data = "".join(f'<ofd:CustomData Name="{name}">{text}</ofd:CustomData>' for name, text in (custom or {}).items())
    entries: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:TemplatePage ID='2' BaseLoc='Tpls/Content.xml'/><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        "<ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages>"
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        "</ofd:Document>",
        "Doc_0/Tpls/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer><ofd:PathObject Boundary='4.5 52 201 0.4'>"
        "<ofd:AbbreviatedData>M 0 0.2 L 201 0.2</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {_OFD}><ofd:Template TemplateID='2'/><ofd:Content><ofd:Layer>{shown}"
        "</ofd:Layer></ofd:Content></ofd:Page>",
    }
    if original:
        entries["Doc_0/Attachs/Attachments.xml"] = (
            f"<ofd:Attachments {_OFD}><ofd:Attachment Name='original_invoice'><ofd:FileLoc>original_invoice.xml</ofd:FileLoc>"
            "</ofd:Attachment></ofd:Attachments>"
        )
        entries["Doc_0/Attachs/original_invoice.xml"] = original
    if tags:
        entries["Doc_0/Tags/CustomTags.xml"] = (
            f"<ofd:CustomTags {_OFD}><ofd:CustomTag TypeID='fp'><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"
        )
        entries["Doc_0/Tags/CustomTag.xml"] = tags
    return entries


def ofd(**parts: object) -> bytes:
    """An OFD; see `ofd_entries`."""
    return zipped(ofd_entries(**parts))  # type: ignore[arg-type]


def with_attachment(pdf: bytes, xml: str | bytes, name: str = "factur-x.xml") -> bytes:
    """A PDF with this file embedded."""
    document = pdfium.PdfDocument(pdf)
    document.new_attachment(name).set_data(xml.encode() if isinstance(xml, str) else xml)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def rail(**changed: str) -> str:
    """The XBRL of an electronic rail ticket; a value that is empty is not said."""
    said = {
        "TypeOfVoucher": "电子发票（铁路电子客票）",
        "ElectronicInvoiceRailwayETicketNumber": "26339100000000420042",
        "DateOfIssue": "2026-11-20",
        "TravelDate": "2026-11-17",
        "TrainNumber": "G7042",
        "Fare": "73.00",
        "TotalAmountExcludingTax": "66.97",
        "TaxRate": "0.09",
        "TaxAmount": "6.03",
        "Name": "林小溪",
        "NameOfPurchaser": BUYER,
        "UnifiedSocialCreditCodeOfPurchaser": BUYER_NUMBER,
        "IssueParty": "",
    }
    return _xbrl("rai", said | changed)


def air(**changed: str) -> str:
    """The XBRL of an electronic air itinerary: 1000 + 60 + 95.40 tax + 50 development fund."""
    said = {
        "ElectronicInvoiceAirTransportReceiptNumber": "26338200000000420043",
        "IssueDate": "2026-11-21",
        "NameOfSeller": "云溪航空有限公司",
        "PassengerName": "林小溪",
        "Fare": "1000.00",
        "FuelSurcharge": "60.00",
        "VatRate": "0.09",
        "VatTaxAmount": "95.40",
        "CivilAviationDevelopmentFund": "50.00",
        "OtherTaxes": "0.00",
        "TotalAmount": "1205.40",
        "NameOfPurchaser": BUYER,
        "UnifiedSocialCreditCodeOfPurchaser": BUYER_NUMBER,
    }
    return _xbrl("atr", said | changed)


def _xbrl(taxonomy: str, said: Mapping[str, str]) -> str:
    facts = "".join(f'<{taxonomy}:{name} contextRef="c">{text}</{taxonomy}:{name}>' for name, text in said.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xbrl xmlns="http://www.xbrl.org/2003/instance" '
        f'xmlns:{taxonomy}="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/{taxonomy}"><context id="c"><entity>'
        '<identifier scheme="http://xbrl.mof.gov.cn">1</identifier></entity></context>'
        f'<unit id="CNY"><measure>iso4217:CNY</measure></unit>{facts}</xbrl>'
    )


def scanned(
    picture: bytes, boundary: str = "0 0 210 140", texts: Iterable[tuple[int, float, float, str]] = ()
) -> bytes:
    """An OFD whose page is a picture, as scanners save it."""
    entries = ofd_entries(original="", texts=texts)
    page, document = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"
    image = f'<ofd:ImageObject ID="9" ResourceID="7" Boundary="{boundary}" CTM="210 0 0 140 0 0"/></ofd:Layer>'
    entries[page] = str(entries[page]).replace("</ofd:Layer>", image)
    entries[document] = str(entries[document]).replace(
        "<ofd:PageArea>", "<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:PageArea>"
    )
    entries["Doc_0/Res.xml"] = (
        f"<ofd:Res {_OFD} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='7' Type='Image'><ofd:MediaFile>scan.png"
        "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    entries["Doc_0/Res/scan.png"] = picture
    return zipped(entries)
