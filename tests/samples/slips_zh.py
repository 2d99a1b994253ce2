"""Chinese slips: of shops 小票 and restaurants 结账单, of taxis by city, and the trip list of a ride-hailing app."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.samples import words
from tests.samples.drawn import Drawn, Item, cents
from tests.samples.paper import Paper
from tests.samples.tills import moment, strip

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d")
_PAID = ("微信支付", "支付宝", "银联卡", "会员卡", "云闪付")
_RED = (170, 60, 52)


def shop(rng: Random) -> Drawn:
    """A till's slip of a shop."""
    return _slip(rng, "shop", ("购物小票", "销售小票", "欢迎光临", ""), ("流水号", "小票号", "单号", "交易号"))


def restaurant(rng: Random) -> Drawn:
    """A restaurant's bill."""
    return _slip(rng, "restaurant", ("结账单", "结 账 单", "消费清单", "预结单"), ("单号", "账单号", "流水"))


def _slip(rng: Random, trade: str, titles: tuple[str, ...], numbered: tuple[str, ...]) -> Drawn:
    paper, when = strip(rng), moment(rng)
    paper.margin = min(paper.margin, 24)
    name = words.merchant_zh(rng, trade)
    items = _goods(rng, trade)
    subtotal = sum((one.amount for one in items), Decimal(0))
    off = cents(subtotal * rng.choice((5, 10, 12)) / 100) if rng.random() < 0.3 else Decimal(0)
    cut_off = (subtotal - off) % 1 if rng.random() < 0.25 else Decimal(0)
    total = subtotal - off - cut_off
    paper.block(name, 0.5, face=rng.choice(("mono bold", "mono")), size=round(paper.size * rng.choice((1.1, 1.4))))
    title = rng.choice(titles)
    if title:
        paper.line((0.5, title), face="mono bold", size=round(paper.size * 1.15))
    number = rng.choice(("{}{:04d}", "XG{}{:05d}", "{}-{:03d}")).format(when.strftime("%Y%m%d"), rng.randint(1, 999))
    _meta(paper, rng, when.strftime(f"{rng.choice(_DAYS)} %H:%M{rng.choice(('', ':%S'))}"), number, trade, numbered)
    paper.rule()
    _listed(paper, rng, items)
    paper.rule()
    sign = rng.choice(("", "", "¥", "￥"))
    if off or cut_off or rng.random() < 0.5:
        many = sum(int(one.count) for one in items)
        paper.line((0, rng.choice(("合计", "小计", f"合计({many}件)", "消费金额"))), (1, f"{subtotal:.2f}"))
    if off:
        paper.line((0, rng.choice(("优惠", "会员折扣", "优惠金额"))), (1, f"-{off:.2f}"))
    if cut_off:
        paper.line((0, rng.choice(("抹零", "舍去"))), (1, f"-{cut_off:.2f}"))
    caption = rng.choice(("应收", "应付金额", "实付", "应收金额", "总计", "实收金额", "应付"))
    paper.line((0, f"{caption}{rng.choice(('', '：', ':'))}"), (1, f"{sign}{total:.2f}"), face="mono bold",
               size=round(paper.size * rng.choice((1, 1.3))))  # fmt: skip
    if rng.random() < 0.4:
        given = Decimal(rng.choice((50, 100))) * (total // 100 + 1)
        given = given if given >= total else (total // 100 + 1) * 100
        paper.line((0, rng.choice(("现金", "实收", "收款"))), (1, f"{given:.2f}"))
        paper.line((0, rng.choice(("找零", "找赎"))), (1, f"{given - total:.2f}"))
        payment = "现金"
    else:
        payment = rng.choice(_PAID)
        paper.line((0, payment), (1, f"{total:.2f}"))
    paper.rule()
    if rng.random() < 0.3:
        paper.line((0, f"会员卡号：{rng.randint(10**7, 10**8 - 1)}"))
        paper.line((0, f"本次积分：{int(total)}  累计积分：{rng.randint(100, 9000)}"))
    if rng.random() < 0.7:
        paper.block(f"地址：{rng.choice(words.TOWN_ZH)}{rng.choice(words.STREETS_ZH)}{rng.randint(1, 300)}号", 0)
        paper.line((0, f"电话：0571-0000 {rng.randint(1000, 9999)}"))
    paper.line((0.5, rng.choice(("谢谢惠顾 欢迎再来", "谢谢光临", "请保留小票，七日内凭票退换"))))
    return Drawn(
        kind=f"{trade}_zh",
        merchant=name,
        day=when.date(),
        time=when.time(),
        total=total,
        currency="CNY",
        number=number,
        payment=payment,
        items=items,
        paper=paper,
        note="抹零" if cut_off else "优惠" if off else "",
    )


def _goods(rng: Random, trade: str) -> tuple[Item, ...]:
    rows = []
    for name, most in rng.sample(words.GOODS["zh", trade], rng.randint(1, 8)):
        price = cents(Decimal(most) * rng.choice((1, 1, Decimal("0.9"), Decimal("0.85"))))
        count = Decimal(rng.choice((1, 1, 1, 2, 3)))
        rows.append(Item(name, count, price, count * price))
    return tuple(rows)


def _meta(paper: Paper, rng: Random, when: str, number: str, trade: str, numbered: tuple[str, ...]) -> None:
    if trade == "restaurant":
        paper.line((0, f"桌号：{rng.choice('ABC')}{rng.randint(1, 30):02d}"), (0.6, f"人数：{rng.randint(1, 10)}"))
    rows = [
        f"{rng.choice(numbered)}：{number}",
        f"{rng.choice(('日期', '时间', '结账时间', '交易时间'))}：{when}",
        f"{rng.choice(('收银员', '收银', '操作员'))}：{rng.randint(1, 20):03d}",
    ]
    rng.shuffle(rows)
    for row in rows:
        paper.line((0, row))


def _listed(paper: Paper, rng: Random, items: tuple[Item, ...]) -> None:
    if rng.random() < 0.5:
        paper.line((0, "品名"), (-0.72, "数量"), (1, "金额"))
        for one in items:
            paper.line((0, one.name), (-0.72, f"{one.count}"), (1, f"{one.amount:.2f}"))
        return
    paper.line((0, "商品"), (0.35, "单价"), (0.66, "数量"), (1, rng.choice(("小计", "金额"))))
    for one in items:
        paper.line((0, one.name))
        paper.line((0.35, f"{one.price:.2f}"), (0.68, f"x{one.count}"), (1, f"{one.amount:.2f}"))


def taxi(rng: Random) -> Drawn:
    """A meter's strip; which captions stand on it and in which order differs by city."""
    city, when = rng.choice(words.TOWN_ZH), moment(rng)
    paper = Paper(rng.choice((360, 390, 430)), 24, margin=24, tint=rng.choice(((240, 246, 250), (252, 244, 240))))
    paper.printer = rng.choice(("laser", "needles", "needles"))
    fare = Decimal(rng.randint(100, 1500)) / 10
    surcharge = Decimal(rng.choice((0, 0, 0, 1, 2)))
    total = cents((fare + surcharge).quantize(Decimal(1))) if rng.random() < 0.5 else cents(fare + surcharge)
    fare = total - surcharge
    code = f"1{rng.randint(10, 65)}00{when:%y}{rng.randint(0, 99999):05d}"
    number = f"{rng.randint(1, 99999999):08d}"
    company = f"{city}{rng.choice(words.FIRST_ZH)}出租汽车有限公司" if rng.random() < 0.6 else None
    paper.line(
        (0.5, rng.choice((f"{city}出租汽车专用发票", f"{city}出租车统一发票"))), face="serif bold", size=26, ink=_RED
    )
    paper.line((0.5, "发票联"), face="serif", ink=_RED)
    paper.line((0, "发票代码"), (0.36, code))
    paper.line((0, "发票号码"), (0.36, number))
    if company:
        paper.block(company, 0.5, size=20)
    got_off = when + timedelta(minutes=rng.randint(5, 60))
    yuan = rng.choice(("{:.2f}元", "¥{:.2f}", "￥{:.2f}元"))
    rows = [
        (rng.choice(("车号", "车牌号", "TAXI No.")), f"{rng.choice('ABT')}-{rng.randint(10000, 99999)}"),
        (rng.choice(("证号", "工号")), f"{rng.randint(100000, 999999)}"),
        (rng.choice(("日期", "日期", "乘车日期")), when.strftime(rng.choice(("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d")))),
        (rng.choice(("上车", "上车时间")), when.strftime("%H:%M")),
        (rng.choice(("下车", "下车时间")), got_off.strftime("%H:%M")),
        ("单价", rng.choice(("2.50元/km", "2.30元/公里", "3.00元/km"))),
        (rng.choice(("里程", "计程里程")), f"{Decimal(rng.randint(8, 420)) / 10}km"),
        (rng.choice(("等候", "等候时间")), f"00:{rng.randint(0, 25):02d}:{rng.randint(0, 59):02d}"),
    ]
    if surcharge:
        rows += [("金额", yuan.format(fare)), ("燃油附加费", yuan.format(surcharge)), ("实收金额", yuan.format(total))]
    else:
        rows += [(rng.choice(("金额", "实收金额", "总金额")), yuan.format(total))]
    apart = rng.choice((1, 1, 0.36))
    for caption, value in rows:
        paper.line((0, caption), (apart, value))
    paper.line((0, rng.choice(("卡号", "手写无效", "密码"))))
    return Drawn(
        kind="taxi_receipt",
        merchant=company,
        day=when.date(),
        time=when.time(),
        total=total,
        currency="CNY",
        code=code,
        number=number,
        paper=paper,
    )


def rides(rng: Random) -> Drawn:
    """A trip list 行程单: a page of the app, several rides and what they come to."""
    asked = moment(rng)
    app, city = rng.choice(("青鸟出行", "木槿用车", "半山出行")), rng.choice(words.TOWN_ZH)
    days = sorted(asked - timedelta(days=rng.randint(1, 25), hours=rng.randint(0, 5)) for _ in range(rng.randint(1, 6)))
    fares = [Decimal(rng.randint(850, 13000)) / 100 for _ in days]
    total = sum(fares, Decimal(0))
    paper = Paper(1180, 24, face="sans", margin=60, tint=(255, 255, 255))
    paper.line((0.5, f"{app}-行程单"), face="sans bold", size=36)
    paper.line((0.5, "TRIP TABLE"), size=20)
    paper.space(14)
    paper.line((0, f"申请日期：{asked:%Y-%m-%d}"), (0.4, f"行程起止日期：{days[0]:%Y-%m-%d} 至 {days[-1]:%Y-%m-%d}"))
    paper.line((0, f"行程人手机号：1990000{rng.randint(1000, 9999)}"))
    paper.line((0, f"共{len(days)}笔行程，合计{total:.2f}元"), face="sans bold")
    paper.rule(dashed=False)
    places = (0, 0.07, 0.17, 0.34, 0.44, 0.64, 0.84, 1)
    heads = ("序号", "车型", "上车时间", "城市", "起点", "终点", "里程[公里]", "金额[元]")
    paper.line(*zip(places, heads, strict=True), size=20)
    for at, (day, fare) in enumerate(zip(days, fares, strict=True), 1):
        start, end = rng.sample(words.STREETS_ZH, 2)
        ride = f"{Decimal(rng.randint(15, 380)) / 10}"
        cells = (str(at), rng.choice(("快车", "专车")), f"{day:%m-%d %H:%M}", city, start, end, ride, f"{fare:.2f}")
        paper.line(*zip(places, cells, strict=True), size=20)
    paper.rule(dashed=False)
    paper.line((1, "页码：1/1"), size=20)
    return Drawn(kind="ride_list", merchant=None, day=asked.date(), total=total, currency="CNY", paper=paper, note=app)
