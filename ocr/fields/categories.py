"""What kind of expense a document is: suggested by its kind, the tax bureau's names of goods, and its words. Pure.

A suggestion is never more than likely, except where the form itself is of one kind of expense: a taxi's slip, a train
ticket. Where two categories are as near as each other there is none: a wrong one is worse than a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr.fields.labels import plain
from ocr.page import Line, Word
from ocr.reading import Box

#: Kinds that are documents of one category only.
OF_KIND: Mapping[str, str] = {
    "taxi_receipt": "taxi",
    "trip_list": "taxi",
    "train_ticket": "train",
    "rail_fee": "train",
    "air_itinerary": "flight",
    "hotel_folio": "hotel",
    "fuel_receipt": "fuel",
    "parking_receipt": "parking",
    "toll_invoice": "toll",
}

#: The short names of the Chinese tax bureau between stars (商品和服务税收分类编码, 税总货劳函〔2016〕): *餐饮服务*餐费.
_STARRED = re.compile(r"[*＊]\s?([\u4e00-\u9fff、（）()]{2,14})\s?[*＊]([^*＊]*)")
_TAX_NAMES: tuple[tuple[str, str], ...] = (
    ("meals", r"餐饮"),
    ("hotel", r"住宿|会展.*住宿"),
    ("parking", r"停车|车辆停放"),
    ("toll", r"通行费|道路通行|过路|过桥"),
    ("fuel", r"汽油|柴油|成品油|加油|天然气.*车|充电"),
    ("flight", r"航空|机票|飞机"),
    ("train", r"铁路|火车|高铁"),
    ("taxi", r"客运服务|网约车|出租|打车|约车|旅客运输"),
    ("telecom", r"电信|通信服务|宽带|话费|流量"),
    ("express", r"收派|快递|邮政|寄递"),
    ("office", r"文具|办公|纸制品|硒鼓|墨盒|印刷品|计算机配套|打印"),
)
#: Words of shops and goods, in capitals; the first column counts twice in the merchant's name.
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "meals",
        (
            r"RESTAURANT|RESTORAN|RESTO\b|CAF[EÉ]\b|CAFETERIA|KOPITIAM|COFFEE|BISTRO|BAKERY|BAKERIES|PIZZ|BURGER"
            r"|NOODLE|SUSHI|GRILL"
            r"|DINING|DINE ?-?IN|FOOD ?COURT|CATERING|EATERY|KITCHEN|\bNASI\b|\bMEE\b|\bTEH\b|\bKOPI\b|\bAYAM\b"
            r"|\bROTI\b|CHICKEN"
            r"|SEAFOOD|STEAK|TEA ?HOUSE|\bTAPAS\b|RISTORANTE|TRATTORIA|BRASSERIE|GASTSTÄTTE|BÄCKEREI|\bPAX\b|LATTE"
            r"|CAPPUCCINO|ESPRESSO|餐厅|餐饮|饭店|酒楼|饭馆|小馆|食府|火锅|烧烤|面馆|咖啡|茶餐厅|小吃|快餐|料理"
            r"|菜馆|美食|甜品|烘焙|奶茶|桌号|台号|人数|堂食"
            r"|海鲜饭店"
        ),
    ),
    (
        "hotel",
        (
            r"\bHOTEL\b|\bHOSTEL\b|\bMOTEL\b|\bINN\b|RESORT|\bLODG|GUEST ?HOUSE|HOMESTAY"
            r"|ROOM ?(?:CHARGE|NO|RATE|NIGHT)|NIGHTS?\b"
            r"|CHECK-? ?OUT|ARRIVAL|DEPARTURE|\bFOLIO\b|ACCOMMODATION|TOURISM TAX|酒店|宾馆|旅馆|客栈|民宿|房费"
            r"|住宿|房号|入住|离店"
        ),
    ),
    (
        "fuel",
        (
            r"PETROL|\bFUEL\b|DIESEL|UNLEADED|GASOLINE|\bRON ?9[57]\b|\bPUMP\b|LITRES?\b|\bLTRS?\b|GALLONS?"
            r"|TANKSTELLE|SUPER E10"
            r"|加油站|汽油|柴油|油品|\d{2}号汽油|油枪|充电桩"
        ),
    ),
    ("parking", r"PARKING|CAR ?PARK|PARKHAUS|\bENTRY TIME|停车|泊车|车位费"),
    ("toll", r"\bTOLL\b|PLAZA TOL|\bTOL\b|HIGHWAY|过路费|通行费|高速公路|收费站"),
    ("taxi", r"\bTAXI\b|\bCAB\b|E-?HAILING|\bTRIP FARE|RIDE FARE|打车|网约车|行程单|出租车|快车|专车|的士"),
    ("flight", r"AIRLINES?\b|AIRWAYS|BOARDING PASS|E-?TICKET ITINERARY|\bFLIGHT\b|BAGGAGE|航空|机票|登机牌|民航|机建"),
    ("train", r"RAILWAY|\bTRAIN\b|\bRAIL\b|BAHN\b|铁路|火车票|高铁|动车"),
    (
        "telecom",
        (
            r"TELECOM|BROADBAND|MOBILE (?:PLAN|BILL|PREPAID)|PREPAID (?:SIM|TOP)|\bSIM CARD|POSTPAID"
            r"|TELEPHONE BILL|话费|宽带|电信|通信服务|流量包"
        ),
    ),
    ("express", r"COURIER|POSTAGE|\bPARCEL|WAYBILL|CONSIGNMENT|POST OFFICE|快递|速运|邮政|运单"),
    (
        "office",
        (
            r"STATIONER|OFFICE SUPPL|PHOTOCOP|\bTONER\b|\bINK CARTRIDGE|\bSTAPLE|\bENVELOPE|BALL ?PEN|MARKER PEN"
            r"|A4 PAPER|NOTEBOOK"
            r"|PRINTING|文具|办公用品|打印|复印|墨盒|硒鼓|纸张"
        ),
    ),
)
_TAX_COMPILED = tuple((name, re.compile(words)) for name, words in _TAX_NAMES)
_COMPILED = tuple((name, re.compile(words)) for name, words in _WORDS)
#: So many points a suggestion needs, and so many more than the next one.
_ENOUGH = 2.0
_AHEAD = 1.0


@dataclass(frozen=True, slots=True)
class CategoryFound:
    """A category with how sure it is, and the words that speak for it."""

    name: str
    sure: float
    text: str
    box: Box | None = None
    others: tuple[str, ...] = ()


def category(kind: str, rows: Sequence[Line], merchant: str, goods: Sequence[str]) -> CategoryFound | None:
    """The category a document suggests; None where its words speak for none, or for two."""
    if kind in OF_KIND:
        return CategoryFound(OF_KIND[kind], 0.9, kind)
    if (named := of_names(goods)) is not None:
        word = _word(rows, named.text)
        return CategoryFound(named.name, named.sure, named.text, word.box if word else None, named.others)
    points: dict[str, float] = {}
    texts: dict[str, str] = {}
    page = "\n".join(plain(row.text) for row in rows)
    sold = "\n".join(plain(one) for one in goods)
    for name, words in _COMPILED:
        for text, weight, most in ((plain(merchant), 2.0, 2.0), (sold, 1.0, 2.0), (page, 1.0, 2.0)):
            hits = {match.group() for match in words.finditer(text)}
            if hits:
                points[name] = points.get(name, 0.0) + min(most, weight * len(hits))
                texts.setdefault(name, sorted(hits)[0])
    order = sorted(points, key=lambda name: -points[name])
    if not order or points[order[0]] < _ENOUGH:
        return None
    if len(order) > 1 and points[order[0]] - points[order[1]] < _AHEAD:
        return None
    word = _word(rows, texts[order[0]])
    return CategoryFound(order[0], 0.7, texts[order[0]], word.box if word else None, tuple(order[1:3]))


def of_names(goods: Sequence[str]) -> CategoryFound | None:
    """The category of the tax bureau's names of goods: one that all named lines share, as far as they have one."""
    found: dict[str, str] = {}
    for one in goods:
        for match in _STARRED.finditer(one):
            for text in (match[2], match[1]):
                name = next((name for name, words in _TAX_COMPILED if words.search(text)), None)
                if name:
                    found.setdefault(name, match.group()[:60])
                    break
    if len(found) != 1:
        return None
    name, text = next(iter(found.items()))
    return CategoryFound(name, 0.85, text)


def _word(rows: Sequence[Line], text: str) -> Word | None:
    wanted = plain(text)[:12]
    return next((word for row in rows for word in row.words if wanted in plain(word.text)), None)
