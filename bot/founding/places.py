"""Languages, time zones and countries as people write them: `中文`, `上海`, `New York`, `UTC+8`, `德国`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "zh": ("zh", "中文", "简体中文", "汉语", "普通话", "chinese", "zhcn", "zhhans", "cn", "mandarin"),
    "en": ("en", "英文", "英语", "english", "engb", "enus"),
}

#: Cities of people that are the name of no time zone.
_CITIES = {
    "Asia/Shanghai": "北京 天津 重庆 深圳 广州 杭州 南京 苏州 无锡 宁波 成都 "
    "武汉 西安 长沙 郑州 济南 青岛 大连 沈阳 哈尔滨 长春 合肥 "
    "福州 厦门 南昌 昆明 贵阳 南宁 海口 太原 石家庄 兰州 西宁 银川 呼和浩特 东莞 佛山 珠海 温州 常州 中国 "
    "beijing tianjin shenzhen guangzhou hangzhou nanjing suzhou wuxi ningbo "
    "chengdu wuhan xian changsha zhengzhou jinan qingdao dalian shenyang hefei "
    "xiamen china",
    "America/New_York": "boston washington atlanta miami philadelphia 波士顿 华盛顿",
    "America/Los_Angeles": "sanfrancisco seattle sandiego 旧金山 西雅图",
    "America/Chicago": "houston dallas austin 休斯顿",
    "Europe/Berlin": "munich frankfurt hamburg cologne 慕尼黑 法兰克福 汉堡",
    "Asia/Tokyo": "osaka 大阪",
    "Asia/Kolkata": "mumbai delhi bangalore 孟买 德里",
    "Australia/Sydney": "canberra 堪培拉",
}  # fmt: skip


#: Where most people of a country with several zones live; of the others CLDR's first is good enough to be offered.
_MAIN = {
    "CN": "Asia/Shanghai", "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo", "MX": "America/Mexico_City", "RU": "Europe/Moscow", "ID": "Asia/Jakarta",
    "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "NZ": "Pacific/Auckland", "CL": "America/Santiago",
}  # fmt: skip


def language(text: str) -> str | None:
    """`zh` or `en`; None for a language we do not speak."""
    plain = _plain(text)
    return next((code for code, words in LANGUAGES.items() if plain in words), None)


def time_zone(text: str) -> str | None:
    """The IANA name of a time zone, by that name, or by a city in Chinese or English, or `UTC+8`."""
    offset = re.fullmatch(r"(?:utc|gmt)([+-]\d{1,2})(?::?00)?", "".join(text.lower().split()))
    if offset and -12 <= int(offset[1]) <= 14:
        # The sign of these names is the other way round.
        return f"Etc/GMT{-int(offset[1]):+d}" if int(offset[1]) else "UTC"
    return _zones().get(_plain(text))


def country(text: str) -> str | None:
    """The ISO 3166 code of a country, by that code or its name in Chinese or English."""
    return _countries().get(_plain(text))


def zone_of_country(code: str) -> str | None:
    """The time zone of a country, or the one that is offered where it has several; None for an unknown country."""
    zones = (_MAIN.get(code, ""), *(get_global("territory_zones").get(code) or ()))
    return next((zone for zone in zones if zone in available_timezones()), None)


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum() or char in "/+")


@cache
def _zones() -> dict[str, str]:
    found: dict[str, str] = {}
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    for locale in ("zh_Hans_CN", "en"):
        for name, words in Locale.parse(locale).time_zones.items():
            if name in names and "city" in words:
                found.setdefault(_plain(words["city"]).removesuffix("时间"), name)
    for name in names:
        if not name.startswith(("Etc/", "posix", "right")):
            found.setdefault(_plain(name.rpartition("/")[2]), name)
    for name, cities in _CITIES.items():
        found |= dict.fromkeys(cities.split(), name)
    found |= {_plain(name): name for name in names}
    return found


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in ("en", "zh_Hans_CN"):
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha():
                found[_plain(name)] = code
                found[code.lower()] = code
    return found | {
        "中国大陆": "CN",
        "香港": "HK",
        "澳门": "MO",
        "台湾": "TW",
        "hongkong": "HK",
        "usa": "US",
        "uk": "GB",
    }
