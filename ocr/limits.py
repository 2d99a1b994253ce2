"""What one document may cost, checked before it is decoded or recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`content` in bytes, `pixels` of a picture as stored, `side` in pixels before OCR, `pages` of a document, and
    `scanned` pages of it that have no text layer (each costs seconds, and one reading has about a minute).

    60 million pixels are 180 MB decoded, and more than telephones send; memory of the engine grows with picture size
    (1.3 GB on whole A3 scans), so pictures are made smaller than `side` first: it was enough for 5616 px wide photos.
    """

    content: int = 25 * 1024 * 1024
    pixels: int = 60_000_000
    pages: int = 20
    scanned: int = 6
    side: int = 2000


LIMITS = Limits()
