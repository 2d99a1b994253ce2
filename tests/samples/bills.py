"""What is sold and what it comes to: goods, discount, service, tax, rounding and payment that add up, before they are
printed anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.samples.countries import Country
from tests.samples.drawn import Item, cents
from tests.samples.words import GOODS

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Bill:
    """`subtotal` is what the items come to, `taxed` (rate, net, tax) by rate; `total` is what was paid, tip and all.
    A part that is zero is not printed."""

    items: tuple[Item, ...]
    word: str
    inside: bool
    taxed: tuple[tuple[Decimal, Decimal, Decimal], ...]
    subtotal: Decimal
    discount: Decimal
    service: Decimal
    rounding: Decimal
    total: Decimal
    given: Decimal | None
    tip: Decimal = Decimal(0)

    @property
    def tax(self) -> Decimal:
        return sum((tax for _, _, tax in self.taxed), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((net for _, net, _ in self.taxed), Decimal(0))


def goods(rng: Random, country: Country, trade: str, rates: tuple[Decimal, ...]) -> tuple[Item, ...]:
    """One to nine different ones; mostly one of each."""
    known = GOODS[country.language, trade if trade == "restaurant" else "shop"]
    scale = Decimal(1)
    sold = []
    for name, most in rng.sample(known, min(len(known), rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8)))):
        price = cents(scale * Decimal(most) * Decimal(rng.randint(40, 100)) / HUNDRED)
        price = price if rng.random() < 0.5 else cents(price.quantize(Decimal("0.1")))
        count = Decimal(rng.choice((1, 1, 1, 1, 2, 2, 3, 4, 12 if trade == "shop" else 2)))
        sold.append(Item(name, count, price, count * price, rng.choice(rates)))
    return tuple(sold)


def fuel(rng: Random, country: Country, rates: tuple[Decimal, ...]) -> tuple[Item, ...]:
    """Litres at a price of three decimals."""
    litres = Decimal(rng.randint(800, 6200)) / HUNDRED
    price = Decimal(rng.randint(1299, 2399)) / 1000
    return (Item(rng.choice(country.words["fuel"]), litres, price, cents(litres * price), rates[0]),)


def parking(rng: Random, country: Country, rates: tuple[Decimal, ...]) -> tuple[Item, ...]:
    """One fee, of quarters."""
    hours = Decimal(rng.randint(1, 9))
    fee = cents(Decimal(rng.randint(2, 60)) / 2)
    return (Item(rng.choice(country.words["stay"]).format(hours), Decimal(1), fee, fee, rates[0]),)


def bill(rng: Random, country: Country, trade: str) -> Bill:
    """A bill that adds up, as that country's tills work it out."""
    word, said, inside = rng.choice(country.taxes)
    rate = Decimal(said)
    rates: tuple[Decimal, ...] = (rate,)
    if trade == "shop" and inside and rate and rng.random() < 0.35:
        rates = (rate, {"DE": Decimal(7), "FR": Decimal("5.5")}.get(country.code, Decimal(0)))
    if trade == "fuel":
        items = fuel(rng, country, rates)
    elif trade == "parking":
        items = parking(rng, country, rates)
    else:
        items = goods(rng, country, trade, rates)
    subtotal = sum((one.amount for one in items), Decimal(0))
    discount = Decimal(0)
    if trade in ("shop", "restaurant") and len(rates) == 1 and rng.random() < 0.2:
        discount = cents(subtotal * rng.choice((5, 10, 15)) / HUNDRED)
    service = Decimal(0)
    if trade == "restaurant" and country.code in ("MY", "SG") and rng.random() < 0.5:
        service = cents((subtotal - discount) / 10)
    gross = subtotal - discount + service
    if inside:
        taxed = _inside(items, gross, rates)
        before = gross
    else:
        tax = cents(gross * rate / HUNDRED)
        taxed = ((rate, gross, tax),) if rate else ()
        before = gross + tax
    cash = rng.random() < 0.45
    total = _to_coin(before, country.coin) if cash or country.code == "MY" else before
    given = _given(rng, total, country) if cash else None
    tip = Decimal(0)
    if country.code == "US" and trade == "restaurant" and not cash and rng.random() < 0.5:
        tip = cents(subtotal * rng.choice((15, 18, 20)) / HUNDRED)
    return Bill(items, word, inside, taxed, subtotal, discount, service, total - before, total + tip, given, tip)


def _inside(
    items: tuple[Item, ...], gross: Decimal, rates: tuple[Decimal, ...]
) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
    """The tax that prices hold, by rate; none where nothing is taxed."""
    if rates == (Decimal(0),):
        return ()
    rows = []
    for rate in dict.fromkeys(rates):
        part = gross if len(set(rates)) == 1 else sum((one.amount for one in items if one.rate == rate), Decimal(0))
        net = cents(part / (1 + rate / HUNDRED))
        if part:
            rows.append((rate, net, part - net))
    return tuple(rows)


def _to_coin(value: Decimal, coin: Decimal) -> Decimal:
    return cents((value / coin).quantize(Decimal(1), "ROUND_HALF_UP") * coin)


def _given(rng: Random, total: Decimal, country: Country) -> Decimal:
    """The exact sum now and then, else the next note up, or a few notes."""
    if rng.random() < 0.2:
        return total
    note = Decimal(rng.choice(country.notes))
    return cents((total / note).to_integral_value("ROUND_CEILING") * note)
