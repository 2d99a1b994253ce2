"""Chinese documents of which no real one was measured: pages by hand, after published layouts, as engines give them.

Each is read by its own kind and claimed by no other; what it proves of itself is verified, what contradicts it asked.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.checks import graded
from ocr.kinds import KINDS, kind_of
from ocr.page import Page
from ocr.reading import Reading
from tests.ocr.test_reading_rules import TODAY, page

NUMBER = "25337000000012345678"

PAGES: dict[str, tuple[str, ...]] = {
    "rail": (
        "电子发票(铁路电子客票)",
        f"发票号码:{NUMBER}|开票日期:2026年11月06日",
        "杭州东站|G1418|南京南站",
        "Hangzhoudong||Nanjingnan",
        "2026年11月05日|08:30开|02车05A号|二等座",
        "票价:￥117.50",
        "3622011988****0417|林小雨",
        "电子客票号:33700012341105001234562026",
        "购买方名称:云溪示例科技有限公司|统一社会信用代码:91330000MA000004X5",
        "买票请到12306 发货请到95306",
    ),
    "air_paper": (
        "航空运输电子客票行程单|ITINERARY/RECEIPT OF E-TICKET|印刷序号:|42004200427",
        "旅客姓名 NAME OF PASSENGER|有效身份证件号码 ID.NO.|签注 ENDORSEMENTS",
        "林小雨|362201198800000417|不得签转",
        "承运人 CARRIER|航班号 FLIGHT|座位等级 CLASS|日期 DATE|时间 TIME",
        "云溪航空|YX1234|Y|05NOV26|08:30",
        "票价 FARE|民航发展基金 CAAC FUND|燃油附加费 FUEL SURCHARGE|其他税费 OTHER TAXES|合计 TOTAL",
        "CNY 1000.00|CN 50.00|YQ 60.00| |CNY 1110.00",
        "电子客票号码 E-TICKET NO.|784-1234567890|验证码 CK.|1234",
        "填开单位 ISSUED BY|云溪航空服务有限公司|填开日期 DATE OF ISSUE|2026-11-03",
    ),
    "air_electronic": (
        "电子发票（航空运输电子客票行程单）",
        f"发票号码:{NUMBER}|GP单号:|填开日期:2026年11月03日",
        "旅客姓名|有效身份证件号码|签注",
        "林小雨|3622011988****0417|不得签转",
        "承运人|航班号|座位等级|日期|时间",
        "云溪航空|YX1234|Y|2026年11月05日|08:30",
        "票价|燃油附加费|增值税税率|增值税税额|民航发展基金|其他税费|合计",
        "￥917.43|￥55.05|9%|￥87.52|￥50.00|￥0.00|￥1110.00",
        "电子客票号码:784-1234567890|验证码:1234",
        "填开单位:云溪航空服务有限公司",
        "购买方名称:云溪示例科技有限公司|统一社会信用代码/纳税人识别号:91330000MA000004X5",
    ),
    "trips": (
        "云溪出行-行程单",
        "YUNXI TRIP TABLE",
        "申请日期:2026-11-20|行程起止日期:2026-11-17 至 2026-11-18",
        "行程人手机号:138****0042",
        "共2笔行程，合计63.20元",
        "序号|服务商|车型|上车时间|城市|起点|终点|里程|金额",
        "1|云溪|快车|11-17 18:05 周二|杭州市|滨河路|火车东站|11.2|36.00",
        "2|云溪|快车|11-18 08:31 周三|杭州市|火车东站|滨河路|9.0|27.20",
        "页码:1/1",
    ),
    "quota": (
        "云溪省通用定额发票",
        "发票代码133002500042",
        "发票号码00420042",
        "伍拾元整",
        "￥50.00",
        "云溪停车服务有限公司|发票专用章",
        "2026年3月印 100万份",
    ),
    "printed": (
        "云溪省通用机打发票",
        "发票代码 133002500042",
        "发票号码 00420042",
        "开票日期:2026-11-18|行业分类:餐饮业",
        "付款单位:云溪示例科技有限公司",
        "项目|单价|数量|金额",
        "餐费|128.00|1|128.00",
        "合计金额(小写):￥128.00",
        "合计金额(大写):壹佰贰拾捌元整",
        "收款单位:柳湖餐饮管理有限公司|91330000MA0000090G",
        "开票人:王",
    ),
    "parking": (
        "滨河广场地下停车场",
        "停车收费凭证",
        "车牌号:云A00042",
        "入场时间:2026-11-17 23:05:10",
        "出场时间:2026-11-18 01:20:44",
        "停车时长:2小时15分",
        "应收金额:20.00元",
        "优惠金额:5.00元",
        "实收金额:15.00元",
    ),
    "fuel": (
        "中国云油柳湖加油站",
        "加油小票",
        "流水号:00420042|油枪:3",
        "时间:2026-11-18 09:41:07",
        "油品:92号汽油",
        "单价:7.85元/升",
        "数量:40.00升",
        "金额:314.00元",
        "谢谢惠顾 欢迎再来",
    ),
    "toll": (
        "云溪省高速公路车辆通行费专用发票",
        "发票代码 133002500042",
        "发票号码 00420042",
        "入口:柳湖|出口:滨河站",
        "车型:客一|金额:35.00元",
        "叁拾伍元整",
        "日期:2026-11-18 10:02:31",
        "收款单位:云溪高速公路有限公司",
    ),
    "hotel": (
        "柳湖大酒店",
        "宾客账单 GUEST FOLIO",
        "姓名:林小雨|房号:1208|账单号:204417",
        "入住日期:2026-11-16|离店日期:2026-11-18",
        "日期|摘要|消费|付款",
        "2026-11-16|房费|490.00",
        "2026-11-17|房费|490.00",
        "2026-11-17|早餐|80.00",
        "2026-11-18|微信支付||1060.00",
        "消费合计|1,060.00",
        "余额|0.00",
    ),
}

READ: dict[str, tuple[str, dict[str, str]]] = {
    "rail": (
        "train_ticket",
        {
            "total": "117.50 likely",
            "date": "2026-11-05 likely",
            "invoice_number": f"{NUMBER} likely",
            "traveller": "林小雨 likely",
            "buyer": "云溪示例科技有限公司 likely",
            "buyer_tax_number": "91330000MA000004X5 likely",
        },
    ),
    "air_paper": (
        "air_itinerary",
        {
            "total": "1110.00 verified",
            "date": "2026-11-03 likely",
            "merchant": "云溪航空服务有限公司 likely",
            "invoice_number": "7841234567890 likely",
            "traveller": "林小雨 likely",
        },
    ),
    "air_electronic": (
        "air_itinerary",
        {
            "total": "1110.00 verified",
            "tax": "87.52 verified",
            "net": "972.48 likely",
            "tax_rate": "9 likely",
            "date": "2026-11-03 likely",
            "merchant": "云溪航空服务有限公司 likely",
            "invoice_number": f"{NUMBER} likely",
            "traveller": "林小雨 likely",
            "buyer": "云溪示例科技有限公司 likely",
        },
    ),
    "trips": (
        "trip_list",
        {
            "total": "63.20 verified",
            "date": "2026-11-20 likely",
            "merchant": "云溪出行 likely",
            "traveller": "138****0042 likely",
        },
    ),
    "quota": (
        "quota_invoice",
        {
            "total": "50.00 verified",
            "invoice_code": "133002500042 likely",
            "invoice_number": "00420042 likely",
            "merchant": "云溪停车服务有限公司 likely",
        },
    ),
    "printed": (
        "printed_invoice",
        {
            "total": "128.00 verified",
            "date": "2026-11-18 likely",
            "merchant": "柳湖餐饮管理有限公司 likely",
            "buyer": "云溪示例科技有限公司 likely",
            "seller_tax_number": "91330000MA0000090G likely",
            "invoice_number": "00420042 likely",
        },
    ),
    "parking": (
        "parking_receipt",
        {"total": "15.00 verified", "date": "2026-11-18 likely", "merchant": "滨河广场地下停车场 likely"},
    ),
    "fuel": (
        "fuel_receipt",
        {
            "total": "314.00 verified",
            "date": "2026-11-18 likely",
            "merchant": "中国云油柳湖加油站 likely",
            "invoice_number": "00420042 likely",
        },
    ),
    "toll": (
        "toll_invoice",
        {
            "total": "35.00 verified",
            "date": "2026-11-18 likely",
            "merchant": "云溪高速公路有限公司 likely",
            "invoice_code": "133002500042 likely",
            "invoice_number": "00420042 likely",
        },
    ),
    "hotel": (
        "hotel_folio",
        {"total": "1060.00 verified", "date": "2026-11-18 likely", "merchant": "柳湖大酒店 likely"},
    ),
}


def read(name: str, old: str = "", new: str = "") -> Reading:
    whole = page(*(row for text in PAGES[name] for row in text.replace(old, new).split("\n")))
    return graded(kind_of(whole).read(whole), TODAY)


@pytest.mark.parametrize("name", PAGES)
def test_every_kind_reads_its_own_page(name: str) -> None:
    reading = read(name)
    kind, values = READ[name]
    said = {key: f"{reading.value(key)} {reading.grade(key)}" for key in values}
    assert (reading.kind, said) == (kind, values)
    assert reading.value("currency") == "CNY"
    assert all(check.held for check in reading.checks)


@pytest.mark.parametrize("name", PAGES)
def test_no_other_kind_claims_it(name: str) -> None:
    whole = page(*PAGES[name])
    assert [kind.name for kind in KINDS if kind.recognises(whole)] == [READ[name][0], "receipt"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("air_paper", "CN 50.00", "CN 80.00"),
        ("air_electronic", "￥87.52", "￥81.52"),
        ("trips", "27.20", "21.20"),
        ("quota", "￥50.00", "￥80.00"),
        ("printed", "￥128.00", "￥123.00"),
        ("parking", "15.00元", "16.00元"),
        ("fuel", "314.00元", "374.00元"),
        ("toll", "金额:35.00", "金额:85.00"),
        ("hotel", "|80.00", "|30.00"),
    ],
)
def test_one_misread_part_is_never_verified(name: str, old: str, new: str) -> None:
    assert read(name, old, new).grade("total") == "ask" or name == "hotel"


@pytest.mark.parametrize(
    ("name", "old", "new", "grade"),
    [
        ("trips", "共2笔", "共3笔", "likely"),  # one ride was not read: nothing is proven, and nothing contradicted
        ("fuel", "数量:40.00升", "数量:40.001升", "likely"),  # pumps know more of the litres than they print
        ("parking", "应收金额:20.00元", "", "likely"),
        ("quota", "￥50.00", "", "likely"),
        ("air_paper", "CN 50.00|YQ 60.00", "|", "likely"),
    ],
)
def test_what_cannot_be_compared_is_likely(name: str, old: str, new: str, grade: str) -> None:
    assert read(name, old, new).grade("total") == grade


def test_a_hotel_bill_is_proven_by_what_was_paid_only_where_no_charge_says_otherwise() -> None:
    assert read("hotel", "|80.00", "|30.00").grade("total") == "likely"
    assert read("hotel", "2026-11-17|", "").grade("total") == "likely"
    assert read("hotel", "1,060.00", "1,080.00").grade("total") == "ask"


@pytest.mark.parametrize(
    ("below", "total", "grade"),
    [
        (
            ("Total Room Charges|400.00", "City tax|20.00", "Service charge|40.00", "Total Due|460.00"),
            "460.00",
            "verified",
        ),
        (("房费合计|400.00", "餐饮|88.00", "消费总计|488.00"), "488.00", "ask"),
        (("Total|400.00", "Minibar|15.00", "Total|420.00"), "420.00", "likely"),
        (("2026-11-16|Deposit Visa|300.00", "Total payments|300.00", "Total charges|400.00"), "400.00", "verified"),
    ],
)
def test_the_total_of_a_part_of_a_hotel_bill_is_not_its_total(below: tuple[str, ...], total: str, grade: str) -> None:
    nights = ("2026-11-16|Room charge|200.00", "2026-11-17|Room charge|200.00")
    whole = page(
        "GRAND HARBOUR HOTEL", "GUEST FOLIO", "Room 1204", "Arrival 2026-11-16", "Departure 2026-11-18", *nights, *below
    )
    reading = graded(kind_of(whole).read(whole), TODAY)
    assert (reading.kind, str(reading.value("total")), reading.grade("total")) == ("hotel_folio", total, grade)


def test_a_payment_proves_no_hotel_bill_that_names_no_total() -> None:
    head = ("GRAND HARBOUR HOTEL", "GUEST FOLIO", "Room 1204", "Arrival 2026-11-16", "Departure 2026-11-18")
    whole = page(*head, "Room charge|420.00", "Visa|300.00", "Total Visa|300.00", "Balance due|120.00")
    assert graded(kind_of(whole).read(whole), TODAY).grade("total") != "verified"


def test_fuel_paid_with_points_costs_what_was_paid() -> None:
    reading = read("fuel", "谢谢惠顾 欢迎再来", "积分抵扣:14.00元\n实际支付:300.00元")
    assert (str(reading.value("total")), reading.grade("total")) == ("300.00", "verified")


def test_a_list_of_rides_without_a_day_of_issue_is_of_its_last_ride() -> None:
    assert str(read("trips", "申请日期:2026-11-20|", "").value("date")) == "2026-11-18"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("发票号码00420042", "发票号码00420042|发票号码00420043"),
        ("伍拾元整", "伍拾元整|伍拾元整"),
        ("￥50.00", "￥50.00|￥50.00|伍拾元整"),
    ],
)
def test_two_fixed_amounts_on_one_page_are_asked_about(old: str, new: str) -> None:
    assert read("quota", old, new).grade("total") == "ask"


def test_a_fixed_amount_has_no_date_to_read() -> None:
    assert read("quota").value("date") is None


def test_the_code_of_a_rail_ticket_is_compared() -> None:
    code = f"01,51,,{NUMBER},117.50,20261106,,1A2B,"
    whole: Page = replace(page(*PAGES["rail"]), codes=(code,))
    reading = graded(kind_of(whole).read(whole), TODAY)
    assert {reading.grade(name) for name in ("total", "invoice_number")} == {"verified"}
    other = replace(whole, codes=(code.replace(NUMBER, NUMBER[::-1]),))
    assert graded(kind_of(other).read(other), TODAY).grade("invoice_number") == "ask"


def test_a_rail_ticket_given_back_costs_its_fee() -> None:
    reading = read("rail", "票价:￥117.50", "退票费:￥23.50")
    assert (reading.kind, str(reading.value("total"))) == ("rail_fee", "23.50")
