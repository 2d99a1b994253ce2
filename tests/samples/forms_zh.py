"""Chinese forms with a fixed place for everything: train tickets, VAT invoices on paper and as pictures, 定额发票.

The QR code of an invoice is a real one: `01,type,code,number,amount,date,check,crc,`, its amount without tax on the
old types and with it on 数电票.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from random import Random

import numpy
import zxingcpp
from PIL import Image

from tests.samples import tax_numbers, words
from tests.samples.drawn import Drawn, Item, cents
from tests.samples.paper import Ink, Paper
from tests.samples.tills import moment

_DIGITS, _UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
_BROWN, _BLUE, _RED = (120, 74, 40), (40, 44, 96), (190, 50, 50)
_STATIONS = (("云溪东", "Yunxidong"), ("柳湖", "Liuhu"), ("松泉南", "Songquannan"), ("临桐", "Lintong"))
_PROVINCES = ("云溪", "柳湖", "松泉")


def in_words(value: Decimal) -> str:
    """壹佰贰拾叁圆肆角伍分, or 圆整: what stands beside 大写. Below a hundred million."""
    yuan, rest = divmod(int(value * 100), 100)
    text = ""
    for group, unit in ((yuan // 10000, "万"), (yuan % 10000, "")):
        part = "".join(
            _DIGITS[group // 10**place % 10] + (_UNITS[place] if group // 10**place % 10 else "")
            for place in (3, 2, 1, 0)
        )
        while "零零" in part:
            part = part.replace("零零", "零")
        part = part.rstrip("零") if text else part.strip("零")
        text += part + unit if part else ""
    text = (text or "零") + "圆"
    jiao, fen = divmod(rest, 10)
    if not rest:
        return text + "整"
    return text + (f"{_DIGITS[jiao]}角" if jiao else "零") + (f"{_DIGITS[fen]}分" if fen else "整")


def train(rng: Random) -> Drawn:
    """A paper ticket, blue or red; the date is that of the journey."""
    when = moment(rng)
    (start, start_en), (end, end_en) = rng.sample(_STATIONS, 2)
    fare = Decimal(rng.randint(20, 1900)) / 2
    number = f"{rng.choice('ABCEGLZ')}{rng.randint(10000, 999999):06d}"
    paper = Paper(1000, 36, face="sans", height=620, ink=(30, 34, 44))
    paper.tint = rng.choice(((214, 232, 240), (214, 232, 240), (246, 224, 222)))
    name = rng.choice(words.PEOPLE_ZH)
    second = rng.choice(("二等座", "一等座", "新空调硬座", "软卧"))
    for x, y, text, face, size, ink in (
        (60, 30, number, "mono bold", 40, _RED),
        (640, 30, f"检票:{rng.randint(1, 20)}{rng.choice('AB')}", "sans", 32, paper.ink),
        (90, 95, f"{start}站", "sans bold", 52, paper.ink),
        (430, 92, f"{rng.choice('GDKZ')}{rng.randint(1, 9999)}", "sans bold", 48, paper.ink),
        (640, 95, f"{end}站", "sans bold", 52, paper.ink),
        (110, 165, start_en, "sans", 30, paper.ink),
        (660, 165, end_en, "sans", 30, paper.ink),
        (90, 225, f"{when:%Y年%m月%d日%H:%M}开", "sans", 36, paper.ink),
        (640, 225, f"{rng.randint(1, 16):02d}车{rng.randint(1, 20):02d}{rng.choice('ABCDF')}号", "sans", 36, paper.ink),
        (90, 280, f"{rng.choice('¥￥')}{fare:.1f}元", "sans", 36, paper.ink),
        (660, 280, second, "sans", 36, paper.ink),
        (90, 335, "限乘当日当次车", "sans", 32, paper.ink),
        (90, 420, f"3300001990****{rng.randint(1, 9999):04d}{name}", "sans", 34, paper.ink),
        (150, 475, "买票请到12306 发货请到95306", "sans", 28, paper.ink),
        (220, 512, "中国铁路祝您旅途愉快", "sans", 28, paper.ink),
        (90, 560, f"3300030{rng.randint(100, 999)}{when:%m%d}{number} {start}售", "mono", 28, paper.ink),
    ):
        paper.at(x, y, text, size, face, ink)
    return Drawn(
        kind="train_ticket",
        merchant=None,
        day=when.date(),
        time=when.time(),
        total=cents(fare),
        currency="CNY",
        number=number,
        paper=paper,
    )


def quota(rng: Random) -> Drawn:
    """定额发票: a fixed amount, no date of its own."""
    total = Decimal(rng.choice((1, 2, 5, 10, 20, 50, 100)))
    code, number = f"1{rng.randint(10, 65)}00{rng.randint(1700000, 2600000)}", _eight(rng)
    province = rng.choice(_PROVINCES)
    paper = Paper(900, 28, face="serif", height=470, ink=(60, 50, 48), tint=(248, 240, 232))
    paper.at(220, 40, f"{province}省税务局通用定额发票", 40, "serif bold", _RED)
    paper.at(400, 100, "发 票 联", 28, "serif", _RED)
    paper.at(90, 150, f"发票代码 {code}")
    paper.at(90, 195, f"发票号码 {number}")
    paper.at(260, 255, f"人民币{in_words(total).replace('圆', '元')}", 46, "serif bold")
    paper.at(330, 320, f"￥{total:.2f}", 36, "serif bold")
    paper.at(90, 390, "开票单位(盖章有效)")
    paper.at(540, 390, "开票日期    年  月  日")
    seller = words.merchant_zh(rng, "invoice")
    paper.seal(seller, 590, 230, 190)
    return Drawn(
        kind="quota_invoice",
        merchant=None,
        day=None,
        total=cents(total),
        currency="CNY",
        code=code,
        number=number,
        paper=paper,
    )


def paper_invoice(rng: Random) -> Drawn:
    """A VAT invoice on paper, filled in by a printer with needles: code and eight digits, QR with the net amount."""
    when, special = moment(rng), rng.random() < 0.5
    code = f"{rng.randint(1100, 6500)}{when:%y}{rng.randint(1, 4)}{rng.choice((130, 320))}"
    title = f"{rng.choice(_PROVINCES)}增值税{'专用' if special else '普通'}发票"
    return _invoice(rng, when, title, "01" if special else "04", code, _eight(rng), _BROWN)


def einvoice(rng: Random) -> Drawn:
    """A picture of an electronic invoice: 数电票 with twenty digits and no code, or the older kind with both."""
    when, special = moment(rng), rng.random() < 0.3
    if rng.random() < 0.7:
        title, kind = ("专用发票", "31") if special else ("普通发票", "32")
        number = f"{when:%y}33{rng.randint(10**15, 10**16 - 1)}"
        return _invoice(rng, when, f"电子发票（{title}）", kind, "", number, _BROWN)
    code = f"0{rng.randint(11, 65)}00{when:%y}{rng.randint(0, 99999):05d}"
    return _invoice(rng, when, f"{rng.choice(_PROVINCES)}增值税电子普通发票", "10", code, _eight(rng), _BROWN)


def _eight(rng: Random) -> str:
    return f"{rng.randint(1, 10**8 - 1):08d}"


def _invoice(rng: Random, when: datetime, title: str, kind: str, code: str, number: str, line: Ink) -> Drawn:
    rate = Decimal(rng.choice((13, 6, 6, 3, 1)))
    items = _sold(rng, rate)
    net = sum((one.amount for one in items), Decimal(0))
    tax = sum((cents(one.amount * rate / 100) for one in items), Decimal(0))
    total = net + tax
    seller, buyer = words.merchant_zh(rng, "invoice"), words.merchant_zh(rng, "invoice")
    paper = Paper(1400, 24, face="serif", height=880, ink=_BLUE if kind in ("01", "04") else (40, 40, 44))
    paper.tint = (252, 250, 244) if kind in ("01", "04") else (255, 255, 255)
    _form(paper, title, line, kind)
    if kind != "10" and code:
        for at in range(4):
            paper.at(860, 182 + 30 * at, "".join(rng.choices("0123456789<>*/+-", k=27)), 24, "mono")
    full = kind in ("31", "32")
    ink_face = "mono" if kind in ("01", "04") else "serif"
    if kind in ("01", "04"):
        paper.printer = "needles"
        paper.at(110, 52, code, 30, "mono")
        paper.at(1010, 44, "No", 34, "serif bold")
        paper.at(1070, 44, number, 36, "mono")
        paper.at(1010, 112, "开票日期：", ink=line)
        paper.at(1130, 112, f"{when:%Y年%m月%d日}", face="mono")
    else:
        rows = [("发票号码：", number), ("开票日期：", f"{when:%Y年%m月%d日}")]
        for at, (caption, value) in enumerate(rows if full else [("发票代码：", code), *rows]):
            paper.at(980, 40 + 36 * at, caption, ink=line)
            paper.at(1105, 40 + 36 * at, value)
    region = "33" + f"{rng.randint(1, 10):02d}" + "00"
    for x, y, party in ((60, 190, buyer), (740 if full else 60, 190 if full else 700, seller)):
        paper.at(x, y, "名" + ("" if full else "    ") + "称：", ink=line)
        paper.at(x + 130, y, party, face=ink_face)
        paper.at(x, y + 36, "统一社会信用代码/纳税人识别号：" if full else "纳税人识别号：", 20, ink=line)
        paper.at(x + (330 if full else 170), y + 36, tax_numbers.credit_code(rng, region), face="mono")
    for at, one in enumerate(items):
        y = 365 + 36 * at
        for x, text in ((50, one.name), (590, f"{one.count}"), (700, f"{one.price:.2f}"), (900, f"{one.amount:.2f}"),
                        (1090, f"{rate}%"), (1230, f"{cents(one.amount * rate / 100):.2f}")):  # fmt: skip
            paper.at(x, y, text, face=ink_face)
    paper.at(880, 565, f"¥{net:.2f}", face=ink_face)
    paper.at(1210, 565, f"¥{tax:.2f}", face=ink_face)
    paper.at(330, 623, in_words(total), 28, face=ink_face)
    paper.at(960, 623, "（小写）", ink=line)
    paper.at(1070, 623, f"¥{total:.2f}", 28, face=ink_face)
    paper.at(60, 825, f"收款人：{rng.choice(words.PEOPLE_ZH)}")
    paper.at(400, 825, f"复核：{rng.choice(words.PEOPLE_ZH)}")
    paper.at(740, 825, f"开票人：{rng.choice(words.PEOPLE_ZH)}")
    paper.seal(seller, 1130, 640, 210)
    said = net if kind in ("01", "04", "10") else total
    check = f"{rng.randint(10**19, 10**20 - 1)},{rng.randrange(16**4):04X}"
    _code(paper, f"01,{kind},{code},{number},{said:.2f},{when:%Y%m%d},{check},")
    return Drawn(
        kind="vat_invoice_photo" if kind in ("01", "04") else "vat_einvoice_image",
        merchant=seller,
        day=when.date(),
        total=total,
        net=net,
        tax=tax,
        currency="CNY",
        code=code or None,
        number=number,
        items=items,
        paper=paper,
        note=title,
    )


def _sold(rng: Random, rate: Decimal) -> tuple[Item, ...]:
    rows = []
    for name, _ in rng.sample(words.GOODS_TAXED_ZH, rng.choice((1, 1, 2, 3))):
        count, price = Decimal(rng.randint(1, 20)), Decimal(rng.randint(500, 90000)) / 100
        rows.append(Item(name, count, price, count * price, rate))
    return tuple(rows)


def _form(paper: Paper, title: str, line: Ink, kind: str) -> None:
    """The printed form: title, frame, and the captions of its fields."""
    paper.at(700 - 20 * len(title), 40, title, 40, "serif bold", line)
    paper.stroke(460, 104, 940, 104, ink=line)
    paper.stroke(460, 110, 940, 110, ink=line)
    paper.frame(40, 170, 1360, 800, ink=line)
    for y in (310, 610, 670):
        paper.stroke(40, y, 1360, y, ink=line)
    full = kind in ("31", "32")
    if full:
        paper.stroke(710, 170, 710, 310, ink=line)
    elif kind != "10":
        paper.at(820, 180, "密", 22, ink=line)
    goods, rate = ("项目名称", "税率/征收率") if full else ("货物或应税劳务、服务名称", "税率")
    heads = (150, goods), (580, "数量"), (700, "单价"), (910, "金额"), (1080, rate), (1250, "税额")
    for x, text in heads:
        paper.at(x, 322, text, 22, ink=line)
    paper.at(160, 565, "合        计", ink=line)
    paper.at(110, 625, "价税合计（大写）", ink=line)
    if not full:
        paper.at(60, 664, "销售方", 20, ink=line)
        paper.at(60, 174, "购买方", 18, ink=line)
    else:
        paper.at(60, 174, "购买方信息", 18, ink=line)
        paper.at(740, 174, "销售方信息", 18, ink=line)


def _code(paper: Paper, text: str) -> None:
    """A real QR code, at the top left."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    cells = Image.fromarray(numpy.asarray(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=True)))
    left = 270 if paper.printer == "needles" else 44
    paper.picture(cells.resize((cells.width * 3, cells.height * 3), Image.Resampling.NEAREST).convert("RGB"), left, 4)
    paper.codes.append(text)
