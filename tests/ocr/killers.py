"""Engines that go wrong on purpose, for `OcrProcess`: they survive the blank picture of the warm-up, and nothing else.

A picture's first pixel says what happens: red sleeps, green crashes, blue eats memory; any other is
answered, yellow after a moment.
"""

from __future__ import annotations

import os
import time

from PIL import Image

from ocr.page import Word
from ocr.reading import Box

RED, GREEN, BLUE, SLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)


class Killer:
    """Does what the first pixel says."""

    name = "killer"

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        first = image.getpixel((0, 0))
        if first == RED:
            time.sleep(3600)
        if first == SLOW:
            time.sleep(0.4)
        if first == GREEN:
            os.abort()
        if first == BLUE:
            eaten = []
            while True:
                eaten.append(bytearray(64 * 1024 * 1024))
        return (Word("TOTAL RM 9.00", 1.0, Box(0.1, 0.5, 0.9, 0.6)), Word(str(os.getpid()), 1.0, Box(0, 0, 0.2, 0.1)))
