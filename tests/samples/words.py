"""Word lists that merchants, streets and goods are made from. No company, town or street here is meant to exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

#: Goods with the highest price they have, in whole units of money.
Goods = Sequence[tuple[str, int]]

FIRST = ("QUILLFORD", "TARNWICK", "VELLMARK", "BRINDLE", "OSTERLEIGH", "FENHOLLOW", "MARRAM", "PELLOW", "KESTREL MOSS")
FIRST_MY = ("BAYU SENJA", "DAUN SELASIH", "PELITA NILAM", "TUAH KENARI", "SURIA MELUR", "HANG BIDARA", "KIJANG EMBUN")
FIRST_DE = ("Hollerbach", "Windmark", "Astkamp", "Krumbeck", "Sandvoss", "Eibental", "Morgenried")
FIRST_FR = ("du Clair Ruisseau", "des Trois Merles", "de la Haute Borne", "du Vieux Noyer", "de l'Aubépine")
PLACES_ZH = ("云溪", "柳湖", "青禾渡", "白鹭洲", "松泉", "望舒", "槐安", "临桐")
FIRST_ZH = ("拾味", "禾田", "小满", "知夏", "木槿", "星河", "半山", "鹿鸣", "朴石", "清晏")

#: By country and trade: what a name ends in.
TRADES: Mapping[tuple[str, str], Sequence[str]] = {
    ("MY", "shop"): ("MINI MARKET", "HARDWARE & TRADING", "STATIONERY", "PHARMACY", "BOOK CENTRE"),
    ("MY", "restaurant"): ("RESTORAN", "KOPITIAM", "SEAFOOD RESTAURANT", "CAFE"),
    ("MY", "fuel"): ("SERVICE STATION", "PETROLEUM"),
    ("MY", "hotel"): ("HOTEL", "RESORT & SPA"),
    ("MY", "parking"): ("PARKING",),
    ("SG", "shop"): ("SUPERMART", "ELECTRONICS", "DEPARTMENT STORE", "PHARMACY"),
    ("SG", "restaurant"): ("EATING HOUSE", "NOODLE BAR", "BISTRO"),
    ("SG", "fuel"): ("ENERGY STATION",),
    ("SG", "hotel"): ("HOTEL",),
    ("SG", "parking"): ("CARPARK",),
    ("UK", "shop"): ("STORES", "BOOKS", "HARDWARE", "GARDEN CENTRE"),
    ("UK", "restaurant"): ("ARMS", "KITCHEN", "COFFEE ROOMS", "FISH BAR"),
    ("UK", "fuel"): ("SERVICES", "GARAGE"),
    ("UK", "hotel"): ("HOTEL", "INN"),
    ("UK", "parking"): ("CAR PARKS",),
    ("US", "shop"): ("MARKET", "OFFICE SUPPLY", "HARDWARE", "DRUGSTORE"),
    ("US", "restaurant"): ("GRILL", "DINER", "TAQUERIA", "BREWING CO"),
    ("US", "fuel"): ("GAS & GO", "TRAVEL STOP"),
    ("US", "hotel"): ("SUITES", "LODGE"),
    ("US", "parking"): ("PARKING",),
    ("DE", "shop"): ("Markt", "Drogerie", "Buchhandlung", "Baumarkt"),
    ("DE", "restaurant"): ("Gasthaus", "Bäckerei", "Café"),
    ("DE", "fuel"): ("Tankstelle",),
    ("DE", "hotel"): ("Hotel",),
    ("DE", "parking"): ("Parkhaus",),
    ("FR", "shop"): ("Supermarché", "Librairie", "Pharmacie"),
    ("FR", "restaurant"): ("Brasserie", "Auberge", "Café"),
    ("FR", "fuel"): ("Station-service",),
    ("FR", "hotel"): ("Hôtel",),
    ("FR", "parking"): ("Parking",),
}

STREETS: Mapping[str, Sequence[str]] = {
    "MY": ("JALAN CONTOH", "JALAN MELATI RAYA", "LORONG KENANGA", "PERSIARAN BUKIT INDAH SATU"),
    "SG": ("SAMPLE AVENUE", "TANJONG LORONG ROAD", "BUKIT LANTERN STREET"),
    "UK": ("Sample Lane", "Weir Street", "Old Tannery Road", "Larkspur Hill"),
    "US": ("Sample Ave", "N Juniper St", "Old Mill Rd", "W Harbor Blvd"),
    "DE": ("Musterstraße", "Lindenweg", "Am Alten Wehr", "Schulgasse"),
    "FR": ("rue de l'Exemple", "avenue des Saules", "place du Lavoir"),
}
TOWNS: Mapping[str, Sequence[str]] = {
    "MY": ("50999 KUALA LUMPUR", "81999 JOHOR BAHRU, JOHOR", "47999 PETALING JAYA, SELANGOR", "10999 PENANG"),
    "SG": ("Singapore 999042", "SINGAPORE 999188"),
    "UK": ("Netherwick NW99 4ZZ", "Aldermoor, Kent ZZ1 9AA", "Bexcombe, Dorset"),
    "US": ("Fairhaven Falls, OR 97999", "Cedar Point, TX 78999", "New Alton, NY 10999"),
    "DE": ("99999 Musterstadt", "09999 Neuental", "29999 Birkenau am See"),
    "FR": ("99000 Valmorel-sur-Orne", "99120 Saint-Exemple"),
}


def _goods(written: str) -> Goods:
    """Names with their highest prices: NAME=19; NAME=6 …"""
    pairs = (one.strip().split("=") for one in written.split(";"))
    return tuple((name, int(most)) for name, most in pairs)


GOODS: Mapping[tuple[str, str], Goods] = {
    ("en", "shop"): _goods(
        "A4 PAPER 80GSM 500S=19; GEL PEN 0.5MM BLK=6; STAPLER NO.10=13; USB CABLE TYPE-C 1M=26; WHITE BREAD 400G=4; "
        "FRESH MILK 1L=8; BATTERY AA 4PK=17; HAND SANITISER 500ML=15; MINERAL WATER 1.5L=3; LED BULB 9W E27=12; "
        "PACKING TAPE 48MM=5; CHOC COOKIES 200G=7; PRINTER INK BLACK=48; NOTEBOOK B5 120PG=8; CABLE TIES 100S=9"
    ),
    ("en", "restaurant"): _goods(
        "GRILLED CHICKEN CHOP=23; FRIED RICE=11; ICED LEMON TEA=6; FLAT WHITE=5; CAESAR SALAD=14; FISH & CHIPS=18; "
        "MUSHROOM SOUP=9; GARLIC BREAD=6; CHEESECAKE=10; SPARKLING WATER 75CL=7; BEEF BURGER=19; STEAMED FISH=42"
    ),
    ("de", "shop"): _goods(
        "Vollkornbrot 750g=4; H-Milch 1,5%=2; Kopierpapier A4=7; Batterien AA 4er=6; Gelstift schwarz=3; "
        "Mineralwasser 1,5l=2; Äpfel Elstar lose=4; Müllbeutel 20l=3"
    ),
    ("de", "restaurant"): _goods(
        "Tagessuppe=7; Schnitzel m. Pommes=18; Apfelschorle 0,4=5; Käsespätzle=14; Kaffee Crema=4; Butterbrezel=2; "
        "Salat groß=12"
    ),
    ("fr", "shop"): _goods(
        "BAGUETTE TRADITION=2; LAIT DEMI-ECREME 1L=2; RAMETTE PAPIER A4=7; STYLO BILLE X4=5; CAHIER 96P=3; "
        "EAU MINERALE 6X1,5L=4; PILES LR6 X4=8"
    ),
    ("fr", "restaurant"): _goods(
        "MENU DU JOUR=19; ENTRECOTE FRITES=24; CAFE=3; EAU GAZEUSE 50CL=5; TARTE AUX POMMES=8; PLAT DU JOUR=15; "
        "SALADE VERTE=6"
    ),
    ("zh", "shop"): _goods(
        "青芽绿茶500ml=6; 原味苏打饼干=13; 抽纸3层120抽=19; A4复印纸70g=26; 中性笔0.5黑=4; 纯牛奶250ml=5; "
        "5号电池4粒装=16; 全麦面包=12; 数据线1米=29; 矿泉水550ml=3"
    ),
    ("zh", "restaurant"): _goods(
        "清蒸鲈鱼=88; 东坡肉=68; 蟹粉豆腐=58; 时令青菜=32; 米饭=4; 菊花茶=30; 酸辣汤=28; 红烧茄子=36; 手撕包菜=26; "
        "葱油拌面=22; 椒盐排条=52; 桂花糕=24; 鲜榨橙汁=38"
    ),
}

TOWN_ZH = ("云溪市", "柳湖市", "临桐市", "松泉市")
STREETS_ZH = ("滨河路", "望江大道", "槐安街", "文汇路", "青年二路", "桐荫巷")
TRADES_ZH: Mapping[str, Sequence[str]] = {
    "shop": ("便利店", "超市", "文具店", "生活馆", "药房"),
    "restaurant": ("小馆", "面馆", "私房菜", "火锅", "茶餐厅"),
    "invoice": ("文具有限公司", "酒店管理有限公司", "科技有限公司", "商贸有限公司", "餐饮管理有限公司"),
}
GOODS_TAXED_ZH = (
    *(("*纸制品*复印纸", 13), ("*住宿服务*住宿费", 6), ("*餐饮服务*餐费", 6), ("*信息技术服务*软件服务费", 6)),
    *(("*文具*中性笔", 13), ("*运输服务*客运服务费", 3), ("*会展服务*会议费", 6)),
)
PEOPLE_ZH = ("林小溪", "周墨", "陈禾", "许知远", "沈青", "何槐")


def merchant(rng: Random, country: str, trade: str) -> tuple[str, str]:
    """A trading name and the company behind it, which may be the same."""
    ends = rng.choice(TRADES[country, trade])
    if country == "MY":
        name = f"{ends} {rng.choice(FIRST_MY)}" if ends in ("RESTORAN", "HOTEL") else f"{rng.choice(FIRST_MY)} {ends}"
        legal = name + rng.choice((" SDN BHD", " SDN. BHD.", " (M) SDN BHD", " ENTERPRISE", ""))
    elif country == "SG":
        name = f"{rng.choice(FIRST)} {ends}"
        legal = name + rng.choice((" PTE LTD", " PTE. LTD.", ""))
    elif country == "DE":
        name = f"{ends} {rng.choice(FIRST_DE)}"
        legal = name + rng.choice((" GmbH", " e.K.", " OHG", ""))
    elif country == "FR":
        name = f"{ends} {rng.choice(FIRST_FR)}"
        legal = rng.choice((f"{name} SARL", f"SAS {name}", name))
    else:
        name = rng.choice(("{} {}", "THE {} {}")).format(rng.choice(FIRST), ends)
        name = name if rng.random() < 0.6 else name.title()
        legal = name + rng.choice((" LTD", " LIMITED", "") if country == "UK" else (" LLC", " INC", "", ""))
    return name, legal


def address(rng: Random, country: str) -> list[str]:
    """Two or three lines."""
    number, street, town = rng.randint(1, 188), rng.choice(STREETS[country]), rng.choice(TOWNS[country])
    if country == "DE":
        return [f"{street} {number}", town]
    if country == "MY":
        first = rng.choice((f"NO.{number}, {street} {rng.randint(1, 9)},", f"LOT {number}-G, {street},"))
        return [first, f"{town}."]
    if country == "SG":
        return [f"{number} {street} #0{rng.randint(1, 9)}-{rng.randint(10, 60)}", town]
    return [f"{number} {street}", town]


def phone(rng: Random, country: str) -> str:
    """A number in a range that nobody is given (…555 01xx, 0000)."""
    last = rng.randint(100, 199)
    return {
        "MY": f"03-0000 {last}4",
        "SG": f"6000 0{last}",
        "UK": f"01632 960{last}",
        "US": f"({rng.randint(201, 989)}) 555-0{last}",
        "DE": f"030 23125 {last}",
        "FR": f"01 99 00 {last % 90 + 10} {last % 80 + 10}",
    }[country]


def merchant_zh(rng: Random, trade: str) -> str:
    """A shop with its branch, or a company for invoices."""
    name = rng.choice(PLACES_ZH) + rng.choice(FIRST_ZH) + rng.choice(TRADES_ZH[trade])
    if trade == "invoice":
        return name
    return name + rng.choice(("", "", f"({rng.choice(STREETS_ZH)}店)", f"（{rng.choice(STREETS_ZH)}店）"))
