"""Paper to print on: text in the fonts of a till, in columns or at places, as Pillow images, and as the words that an
engine would see (`Paper.page`, which needs neither fonts nor an engine)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFont

from ocr.page import Page, Word, fraction_box

FONTS = Path("/usr/share/fonts")
_FILES = {
    "mono": ("opentype/noto/NotoSansCJK-Regular.ttc", 7),
    "mono bold": ("opentype/noto/NotoSansCJK-Bold.ttc", 7),
    "sans": ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "sans bold": ("opentype/noto/NotoSansCJK-Bold.ttc", 2),
    "serif": ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "serif bold": ("opentype/noto/NotoSerifCJK-Bold.ttc", 2),
}

Ink = tuple[int, int, int]

#: How the ink gets onto the paper: smooth (laser), in hard pixels (a thermal head), in dots (needles and a ribbon).
Printer = Literal["laser", "thermal", "needles"]


@lru_cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """One of our faces at `size` pixels. Raises OSError where fonts-noto-cjk is not installed."""
    name, index = _FILES[face]
    return ImageFont.truetype(str(FONTS / name), size, index=index)


def breadth(text: str) -> float:
    """How many halves of its size a text is wide in a till's font: Chinese signs take two, all others one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) / 2


def cut(text: str, most: float) -> list[str]:
    """The text in lines of at most `most` sizes, broken at spaces where there are some, else between signs."""
    lines, line = [], ""
    for part in re.findall(r"[ -~À-ſ–€£]+? (?=\S)|[ -~À-ſ–€£]+|.", text):
        if line and breadth(line + part.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += part
    return [*lines, line.rstrip()]


@dataclass(frozen=True)
class Mark:
    """Text at (x, y), its top; `hold` says which share of its width lies left of x. In pixels, turned by nothing."""

    x: float
    y: float
    text: str
    face: str
    size: int
    ink: Ink
    hold: float

    @property
    def wide(self) -> float:
        return self.size * breadth(self.text) * (1.0 if "mono" in self.face else 1.08)


@dataclass
class Paper:
    """A strip of paper, `width` pixels wide and as long as what is printed on it, or a form of a given `height`."""

    width: int
    size: int = 30
    face: str = "mono"
    margin: int = 40
    ink: Ink = (38, 36, 42)
    tint: Ink = (250, 248, 243)
    height: int = 0
    printer: Printer = "laser"
    codes: list[str] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _rules: list[tuple[float, float, float, float, Ink, int]] = field(default_factory=list)
    _pictures: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    _seals: list[tuple[str, int, int, int]] = field(default_factory=list)
    _y: int = 50

    @property
    def inner(self) -> int:
        """What there is between the margins, in pixels."""
        return self.width - 2 * self.margin

    def fits(self, size: int = 0) -> int:
        """How many narrow signs of that size stand on a line."""
        return int(2 * self.inner / (size or self.size))

    def space(self, pixels: int = 20) -> None:
        """Leave some paper empty."""
        self._y += pixels

    def line(self, *cells: tuple[float, str], face: str = "", size: int = 0, ink: Ink | None = None) -> None:
        """Cells at fractions of the width; 0 starts there, 1 ends there, 0.5 is centred, others start there.

        A cell at a negative place ends at that place instead: (-0.8, "2") ends at 0.8.
        """
        tall = size or self.size
        for place, text in cells:
            hold = 0.5 if place == 0.5 else 1.0 if place == 1 or place < 0 else 0.0
            x = self.margin + abs(place) * self.inner
            self._marks.append(Mark(x, self._y, text, face or self.face, tall, ink or self.ink, hold))
        self._y += round(tall * 1.55)

    def block(self, text: str, place: float = 0.5, face: str = "", size: int = 0) -> None:
        """A text on as many lines as it takes."""
        for one in cut(text, self.inner / (size or self.size)):
            self.line((place, one), face=face, size=size)

    def at(self, x: float, y: float, text: str, size: int = 0, face: str = "", ink: Ink | None = None) -> None:
        """Text that starts at a place in pixels: on forms, which are printed before they are filled in."""
        self._marks.append(Mark(x, y, text, face or self.face, size or self.size, ink or self.ink, 0.0))

    def rule(self, dashed: bool = True) -> None:
        """A line across."""
        step = 14 if dashed else self.inner
        end = self.margin + self.inner
        for x in range(self.margin, end, step):
            self.stroke(x, self._y + 8, min(x + step * (0.6 if dashed else 1), end), self._y + 8)
        self._y += 24

    def stroke(self, x: float, y: float, to_x: float, to_y: float, ink: Ink | None = None, width: int = 2) -> None:
        """A straight line between two places in pixels."""
        self._rules.append((x, y, to_x, to_y, ink or self.ink, width))

    def frame(self, x: float, y: float, to_x: float, to_y: float, ink: Ink | None = None) -> None:
        """A box of four lines."""
        for one in ((x, y, to_x, y), (to_x, y, to_x, to_y), (to_x, to_y, x, to_y), (x, to_y, x, y)):
            self.stroke(*one, ink=ink)

    def picture(self, image: Image.Image, x: int | None = None, y: int | None = None) -> None:
        """A logo or a seal at a place (the transparent stays paper), or in the middle of a strip, which then goes on
        below it."""
        if x is None or y is None:
            x, y = (self.width - image.width) // 2, self._y
            self._y += image.height + 12
        self._pictures.append((x, y, image))

    def seal(self, name: str, x: int, y: int, wide: int) -> None:
        """The red seal of a company over what is printed; an engine sees it as part of the paper, or not at all."""
        self._seals.append((name, x, y, wide))

    def page(self) -> Page:
        """The words as an engine boxes them: each cell one, cells with wide gaps inside them several."""
        tall = self.height or self._y + 60
        return Page(tuple(self._words(tall)), self.width, tall, "ocr", tuple(self.codes))

    def _words(self, tall: int) -> Iterator[Word]:
        for mark in self._marks:
            start = mark.x - mark.hold * mark.wide
            for run in re.finditer(r"\S+(?: \S+)*", mark.text):
                left = start + mark.wide * breadth(mark.text[: run.start()]) / breadth(mark.text)
                right = left + mark.wide * breadth(run.group()) / breadth(mark.text)
                top, bottom = mark.y + 0.18 * mark.size, mark.y + 1.22 * mark.size
                box = fraction_box(left / self.width, top / tall, right / self.width, bottom / tall)
                yield Word(run.group(), 0.97, box)

    def printed(self) -> Image.Image:
        """The paper with everything on it."""
        size = (self.width, self.height or self._y + 60)
        image = Image.new("RGB", size, self.tint if self.printer == "laser" else (255, 255, 255))
        draw = ImageDraw.Draw(image)
        draw.fontmode = "L" if self.printer == "laser" else "1"
        for mark in self._marks:
            used = font(mark.face, mark.size)
            x = mark.x - mark.hold * draw.textlength(mark.text, font=used)
            draw.text((x, mark.y), mark.text, font=used, fill=mark.ink)
        for x, y, to_x, to_y, ink, width in self._rules:
            draw.line((x, y, to_x, to_y), fill=ink, width=width)
        if self.printer == "needles":
            image = ImageChops.lighter(image, _needles(size))
        if self.printer != "laser":
            image = ImageChops.multiply(image, Image.new("RGB", size, self.tint))
        for left, top, stuck in self._pictures:
            image.paste(stuck, (left, top), stuck if stuck.mode == "RGBA" else None)
        for name, left, top, wide in self._seals:
            stamped = _sealed(name, wide)
            image.paste(stamped, (left, top), stamped)
        return image


def _sealed(name: str, wide: int) -> Image.Image:
    """An oval in red ink, the name across it; half transparent."""
    image = Image.new("RGBA", (wide, round(wide * 0.68)), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    ink = (190, 50, 50, 150)
    draw.ellipse((4, 4, wide - 5, image.height - 5), outline=ink, width=4)
    size = min(18, round(0.85 * (wide - 20) / len(name)))
    draw.text((wide / 2, 0.36 * image.height), name, font=font("serif", size), fill=ink, anchor="mm")
    draw.text((wide / 2, 0.66 * image.height), "发票专用章", font=font("serif", 20), fill=ink, anchor="mm")
    return image


def _needles(size: tuple[int, int]) -> Image.Image:
    """What a row of needles leaves white: thin lines between their dots."""
    cell = Image.new("RGB", (3, 3), (0, 0, 0))
    for at in range(3):
        cell.putpixel((2, at), (150, 150, 150))
        cell.putpixel((at, 2), (150, 150, 150))
    whole = Image.new("RGB", size)
    row = Image.new("RGB", (size[0], 3))
    for x in range(0, size[0], 3):
        row.paste(cell, (x, 0))
    for y in range(0, size[1], 3):
        whole.paste(row, (0, y))
    return whole
