"""Hotel bills: nights, breakfasts and taxes on a sheet, with arrival and departure beside the bill's own date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.samples import words
from tests.samples.countries import COUNTRIES, Country, amount, dated
from tests.samples.drawn import Drawn, Item, cents
from tests.samples.paper import Paper
from tests.samples.tills import logo, moment

_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "title": ("GUEST FOLIO", "INVOICE", "TAX INVOICE", "GUEST BILL"),
        "guest": ("Guest",),
        "arrival": ("Arrival",),
        "departure": ("Departure",),
        "room": ("Room",),
        "number": ("Folio No.", "Invoice No.", "Bill No."),
        "date": ("Invoice Date", "Date"),
        "heads": ("Date", "Description", "Amount"),
        "goods": ("Room charge", "Breakfast", "Laundry", "Minibar", "Parking"),
        "subtotal": ("Subtotal",),
        "total": ("TOTAL", "Total Amount", "Grand Total", "Total Charges"),
        "paid": ("VISA **** {}", "Master Card XXXX{}", "Paid by card {}"),
        "deposit": ("Deposit", "Advance payment"),
        "balance": ("Balance", "Balance Due", "Outstanding balance"),
        "net": ("Net",),
        "thanks": ("Thank you for staying with us",),
    },
    "de": {
        "title": ("RECHNUNG", "Rechnung"),
        "guest": ("Gast",),
        "arrival": ("Anreise",),
        "departure": ("Abreise",),
        "room": ("Zimmer",),
        "number": ("Rechnung Nr.", "Rechnungsnr."),
        "date": ("Rechnungsdatum", "Datum"),
        "heads": ("Datum", "Leistung", "Betrag"),
        "goods": ("Logis", "Frühstück", "Wäscheservice", "Minibar", "Parkplatz"),
        "subtotal": ("Zwischensumme",),
        "total": ("Gesamtbetrag", "Summe", "Rechnungsbetrag", "Total"),
        "paid": ("VISA **** {}", "Kreditkarte {}"),
        "deposit": ("Anzahlung",),
        "balance": ("Offener Betrag", "Saldo"),
        "net": ("Netto",),
        "thanks": ("Wir danken für Ihren Besuch",),
    },
    "fr": {
        "title": ("FACTURE", "NOTE D'HOTEL"),
        "guest": ("Client",),
        "arrival": ("Arrivée",),
        "departure": ("Départ",),
        "room": ("Chambre",),
        "number": ("Facture N°", "Note N°"),
        "date": ("Date de facture", "Date"),
        "heads": ("Date", "Désignation", "Montant"),
        "goods": ("Nuitée", "Petit déjeuner", "Blanchisserie", "Minibar", "Parking"),
        "subtotal": ("Total HT",),
        "total": ("TOTAL TTC", "Montant total TTC", "Total à payer"),
        "paid": ("CB **** {}", "Carte bancaire {}"),
        "deposit": ("Acompte", "Arrhes"),
        "balance": ("Solde", "Reste à payer"),
        "net": ("HT",),
        "thanks": ("Merci de votre séjour",),
    },
}


def hotel(rng: Random) -> Drawn:
    """A bill of one to five nights, paid by card."""
    country = rng.choice(COUNTRIES)
    said = _SAID[country.language]
    word, rate_said, inside = rng.choice(country.taxes)
    rate = Decimal(rate_said)
    nights = rng.randint(1, 5)
    left = moment(rng)
    rows = _rows(rng, nights, said["goods"])
    gross = sum((one.amount for one in rows), Decimal(0))
    net = cents(gross / (1 + rate / 100)) if inside else gross
    tax = gross - net if inside else cents(gross * rate / 100)
    total = net + tax
    _, legal = words.merchant(rng, country.code, "hotel")
    where = words.address(rng, country.code)
    number = rng.choice(("{}", "F-{}", "2{}-01")).format(rng.randint(10000, 999999))
    form = rng.choice(country.days)

    paper = Paper(900, 25, face=rng.choice(("sans", "sans", "serif", "mono")), margin=70, tint=(252, 252, 250))
    place = rng.choice((0.5, 0.0))
    if rng.random() < 0.4:
        paper.picture(logo(rng, 110))
    paper.block(legal, place, face=rng.choice(("serif bold", "sans bold")), size=rng.choice((34, 42)))
    for one in (*where, f"Tel. {words.phone(rng, country.code)}"):
        paper.line((place, one), size=22)
    if country.tax_number:
        paper.line((place, f"{rng.choice(country.numbered)} {country.tax_number(rng)}"), size=22)
    paper.space(16)
    paper.line((place, rng.choice(said["title"])), face="sans bold", size=32)
    paper.space(10)

    def say(role: str) -> str:
        return rng.choice(said[role])

    days = [dated(left.date() - timedelta(days=nights - at), form) for at in range(nights + 1)]
    paper.line((0, f"{say('number')} {number}"), (0.6, f"{say('room')} {rng.randint(101, 1820)}"))
    paper.line((0, f"{say('guest')}: {rng.choice(('A. Example', 'Ms Rowan Sample', 'L. Muster'))}"))
    paper.line((0, f"{say('arrival')}: {days[0]}"), (0.6, f"{say('departure')}: {days[-1]}"))
    paper.line((0, f"{say('date')}: {days[-1]}"))
    paper.rule(dashed=False)
    _table(paper, rows, said["heads"], country, days[:-1] if rng.random() < 0.6 else [])
    paper.rule(dashed=False)
    if rate and (not inside or rng.random() < 0.4):
        percent = f"{word} {rate.normalize():f}%".replace(".", "," if country.comma else ".")
        paper.line((0.4, say("net") if inside else say("subtotal")), (1, amount(net, country.comma)))
        paper.line((0.4, percent), (1, amount(tax, country.comma)))
    sign, written = rng.choice((country.currency, *country.signs)), amount(total, country.comma)
    paper.line((0.4, f"{say('total')} {sign}".strip()), (1, written), face="sans bold", size=30)
    deposit = cents(total / 4)
    if rng.random() < 0.2:
        paper.line((0.4, say("deposit")), (1, f"-{amount(deposit, country.comma)}"))
        paper.line((0.4, say("balance")), (1, amount(total - deposit, country.comma)))
    elif rng.random() < 0.8:
        paper.line((0.4, say("paid").format(rng.randint(1000, 9999))), (1, rng.choice(("", "-")) + written))
        paper.line((0.4, say("balance")), (1, amount(Decimal(0), country.comma)))
    paper.space(14)
    paper.line((0.5, say("thanks")))
    return Drawn(
        kind="hotel",
        merchant=legal,
        day=left.date(),
        total=total,
        net=net if rate else None,
        tax=tax if rate else None,
        currency=country.currency,
        number=number,
        payment="card",
        address=" ".join(where),
        items=rows,
        paper=paper,
        note=f"{country.code}, {form}",
    )


def _rows(rng: Random, nights: int, goods: tuple[str, ...]) -> tuple[Item, ...]:
    """A room for each night, and what else was had."""
    price = Decimal(rng.randint(55, 420)) + rng.choice((Decimal(0), Decimal("0.50"), Decimal("0.90")))
    rows = [Item(goods[0], Decimal(1), price, price) for _ in range(nights)]
    for name in rng.sample(goods[1:], rng.randint(0, 3)):
        price = Decimal(rng.randint(6, 48)) + Decimal(rng.randint(0, 9)) / 10
        rows.append(Item(name, Decimal(1), price, price))
    return tuple(rows)


def _table(paper: Paper, rows: tuple[Item, ...], heads: tuple[str, ...], country: Country, days: list[str]) -> None:
    first, second, last = heads
    paper.line(*([(0, first)] if days else []), (0.25 if days else 0, second), (1, last), face="sans bold")
    paper.rule(dashed=False)
    for at, row in enumerate(rows):
        day = [(0.0, days[min(at, len(days) - 1)])] if days else []
        paper.line(*day, (0.25 if days else 0, row.name), (1, amount(row.amount, country.comma)))
