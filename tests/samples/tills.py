"""Receipts of tills in English, German and French: shops, restaurants, fuel, parking, in many layouts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from PIL import Image, ImageDraw

from tests.samples import words
from tests.samples.bills import Bill, bill
from tests.samples.countries import COUNTRIES, Country, amount, dated
from tests.samples.drawn import Drawn
from tests.samples.paper import Paper, Printer, breadth

#: The days on which documents are dated.
FIRST_DAY, LAST_DAY = date(2017, 2, 1), date(2026, 11, 20)

_PRINTERS: tuple[Printer, ...] = ("thermal", "thermal", "thermal", "needles", "laser")
_WIDTHS = ((430, 21), (480, 22), (576, 24), (576, 22), (640, 26))
_TINTS = ((250, 248, 243), (255, 255, 252), (244, 244, 246), (252, 246, 232))


@dataclass(frozen=True)
class Till:
    """What all parts of one receipt share: how this till is set up."""

    country: Country
    trade: str
    bill: Bill
    sign: str
    moment: datetime
    form: str

    def say(self, rng: Random, role: str, value: object = "") -> str:
        """One of the country's words for it, in this till's capitals."""
        return rng.choice(self.country.words[role]).format(value)

    def money(self, value: Decimal, signed: bool = False) -> str:
        """An amount as this till writes it."""
        text = amount(value, self.country.comma)
        if not signed or not self.sign or self.sign == "(RM)":
            return text
        return f"{text} {self.sign}" if self.country.comma else f"{self.sign}{text}"


def till(rng: Random, trade: str) -> Drawn:
    """A receipt of a shop, a restaurant, a fuel station or a car park, of one of our countries."""
    country = rng.choice(COUNTRIES)
    sold = bill(rng, country, trade)
    one = Till(country, trade, sold, rng.choice(country.signs), moment(rng), rng.choice(country.days))
    paper = strip(rng)
    name, legal = words.merchant(rng, country.code, trade)
    where = words.address(rng, country.code)
    _head(paper, rng, one, name, legal, where)
    number = _meta(paper, rng, one)
    _goods(paper, rng, one)
    _sums(paper, rng, one)
    payment = _payment(paper, rng, one)
    _foot(paper, rng, one)
    return Drawn(
        kind=trade,
        merchant=legal,
        day=one.moment.date(),
        time=one.moment.time(),
        total=sold.total,
        net=sold.net if sold.taxed else None,
        tax=sold.tax if sold.taxed else None,
        currency=country.currency,
        number=number,
        payment=payment,
        address=" ".join(where),
        items=sold.items,
        paper=paper,
        note=f"{country.code}, {one.form}" + (", tip" if sold.tip else ""),
    )


def moment(rng: Random) -> datetime:
    """Some minute of an opening hour."""
    day = FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))
    return datetime(day.year, day.month, day.day, rng.randint(7, 22), rng.randint(0, 59), rng.randint(0, 59))  # noqa: DTZ001


def strip(rng: Random) -> Paper:
    """A roll of some width, in some printer."""
    width, size = rng.choice(_WIDTHS)
    grey = rng.choice((20, 36, 56, 72))
    return Paper(
        width,
        size,
        margin=rng.choice((16, 24, 36)),
        ink=(grey, grey, grey + 8),
        tint=rng.choice(_TINTS),
        printer=rng.choice(_PRINTERS),
    )


def logo(rng: Random, side: int) -> Image.Image:
    """A sign without words: rings, a triangle or stripes."""
    image = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    ink = (40, 40, 46, 255)
    shape = rng.randrange(3)
    if shape == 0:
        draw.ellipse((4, 4, side - 4, side - 4), outline=ink, width=side // 9)
        draw.ellipse((side // 3, side // 3, 2 * side // 3, 2 * side // 3), fill=ink)
    elif shape == 1:
        draw.polygon(((side // 2, 4), (side - 4, side - 6), (4, side - 6)), outline=ink, width=side // 10)
    else:
        for row in range(0, side, side // 5):
            draw.rectangle((row // 2, row, side - row // 2, row + side // 9), fill=ink)
    return image


def _head(paper: Paper, rng: Random, one: Till, name: str, legal: str, where: list[str]) -> None:
    country, place = one.country, rng.choice((0.5, 0.5, 0.5, 0.0))
    if rng.random() < 0.25:
        paper.picture(logo(rng, rng.choice((70, 100, 130))))
    if rng.random() < 0.1:
        paper.line((place, rng.choice(country.words["reprint"])))
    if name != legal and rng.random() < 0.25:
        paper.block(name, place, face="mono bold", size=round(1.5 * paper.size))
        paper.block(legal, place, size=paper.size - 2)
    else:
        paper.block(legal, place, face=rng.choice(("mono bold", "mono")), size=round(rng.choice((1, 1.2)) * paper.size))
    if country.code == "MY" and rng.random() < 0.6:
        number = rng.randint(100000, 999999)
        paper.line((place, rng.choice((f"({number}-X)", f"CO. REG: {number}-T", f"Reg No. {number}-M"))))
    for row in where:
        paper.block(row, place)
    if rng.random() < 0.7:
        caption = rng.choice(("Tel: ", "TEL ", "Phone ", "Tel. ") if country.language == "en" else ("Tel. ", "Tél. "))
        paper.line((place, caption + words.phone(rng, country.code)))
    if country.tax_number and (one.bill.taxed or rng.random() < 0.4):
        paper.block(f"{rng.choice(country.numbered)} {country.tax_number(rng)}", place)
    title = one.say(rng, "title")
    if title:
        paper.space(6)
        paper.line((0.5, title), face="mono bold")


def _meta(paper: Paper, rng: Random, one: Till) -> str:
    """Number, date and time, who served; gives back the number."""
    number = rng.choice(("{:06d}", "R{:07d}", "{:04d}-2", "CS{:08d}", "{:03d}/{:05d}")).format(
        rng.randint(1, 99999), rng.randint(100, 99999)
    )
    numbered = f"{one.say(rng, 'number')} {number}"
    day = dated(one.moment.date(), one.form)
    clock = one.moment.strftime(rng.choice(("%H:%M", "%H:%M:%S", "%H:%M") if one.country.comma else _CLOCKS))
    caption = one.say(rng, "date")
    staff = f"{one.say(rng, 'staff')} {rng.randint(1, 12):02d}"
    layout = rng.randrange(4)
    if layout == 0:
        paper.line((0, f"{caption} {day}".strip()), (1, clock))
        paper.line((0, numbered))
        paper.line((0, staff))
    elif layout == 1:
        paper.line((0, numbered))
        paper.line((0, f"{caption} {day} {clock}".strip()))
    elif layout == 2:
        paper.line((0, staff), (1, f"{rng.randint(1, 9)}"))
        paper.line((0, numbered))
        if caption:
            paper.line((0, caption), (0.4, day))
            paper.line((0, "Time" if one.country.language == "en" else "Uhrzeit"), (0.4, clock))
        else:
            paper.line((0, f"{day} {clock}"))
    else:
        paper.line((0.5, f"{day}  {clock}"))
        paper.line((0.5, numbered))
    if one.trade == "restaurant" and one.country.language == "en":
        paper.line((0, f"Table: {rng.randint(1, 40)}"), (1, f"Pax: {rng.randint(1, 8)}"))
    if one.trade == "parking":
        come = one.moment - timedelta(hours=int(rng.randint(1, 9)), minutes=rng.randint(0, 50))
        stamp = f"{dated(come.date(), one.form)} {come:%H:%M}"
        paper.line((0, one.say(rng, "entry")), (1, stamp))
        paper.line((0, one.say(rng, "exit")), (1, f"{day} {one.moment:%H:%M}"))
    return number


_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


def _goods(paper: Paper, rng: Random, one: Till) -> None:
    """The items, in one of four ways."""
    layout = rng.randrange(4)
    room = paper.fits() - 14
    paper.rule(rng.random() < 0.8)
    if layout == 1 and one.country.language == "en":
        paper.line((0, "QTY"), (0.14, "ITEM"), (1, rng.choice(("AMOUNT", "AMT(RM)" if one.sign == "RM" else "AMT"))))
        paper.rule()
    letters = {rate: "ABC"[place] for place, (rate, _, _) in enumerate(one.bill.taxed)}
    lettered = len(letters) > 1 or (bool(letters) and rng.random() < 0.2)
    for item in one.bill.items:
        sum_said = one.money(item.amount) + (f" {letters[item.rate]}" if lettered else "")
        several = item.count != 1
        if one.trade == "fuel":
            paper.line((0, item.name))
            litres = amount(item.count, one.country.comma)
            price = f"{item.price:.3f}".replace(".", "," if one.country.comma else ".")
            paper.line((0, f"{litres} {one.say(rng, 'litres')} x {price}"), (1, sum_said))
        elif layout == 1:
            paper.line((0, f"{item.count}"), (0.14, item.name[: room - 4]), (1, sum_said))
        elif layout == 2:
            paper.line((0, f"{rng.randint(1000000, 9999999)} {item.name}"[: paper.fits()]))
            paper.line((0.1, f"{item.count} x {one.money(item.price)}"), (1, sum_said))
        elif layout == 3 and several:
            paper.line((0, item.name[:room]))
            paper.line((0.05, f"{item.count} @ {one.money(item.price)}"), (1, sum_said))
        else:
            paper.line((0, (f"{item.count}x " if several else "") + item.name[: room - 3]), (1, sum_said))
    paper.rule(rng.random() < 0.8)


def _sums(paper: Paper, rng: Random, one: Till) -> None:
    """From the subtotal to the total, with what lies between printed as it was reckoned."""
    sold, money = one.bill, one.money
    if rng.random() < 0.25:
        count = sum(int(item.count) if one.trade != "fuel" else 1 for item in sold.items)
        paper.line((0, one.say(rng, "count", count)))
    outside = bool(sold.taxed) and not sold.inside
    if sold.discount or sold.service or outside or sold.rounding or rng.random() < 0.3:
        paper.line((0, one.say(rng, "subtotal")), (1, money(sold.subtotal)))
    if sold.discount:
        paper.line((0, one.say(rng, "discount")), (1, f"-{money(sold.discount)}"))
    if sold.service:
        paper.line((0, one.say(rng, "service")), (1, money(sold.service)))
    if one.country.code in ("MY", "SG") and sold.taxed and sold.inside and rng.random() < 0.25:
        paper.line((0, f"Total Excl. {sold.word}"), (1, money(sold.net)))
        paper.line((0, f"Total {sold.word}"), (1, money(sold.tax)))
    if outside:
        for rate, _, tax in sold.taxed:
            paper.line((0, f"{sold.word} {_percent(rate, one)}"), (1, money(tax)))
    rounding_after = rng.random() < 0.3
    if sold.rounding and not rounding_after:
        paper.line((0, one.say(rng, "rounding")), (1, money(sold.rounding)))
    caption = one.say(rng, "total")
    if one.sign in ("(RM)", "RM", "EUR", "GBP") and rng.random() < 0.4:
        caption = f"{caption} {one.sign}"
    big = round(paper.size * rng.choice((1, 1.2, 1.45)))
    if breadth(caption) + breadth(money(sold.total, True)) + 1 > paper.inner / big:
        big = paper.size
    signed = rng.random() < 0.7
    if sold.rounding and rounding_after:
        paper.line((0, caption), (1, money(sold.total - sold.rounding)))
        paper.line((0, one.say(rng, "rounding")), (1, money(sold.rounding)))
        caption = {"MY": "NET TOTAL", "SG": "Amount Payable"}.get(one.country.code, "TOTAL")
    due = sold.total - sold.tip
    paper.line((0, caption), (1, money(due, signed)), face=rng.choice(("mono bold", "mono")), size=big)
    if sold.tip:
        paper.line((0, rng.choice(("TIP", "Tip", "GRATUITY"))), (1, money(sold.tip)))
        paper.line((0, rng.choice(("TOTAL", "Total Charged", "AMOUNT PAID"))), (1, money(sold.total, signed)))


def _percent(rate: Decimal, one: Till) -> str:
    return f"{rate.normalize():f}%".replace(".", "," if one.country.comma else ".")


def _payment(paper: Paper, rng: Random, one: Till) -> str:
    """Cash and change, a card, or nothing about it but the word; gives back how it was paid."""
    sold, money = one.bill, one.money
    if sold.given is not None:
        paper.line((0, one.say(rng, "cash")), (1, money(sold.given)))
        paper.line((0, one.say(rng, "change")), (1, money(sold.given - sold.total)))
        return "cash"
    card = one.say(rng, "card")
    tail = f"{'*' * rng.choice((4, 12))}{rng.randint(1000, 9999)}"
    layout = rng.randrange(3)
    if layout == 0:
        paper.line((0, f"{card} {tail[-8:]}"), (1, money(sold.total)))
    elif layout == 1:
        paper.line((0, card), (1, money(sold.total)))
        paper.line((0, f"{tail[:-4]}{tail[-4:]}"))
        paper.line((0, f"AUTH {rng.randint(100000, 999999)}"))
    return "card"


def _foot(paper: Paper, rng: Random, one: Till) -> None:
    """The taxes by rate, what was saved, thanks."""
    sold, money = one.bill, one.money
    if sold.taxed and (sold.inside or rng.random() < 0.4):
        paper.rule()
        layout = rng.randrange(3) if one.country.code in ("MY", "SG") else rng.randrange(2)
        if layout == 0:
            paper.line((0, sold.word), (-0.55, one.say(rng, "net")), (1, sold.word))
            for place, (rate, net, tax) in enumerate(sold.taxed):
                paper.line((0, f"{'ABC'[place]} {_percent(rate, one)}"), (-0.55, money(net)), (1, money(tax)))
        elif layout == 1:
            for rate, _, tax in sold.taxed:
                included = {"de": "enth.", "fr": "dont"}.get(one.country.language, "Incl.")
                paper.line((0, f"{included} {sold.word} {_percent(rate, one)}"), (1, money(tax)))
        else:
            paper.line((0, f"{sold.word} Summary"), (-0.7, "Amount"), (1, "Tax"))
            for rate, net, tax in sold.taxed:
                code = "SR" if rate else "ZRL"
                paper.line((0, f"{code} @ {_percent(rate, one)}"), (-0.7, money(net)), (1, money(tax)))
            paper.line((0, "Total"), (-0.7, money(sold.net)), (1, money(sold.tax)))
    paper.space(12)
    if rng.random() < 0.2:
        saved = Decimal(rng.randint(20, 900)) / 100
        paper.line((0.5, one.say(rng, "saved", money(saved, True))))
    if rng.random() < 0.15:
        paper.line((0.5, one.say(rng, "points", rng.randint(5, 4000))))
    if one.trade == "restaurant" and one.country.code == "US" and not sold.tip and rng.random() < 0.5:
        paper.line((0, "Suggested tip:"))
        for share in (15, 18, 20):
            paper.line((0.1, f"{share}%"), (0.4, money(sold.subtotal * share / 100, True)))
    for _ in range(rng.choice((1, 1, 2))):
        paper.block(one.say(rng, "thanks"))
