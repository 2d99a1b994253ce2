"""The documents themselves. Every name, number and address in them is invented."""

from __future__ import annotations

from PIL import Image, ImageDraw

from tests.samples.paper import Paper, font


def dinner_zh() -> Image.Image:
    """A restaurant's bill in Chinese, paid in cash: 400.00 less 14.00 change is the total of 386.00."""
    paper = Paper(width=640, size=28)
    paper.line((0.5, "云溪小馆(滨河路店)"), face="mono bold", size=42)
    paper.line((0.5, "结 账 单"), face="mono bold", size=34)
    paper.space(8)
    paper.line((0, "桌号：A12"), (0.62, "人数：4"))
    paper.line((0, "单号：XG2026111900387"))
    paper.line((0, "日期：2026-11-19 20:47"))
    paper.line((0, "收银员：03"))
    paper.rule()
    paper.line((0, "品名"), (-0.72, "数量"), (1, "金额"))
    paper.rule()
    for dish, count, amount in (
        ("清蒸鲈鱼", "1", "88.00"),
        ("东坡肉", "1", "68.00"),
        ("蟹粉豆腐", "1", "58.00"),
        ("龙井虾仁", "1", "98.00"),
        ("时令青菜", "1", "32.00"),
        ("米饭", "4", "12.00"),
        ("菊花茶", "1", "30.00"),
    ):
        paper.line((0, dish), (-0.72, count), (1, amount))
    paper.rule()
    paper.line((0, "合计"), (1, "386.00"))
    paper.line((0, "应收金额"), (1, "¥386.00"), face="mono bold", size=36)
    paper.line((0, "现金"), (1, "400.00"))
    paper.line((0, "找零"), (1, "14.00"))
    paper.rule()
    paper.line((0, "地址：滨河路218号"), size=24)
    paper.line((0, "电话：0571-0000 6218"), size=24)
    paper.line((0.5, "谢谢惠顾 欢迎再来"))
    return paper.printed()


def hotel_en() -> Image.Image:
    """A hotel's bill in English, in CNY. Its date 05/11/2026 can be read two ways, so a person is asked about it."""
    paper = Paper(width=900, size=28, face="sans", margin=70, tint=(252, 252, 250))
    paper.line((0.5, "WILLOW LAKE HOTEL"), face="serif bold", size=52)
    paper.line((0.5, "88 Lakeside Avenue, Hangzhou"), size=24)
    paper.line((0.5, "Tel +86 571 0000 8800"), size=24)
    paper.space(20)
    paper.line((0.5, "GUEST BILL"), face="sans bold", size=36)
    paper.space(10)
    paper.line((0, "Bill No. WL-204417"), (1, "Room 1208"))
    paper.line((0, "Date: 05/11/2026"), (1, "Nights: 2"))
    paper.rule(dashed=False)
    paper.line((0, "Description"), (1, "CNY"), face="sans bold")
    paper.rule(dashed=False)
    for what, amount in (("Accommodation, 2 nights", "980.00"), ("Breakfast", "80.00"), ("Laundry", "53.21")):
        paper.line((0, what), (1, amount))
    paper.rule(dashed=False)
    paper.line((0, "Subtotal"), (1, "1,113.21"))
    paper.line((0, "VAT 6%"), (1, "66.79"))
    paper.line((0, "TOTAL CNY"), (1, "1,180.00"), face="sans bold", size=36)
    paper.line((0, "VISA **** 0042"), (1, "1,180.00"))
    paper.rule(dashed=False)
    paper.space(10)
    paper.line((0.5, "Thank you for staying with us"), face="serif", size=26)
    return paper.printed()


def shop_en() -> Image.Image:
    """A shop's receipt in ringgit, with a tax line, a 2-sen rounding and cash."""
    paper = Paper(width=560, size=26)
    paper.line((0.5, "PENA BIRU STATIONERY SDN BHD"), face="mono bold", size=28)
    paper.line((0.5, "(000123-X)"), size=22)
    paper.line((0.5, "12, JALAN CONTOH 3, 50000 KUALA LUMPUR"), size=20)
    paper.line((0.5, "TAX INVOICE"), face="mono bold")
    paper.line((0, "Date: 14/08/2026"), (1, "10:32 AM"))
    paper.line((0, "Receipt: 004518"), (1, "Cashier: 2"))
    paper.rule()
    for what, amount in (("A4 PAPER 80GSM", "18.90"), ("GEL PEN 0.5 x3", "10.50"), ("STAPLER", "12.35")):
        paper.line((0, what), (1, amount))
    paper.rule()
    paper.line((0, "Sub Total"), (1, "41.75"))
    paper.line((0, "SST 6%"), (1, "2.51"))
    paper.line((0, "Rounding Adj"), (1, "-0.01"))
    paper.line((0, "TOTAL RM"), (1, "44.25"), face="mono bold", size=32)
    paper.line((0, "CASH"), (1, "50.00"))
    paper.line((0, "CHANGE"), (1, "5.75"))
    paper.rule()
    paper.line((0.5, "THANK YOU"))
    return paper.printed()


def taxi_zh(number: str = "00451872", day: str = "2026-11-18", total: str = "36.00") -> Image.Image:
    """A taxi's printed strip; its number is typed a little below its caption."""
    paper = Paper(width=390, size=24, margin=24, tint=(240, 246, 250))
    paper.line((0.5, "云溪市出租汽车专用发票"), face="serif bold", size=26, ink=(150, 60, 50))
    paper.line((0.5, "发票联"), face="serif", ink=(150, 60, 50))
    paper.line((0, "发票代码"), (0.36, "133002600019"))
    paper.line((0, "发票号码"), (0.36, number))
    paper.line((0, "单位"), (0.2, "云溪市平安出租汽车有限公司"), size=20)
    paper.space(10)
    for caption, value in (
        ("车号", "A-T0042"),
        ("证号", "200042"),
        ("日期", day),
        ("上车", "18:05"),
        ("下车", "18:31"),
        ("单价", "2.50元/km"),
        ("里程", "11.2km"),
        ("等候", "00:06:10"),
        ("金额", f"{total}元"),
    ):
        paper.line((0, caption), (1, value))
    paper.line((0, "卡号"))
    return paper.printed()


def train_zh() -> Image.Image:
    """A paper train ticket: the fare in its own form, ¥73.0元, and the number again at the foot."""
    image = Image.new("RGB", (1000, 620), (214, 232, 240))
    draw = ImageDraw.Draw(image)
    ink, red = (30, 34, 44), (190, 60, 60)
    for x, y, text, face, size, colour in (
        (60, 30, "042E017365", "mono bold", 40, red),
        (90, 95, "云溪东站", "sans bold", 52, ink),
        (430, 92, "G7042", "sans bold", 48, ink),
        (640, 95, "柳湖站", "sans bold", 52, ink),
        (110, 165, "Yunxidong", "sans", 30, ink),
        (660, 165, "Liuhu", "sans", 30, ink),
        (90, 225, "2026年11月17日08:36开", "sans", 36, ink),
        (640, 225, "05车11F号", "sans", 36, ink),
        (90, 280, "¥73.0元", "sans", 36, ink),
        (460, 280, "网", "sans", 34, ink),
        (660, 280, "二等座", "sans", 36, ink),
        (90, 335, "限乘当日当次车", "sans", 32, ink),
        (90, 420, "3300001990****0042林小溪", "sans", 34, ink),
        (150, 475, "买票请到12306 发货请到95306", "sans", 28, ink),
        (220, 512, "中国铁路祝您旅途愉快", "sans", 28, ink),
        (90, 560, "33000300421117E017365 云溪东售", "mono", 28, ink),
    ):
        draw.text((x, y), text, font=font(face, size), fill=colour)
    return image
