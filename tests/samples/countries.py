"""How receipts are written where: dates, amounts, words for a total, taxes. Data for `tills` and `hotels`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from tests.samples import tax_numbers

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_FIRST = ("{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d:02}/{m:02}/{yy:02}", "{d:02}-{Mon}-{y}", "{d:02} {MON} {y}")


@dataclass(frozen=True)
class Country:
    """One country's habits. `taxes` are (word, per cent, whether prices hold it); `words` by role, several each."""

    code: str
    currency: str
    #: Before or after an amount, or beside the word for the total; "" is a receipt that never says.
    signs: Sequence[str]
    days: Sequence[str]
    taxes: Sequence[tuple[str, int | str, bool]]
    words: Mapping[str, Sequence[str]]
    tax_number: Callable[[Random], str] | None
    numbered: Sequence[str]
    comma: bool = False
    language: str = "en"
    #: The smallest coin, where cash is rounded to it.
    coin: Decimal = Decimal("0.01")
    notes: Sequence[int] = (1, 5, 10, 20, 50, 100)


_ENGLISH: Mapping[str, Sequence[str]] = {
    "title": ("TAX INVOICE", "RECEIPT", "Tax Invoice", "CASH SALE", "INVOICE", ""),
    "reprint": ("*** REPRINT ***", "DUPLICATE COPY", "CUSTOMER COPY"),
    "date": ("Date", "DATE", "Date:", "Trans Date :", ""),
    "number": ("Receipt No", "Inv No:", "Bill #", "Trx:", "INVOICE NO.", "Doc No :"),
    "staff": ("Cashier", "Served by", "Staff", "Operator"),
    "subtotal": ("Subtotal", "SUB TOTAL", "Sub-Total", "SUBTOTAL"),
    "total": ("TOTAL", "Total", "GRAND TOTAL", "TOTAL DUE", "Total Amount", "AMOUNT DUE", "Total Payable"),
    "discount": ("Discount", "DISC", "MEMBER DISC 5%", "Voucher"),
    "service": ("Service Charge 10%", "SVC CHG 10%", "10% Service"),
    "rounding": ("Rounding", "Rounding Adj", "ROUNDING ADJUSTMENT", "Rounding Adjustment:"),
    "cash": ("CASH", "Cash", "Cash Tendered", "CASH RECEIVED", "AMT TENDERED"),
    "change": ("CHANGE", "Change", "Change Due", "CHANGE DUE"),
    "card": ("VISA", "MASTERCARD", "VISA DEBIT", "CREDIT CARD", "Card"),
    "count": ("Total Items: {}", "ITEM COUNT {}", "Total Qty: {}", "No. of items {}"),
    "saved": ("YOU SAVED {}", "Total Savings {}", "You have saved {} today"),
    "points": ("Points earned: {}", "Reward balance {}", "MEMBER POINTS {}"),
    "thanks": ("THANK YOU", "Thank you, please come again", "GOODS SOLD ARE NOT RETURNABLE", "Have a nice day"),
    "net": ("Net", "Amount excl. tax", "Excl."),
    "litres": ("LTR", "Litres", "L"),
    "entry": ("Entry", "IN", "Time In"),
    "exit": ("Exit", "OUT", "Time Out", "Paid at"),
    "stay": ("PARKING FEE", "Parking {} h", "Short stay {} hrs"),
    "fuel": ("UNLEADED 95", "DIESEL", "PREMIUM 97", "SUPER 98"),
}

MALAYSIA = Country(
    "MY",
    "MYR",
    ("RM", "RM", "(RM)", ""),
    (*_DAY_FIRST, "{d}/{m}/{y}", "{y}-{m:02}-{d:02}"),
    (("GST", 6, True), ("GST", 6, False), ("SST", 6, False), ("Service Tax", 8, False), ("", 0, True)),
    {
        **_ENGLISH,
        "total": (*_ENGLISH["total"], "NETT TOTAL", "Total Sales (Inclusive of GST)", "TOTAL INCL. GST", "Total RM"),
    },
    tax_numbers.malaysian,
    ("GST ID:", "GST Reg No :", "SST ID :", "GST NO"),
    coin=Decimal("0.05"),
)
SINGAPORE = Country(
    "SG",
    "SGD",
    ("$", "S$", "SGD", "$", ""),
    (*_DAY_FIRST, "{d} {Mon} {y}"),
    (("GST", 9, False), ("GST", 9, True), ("GST", 8, True)),
    {**_ENGLISH, "total": (*_ENGLISH["total"], "NETT TOTAL", "Total (incl. GST)")},
    tax_numbers.singaporean,
    ("GST Reg No:", "GST REG NO.", "UEN / GST Reg:"),
    coin=Decimal("0.05"),
)
BRITAIN = Country(
    "UK",
    "GBP",
    ("£", "£", "£", "GBP"),
    ("{d:02}/{m:02}/{y}", "{d:02}/{m:02}/{yy:02}", "{d:02} {Mon} {y}", "{d:02}.{m:02}.{yy:02}", "{d:02}{Mon}{y}"),
    (("VAT", 20, True), ("VAT", 20, True), ("VAT", 5, True), ("", 0, True)),
    {**_ENGLISH, "total": ("TOTAL", "Total", "TOTAL DUE", "BALANCE DUE", "Total to pay", "AMOUNT DUE")},
    tax_numbers.british,
    ("VAT Reg No:", "VAT No.", "VAT Registration Number"),
)
AMERICA = Country(
    "US",
    "USD",
    ("$", "$", "", "US$"),
    ("{m:02}/{d:02}/{y}", "{m}/{d}/{yy:02}", "{m:02}/{d:02}/{yy:02}", "{Mon} {d}, {y}", "{m:02}-{d:02}-{y}"),
    (("Sales Tax", "8.25", False), ("TAX", "6.5", False), ("TAX 1", 7, False), ("", 0, False)),
    {
        **_ENGLISH,
        "title": ("", "RECEIPT", "SALE", "GUEST CHECK"),
        "total": ("TOTAL", "Total", "BALANCE", "Amount Due", "TOTAL DUE"),
    },
    None,
    (),
)
GERMANY = Country(
    "DE",
    "EUR",
    ("EUR", "€", "EUR", ""),
    ("{d:02}.{m:02}.{y}", "{d:02}.{m:02}.{yy:02}", "{d:02}.{m:02}.{y}"),
    (("MwSt", 19, True), ("MwSt.", 7, True), ("USt", 19, True)),
    {
        "title": ("Rechnung", "Kassenbeleg", "", "Bon"),
        "reprint": ("*** KOPIE ***", "Zweitschrift"),
        "date": ("Datum:", "Datum", ""),
        "number": ("Beleg-Nr.", "Bon-Nr.:", "Rechnung Nr."),
        "staff": ("Es bediente Sie", "Kasse", "Bediener"),
        "subtotal": ("Zwischensumme", "ZWISCHENSUMME"),
        "total": ("SUMME", "Summe", "GESAMT", "Gesamtbetrag", "Zu zahlen", "TOTAL", "Endbetrag"),
        "discount": ("Rabatt", "Coupon"),
        "service": ("Servicepauschale",),
        "rounding": ("Rundung",),
        "cash": ("Bar", "BAR", "Gegeben Bar", "Bar gegeben"),
        "change": ("Rückgeld", "RÜCKGELD BAR", "Zurück"),
        "card": ("EC-Karte", "girocard", "Kartenzahlung", "VISA"),
        "count": ("Anzahl Artikel: {}", "Posten: {}"),
        "saved": ("Sie sparen {}",),
        "points": ("Punkte: {}",),
        "thanks": ("Vielen Dank für Ihren Einkauf", "Es gelten unsere AGB", "Umtausch nur mit Bon"),
        "net": ("Netto",),
        "litres": ("Liter", "l"),
        "entry": ("Einfahrt",),
        "exit": ("Ausfahrt", "Bezahlt"),
        "stay": ("Parkgebühr",),
        "fuel": ("Super E10", "Diesel", "Super 95"),
    },
    tax_numbers.german,
    ("USt-IdNr.:", "USt-ID", "UID Nr."),
    comma=True,
    language="de",
    notes=(5, 10, 20, 50, 100),
)
FRANCE = Country(
    "FR",
    "EUR",
    ("EUR", "€", "€", ""),
    ("{d:02}/{m:02}/{y}", "{d:02}/{m:02}/{yy:02}", "{d:02}-{m:02}-{y}"),
    (("TVA", 20, True), ("TVA", 10, True), ("TVA", "5.5", True)),
    {
        "title": ("TICKET", "FACTURE", "", "NOTE"),
        "reprint": ("DUPLICATA",),
        "date": ("Date :", "Le", ""),
        "number": ("Ticket N°", "Facture N°", "Note"),
        "staff": ("Caisse", "Servi par"),
        "subtotal": ("SOUS-TOTAL", "Sous-total"),
        "total": ("TOTAL TTC", "TOTAL", "NET A PAYER", "Total à payer", "MONTANT DU"),
        "discount": ("REMISE",),
        "service": ("Service",),
        "rounding": ("Arrondi",),
        "cash": ("ESPECES", "Espèces"),
        "change": ("RENDU", "Monnaie rendue", "A RENDRE"),
        "card": ("CB", "CARTE BANCAIRE", "CB EMV"),
        "count": ("Nb articles : {}", "{} article(s)"),
        "saved": ("Vous économisez {}",),
        "points": ("Points fidélité : {}",),
        "thanks": ("MERCI DE VOTRE VISITE", "A bientôt"),
        "net": ("HT",),
        "litres": ("L", "Litres"),
        "entry": ("Entrée",),
        "exit": ("Sortie",),
        "stay": ("Stationnement",),
        "fuel": ("SP95-E10", "GAZOLE", "SP98"),
    },
    tax_numbers.french,
    ("TVA Intracom :", "N° TVA"),
    comma=True,
    language="fr",
    notes=(5, 10, 20, 50, 100),
)

COUNTRIES: Sequence[Country] = (MALAYSIA, SINGAPORE, BRITAIN, AMERICA, GERMANY, FRANCE)


def dated(day: date, form: str) -> str:
    """The day in one of the forms above."""
    month = _MONTHS[day.month - 1]
    return form.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100, Mon=month, MON=month.upper())


def amount(value: Decimal, comma: bool = False) -> str:
    """1,234.50 or 1.234,50."""
    text = f"{value:,.2f}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text
