"""Paper to print on: text in the fonts of a till, in columns, as Pillow images."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")
_FILES = {
    "mono": ("NotoSansCJK-Regular.ttc", 7),
    "mono bold": ("NotoSansCJK-Bold.ttc", 7),
    "sans": ("NotoSansCJK-Regular.ttc", 2),
    "sans bold": ("NotoSansCJK-Bold.ttc", 2),
    "serif": ("NotoSerifCJK-Regular.ttc", 2),
    "serif bold": ("NotoSerifCJK-Bold.ttc", 2),
}


@lru_cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """One of our faces at `size` pixels. Raises OSError where fonts-noto-cjk is not installed."""
    name, index = _FILES[face]
    return ImageFont.truetype(str(FONTS / name), size, index=index)


@dataclass
class Paper:
    """A strip of paper, `width` pixels wide and as long as what is printed on it."""

    width: int
    size: int = 30
    face: str = "mono"
    margin: int = 40
    ink: tuple[int, int, int] = (38, 36, 42)
    tint: tuple[int, int, int] = (250, 248, 243)
    _marks: list[tuple[float, int, str, str, int, tuple[int, int, int]]] = field(default_factory=list)
    _rules: list[tuple[int, bool]] = field(default_factory=list)
    _y: int = 50

    def space(self, pixels: int = 20) -> None:
        """Leave some paper empty."""
        self._y += pixels

    def line(
        self, *cells: tuple[float, str], face: str = "", size: int = 0, ink: tuple[int, int, int] | None = None
    ) -> None:
        """Cells at fractions of the width; 0 starts there, 1 ends there, 0.5 is centred, others start there.

        A cell at a negative place ends at that place instead: (-0.8, "2") ends at 0.8.
        """
        tall = size or self.size
        for place, text in cells:
            self._marks.append((place, self._y, text, face or self.face, tall, ink or self.ink))
        self._y += round(tall * 1.55)

    def rule(self, dashed: bool = True) -> None:
        """A line across."""
        self._rules.append((self._y + 8, dashed))
        self._y += 24

    def printed(self) -> Image.Image:
        """The paper with everything on it."""
        image = Image.new("RGB", (self.width, self._y + 60), self.tint)
        draw = ImageDraw.Draw(image)
        inner = self.width - 2 * self.margin
        for place, y, text, face, size, ink in self._marks:
            used = font(face, size)
            long = draw.textlength(text, font=used)
            x = self.margin + abs(place) * inner
            if place == 0.5:
                x -= long / 2
            elif place == 1 or place < 0:
                x -= long
            draw.text((x, y), text, font=used, fill=ink)
        for y, dashed in self._rules:
            step = 14 if dashed else inner
            for x in range(self.margin, self.margin + inner, step):
                draw.line(
                    (x, y, min(x + step * (0.6 if dashed else 1), self.margin + inner), y), fill=self.ink, width=2
                )
        return image
