"""Tesseract through its program, where the system has it: the fallback. Weak on Chinese (FACTS.md section 2)."""

from __future__ import annotations

import re
from collections import defaultdict

from PIL import Image, ImageOps

from ocr.errors import Unavailable
from ocr.page import Word, around, fraction_box

#: It wants letters of about 30 pixels; small pictures are made larger first (+4 to +7 points on totals).
WANTED_WIDTH = 1500
LANGUAGES = ("eng", "chi_sim")
SECONDS = 120
_CJK = re.compile(r"(?<=[\u3400-\u9fff\uff00-\uffef]) (?=[\u3400-\u9fff\uff00-\uffef])")


class TesseractEngine:
    """The installed Tesseract with the languages of LANGUAGES it has. Words of one line near each other are joined."""

    def __init__(self) -> None:
        import pytesseract

        self._tesseract = pytesseract
        try:
            self._version = str(pytesseract.get_tesseract_version())
            there = set(pytesseract.get_languages(config=""))
        except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError, SystemExit) as error:
            raise Unavailable("engine_missing", "the tesseract program is not installed") from error
        self._languages = "+".join(name for name in LANGUAGES if name in there)
        if not self._languages:
            raise Unavailable("engine_missing", f"tesseract has none of the languages {', '.join(LANGUAGES)}")

    @property
    def name(self) -> str:
        return f"tesseract {self._version}"

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        grey = ImageOps.autocontrast(image.convert("L"))
        if grey.width < WANTED_WIDTH and grey.height < WANTED_WIDTH:
            scale = min(WANTED_WIDTH / max(1, min(grey.size)), 3.0)
            grey = grey.resize((round(grey.width * scale), round(grey.height * scale)), Image.Resampling.LANCZOS)
        try:
            found = self._tesseract.image_to_data(
                grey,
                lang=self._languages,
                config="--psm 6",
                output_type=self._tesseract.Output.DICT,
                timeout=SECONDS,
            )
        except (self._tesseract.TesseractError, RuntimeError, OSError) as error:
            raise Unavailable("engine_failed", f"tesseract: {type(error).__name__}") from error

        rows: defaultdict[tuple[int, int, int], list[Word]] = defaultdict(list)
        for place, text in enumerate(found["text"]):
            confidence = float(found["conf"][place])
            if confidence < 0 or not text.strip():
                continue
            left, top = found["left"][place], found["top"][place]
            box = fraction_box(
                left / grey.width,
                top / grey.height,
                (left + found["width"][place]) / grey.width,
                (top + found["height"][place]) / grey.height,
            )
            key = (found["block_num"][place], found["par_num"][place], found["line_num"][place])
            rows[key].append(Word(text.strip(), min(1.0, confidence / 100), box))
        shape = grey.width / grey.height
        return tuple(word for row in rows.values() for word in _joined(row, shape))


def _joined(row: list[Word], shape: float) -> list[Word]:
    """Words a space apart become one, as other engines give them: labels of two words must stay together."""
    groups: list[list[Word]] = []
    for word in sorted(row, key=lambda one: one.box.left):
        if groups:
            before = groups[-1][-1].box
            gap = (word.box.left - before.right) * shape
            if gap < 0.9 * min(before.bottom - before.top, word.box.bottom - word.box.top):
                groups[-1].append(word)
                continue
        groups.append([word])
    return [
        Word(
            _CJK.sub("", " ".join(word.text for word in group)),
            min(word.confidence for word in group),
            around(word.box for word in group),
        )
        for group in groups
    ]
