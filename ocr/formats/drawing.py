"""A page drawn from its words and lines, for people to see where a value stands: OFD and XML have no picture of it.

Simple on purpose: one font of the machine in the size of each word's box, thin lines, no seals and no pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr.page import Page, Word

#: A straight line: from (left, top) to (right, bottom), fractions of the page.
Stroke = tuple[float, float, float, float]

#: Fonts with Chinese characters where systems keep them, and which face of a collection is the simplified Chinese one.
_FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
_INK, _LINE = (34, 34, 38), (150, 130, 120)


def drawn(page: Page, strokes: Sequence[Stroke], side: int) -> Image.Image:
    """The page with its longer side `side` pixels long. Without a Chinese font here, Chinese characters are boxes."""
    scale = side / max(page.width, page.height)
    width, height = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in strokes:
        ends = ((_inside(left) * width, _inside(top) * height), (_inside(right) * width, _inside(bottom) * height))
        draw.line(ends, fill=_LINE, width=max(1, side // 900))
    for word in page.words:
        _write(draw, word, width, height)
    return image


def _write(draw: ImageDraw.ImageDraw, word: Word, width: int, height: int) -> None:
    tall = (word.box.bottom - word.box.top) * height
    wide = (word.box.right - word.box.left) * width
    if tall < 2 or wide < 1:
        return
    size = min(400, max(6, round(tall * 0.92)))
    long = draw.textlength(word.text, font=letters(size))
    if long > wide * 1.15:
        # The machine's font is wider than the document's: smaller letters, so that words do not run into each other.
        size = max(6, int(size * wide * 1.15 / long))
    draw.text(
        (word.box.left * width, (word.box.top + word.box.bottom) / 2 * height), word.text, _INK, letters(size), "lm"
    )


def _inside(value: float) -> float:
    return min(1.0, max(0.0, value))


@lru_cache(maxsize=64)
def letters(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font of the machine, with Chinese characters where it has one."""
    for path, face in _FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, size, index=face)
    return ImageFont.load_default(size)
