"""The time of day a document was made out: beside its date, or by a caption. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from ocr.fields.labels import plain
from ocr.page import Line
from ocr.reading import Box

#: Engines glue a date and its time together: "15/07/201712:07".
_GLUED = re.compile(
    r"((?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)|(?:\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d\d))(?=\d{2}:\d{2})"
)
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上)?\s?(?<![\d:.,])(?P<hour>[01]?\d|2[0-3])\s?[:;]\s?(?P<minute>[0-5]\d)"
    r"(?P<second>\s?[:;. ]\s?[0-5]\d(?!\d))?(?![\d:])\s?(?P<noon>[AP]\.?\s?M\b\.?)?"
)
_HAN = re.compile(r"(?P<half>上午|下午|晚上)?(?P<hour>[01]?\d|2[0-3])\s?[时時点]\s?(?P<minute>[0-5]\d)\s?分")
#: Business hours, and how long a parking or a ride took.
_SPAN = re.compile(r"\d\s?[:;]\s?\d{2}\s?(?:[AP]M)?\s?(?:-|~|–|—|TO|至|到)\s?\d{1,2}\s?[:;]\s?\d{2}")
_CAPTION = re.compile(r"\bTIME\b|时间|時間|时刻|\bMASA\b|UHRZEIT|\bUHR\b|HEURE|\bTIJD\b|交易|结账|打印")
#: The departure of a train: "08:32开".
_DEPARTS = re.compile(r"\d\s?开")
_OTHER = re.compile(
    r"OPEN|CLOS|HOURS|BUSINESS|EXPIR|VALID|DELIVER|PICK ?UP|\bENTRY|ENTER|\bEXIT|CHECK-? ?(?:IN|OUT)|WAIT|DURATION"
    r"|营业|入场|进场|等候|低速|时长|有效|送达|预计|热线"
)


@dataclass(frozen=True, slots=True)
class TimeFound:
    """One time of day, to the minute. From a `score` of 2 on it stands beside the date or has a caption."""

    value: time
    score: float
    box: Box
    text: str
    confidence: float


def times(rows: Sequence[Line], day: Box | None) -> tuple[TimeFound, ...]:
    """All times of day on a page, the one beside its date (`day`) first, then those with a caption."""
    found: list[TimeFound] = []
    for row in rows:
        line = plain(row.text)
        weight = _weight(line, row, day)
        here = [
            TimeFound(value, weight + exact, word.box, text, word.confidence)
            for word in row.words
            for value, exact, text in _in_text(plain(word.text))
        ]
        # Text layers cut a time into words: "15 : 53".
        here = here or [
            TimeFound(value, weight + exact, row.box, text, min(word.confidence for word in row.words))
            for value, exact, text in _in_text(line)
        ]
        found += here
    return tuple(sorted(found, key=lambda one: -one.score))


def boarding(rows: Sequence[Line]) -> TimeFound | None:
    """When a ride began: above its end, each to the minute; what has seconds is how long one waited."""
    for row in rows:
        for word in row.words:
            text = plain(word.text)
            for match in _TIME.finditer(_GLUED.sub(r"\1 ", text)):
                value = None if match["second"] else _value(match)
                if value is not None and not re.search(r"等候|WAIT|低速|营业", text):
                    return TimeFound(value, 2.0, word.box, match.group().strip(), word.confidence)
    return None


def _weight(line: str, row: Line, day: Box | None) -> float:
    weight = 1.0
    if day is not None and day.top < row.box.bottom and row.box.top < day.bottom and _level(row, day):
        weight += 2.0
    if _CAPTION.search(line) or _DEPARTS.search(line):
        weight += 1.0
    if _OTHER.search(line):
        weight -= 2.0
    return weight - (2.0 if _SPAN.search(line) else 0.0)


def _level(row: Line, day: Box) -> bool:
    return any(word.box == day for word in row.words) or row.box == day


def _in_text(text: str) -> Iterator[tuple[time, float, str]]:
    """Each time in a text, a little more for one that says seconds or which half of the day, and its print."""
    for pattern in (_TIME, _HAN):
        for match in pattern.finditer(_GLUED.sub(r"\1 ", text)):
            value = _value(match)
            if value is not None:
                groups = match.groupdict()
                exact = 0.2 if groups.get("second") or groups.get("noon") or groups["half"] else 0.0
                yield value, exact, match.group().strip()


def _value(match: re.Match[str]) -> time | None:
    groups = match.groupdict()
    hour, half = int(match["hour"]), groups["half"] or groups.get("noon") or ""
    if hour <= 12 and half[:1] in ("P", "下", "晚"):
        hour = hour % 12 + 12
    elif hour == 12 and half[:1] in ("A", "上"):
        hour = 0
    return time(hour, int(match["minute"])) if hour < 24 else None
