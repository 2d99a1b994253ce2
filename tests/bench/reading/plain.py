"""What one gets without us: plain Tesseract, and the parser everybody writes first. The table's other half."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytesseract

from ocr.page import Word
from ocr.reading import Box

_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})*\.\d{2}|\d+[.,]\d{2}")
_DATE = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{2,4})")


class PlainTesseract:
    """The program with its defaults: no preparation of the picture, whole lines without places."""

    name = f"plain tesseract {pytesseract.get_tesseract_version()}"

    def recognise(self, image: Any) -> tuple[Word, ...]:
        text = pytesseract.image_to_string(image, lang="eng+chi_sim")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return tuple(
            Word(line, 1.0, Box(0, number / len(lines), 1, (number + 1) / len(lines)))
            for number, line in enumerate(lines)
        )


def simple(words: tuple[Word, ...]) -> dict[str, object]:
    """The last amount on a line of a total, the first date (day first), the first line with letters."""
    lines = [word.text for word in words]
    found: dict[str, object] = {}
    for line in lines:
        amounts = _AMOUNT.findall(line)
        if amounts and re.search(r"total|合计|小写|金额", line, re.IGNORECASE):
            found["total"] = _decimal(amounts[-1])
        match = _DATE.search(line)
        if match and "date" not in found and (day := _day(*match.groups())):
            found["date"] = day
    name = next((line for line in lines if re.search(r"[^\W\d_]{3}", line)), None)
    return found | ({"merchant": name} if name else {})


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[.,](?=.*[.,])", "", text).replace(",", "."))


def _day(one: str, month: str, other: str) -> date | None:
    year, day = (one, other) if len(one) == 4 else (other, one)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
