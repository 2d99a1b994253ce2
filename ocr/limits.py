"""What one document may cost, checked before it is decoded or recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`content` in bytes, `pixels` of a picture as stored, `side` in pixels before OCR, and `pages` of a document: a
    scanned page takes about two seconds on two cores, so 60 take two minutes, in which everybody else's photos wait.

    60 million pixels are 180 MB decoded, and more than telephones send; memory of the engine grows with picture size
    (1.3 GB on whole A3 scans), so pictures are made smaller than `side` first: it was enough for 5616 px wide photos.

    Of an OFD, which is a ZIP of XML: `entries` in it, bytes `unpacked` in all; of a PDF, bytes `unpacked` of each
    stream that is no picture (whole Chinese fonts have 20 MB). Of one XML document: bytes `xml`,
    `elements`, and their `depth`. Real invoices have 16 to 30 entries, 40 kB, a few hundred elements, ten levels.
    """

    content: int = 25 * 1024 * 1024
    pixels: int = 60_000_000
    pages: int = 60
    side: int = 2000
    entries: int = 500
    unpacked: int = 40 * 1024 * 1024
    xml: int = 8 * 1024 * 1024
    elements: int = 100_000
    depth: int = 60


LIMITS = Limits()
