"""Broken files, hundreds, and 20,000 in `make torture`: each ends in a reading or a named error, quickly."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

import ocr
from ocr.engines.memory import MemoryEngine
from ocr.errors import OcrError
from tests.ocr import einvoices
from tests.samples import recorded
from tests.samples.pdfs import pdf

SECONDS = 10
ENGINE = MemoryEngine(otherwise=recorded.pages("scan_en")[0].words)


def seeds() -> dict[str, bytes]:
    small = Image.open(recorded.document_path("taxi_zh")).convert("RGB").resize((96, 160))
    found = {
        "jpeg": recorded.document_path("taxi_zh").read_bytes(),
        "text pdf": recorded.document_path("einvoice_zh").read_bytes(),
        "scan pdf": recorded.document_path("scan_en").read_bytes(),
    }
    for kind in ("PNG", "WEBP"):
        out = io.BytesIO()
        small.save(out, kind)
        found[kind.lower()] = out.getvalue()
    out = io.BytesIO()
    pillow_heif.from_pillow(small).save(out)
    entries = einvoices.ofd_entries(tags=einvoices.TAGS)
    return {
        **found,
        "heic": out.getvalue(),
        "ofd": einvoices.zipped(entries),
        "ofd page": str(entries["Doc_0/Pages/Page_0/Content.xml"]).encode(),
        "fapiao xml": einvoices.EINVOICE.encode(),
        "rail xml": einvoices.rail().encode(),
        "scan ofd": einvoices.scanned(found["png"]),
        "zip": einvoices.stored({"a.xml": einvoices.EINVOICE, "b.pdf": found["text pdf"], "c.png": found["png"]}),
        "cii xml": einvoices.CII.encode(),
        "pdf with xml": einvoices.with_attachment(found["text pdf"], einvoices.CII),
    }


SEEDS = seeds()


def mutations(content: bytes, seed: int, count: int) -> Iterator[bytes]:
    rng = random.Random(seed)
    for _ in range(count):
        broken = bytearray(content)
        for _ in range(rng.choice((1, 3, 20, 200))):
            how, place = rng.randrange(5), rng.randrange(len(broken))
            if how == 0:
                broken[place] = rng.randrange(256)
            elif how == 1:
                broken[place : place + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
            elif how == 2:
                del broken[place : place + rng.randrange(1, 40)]
            elif how == 3:
                broken[place:place] = broken[place : place + rng.randrange(1, 40)]
            else:
                # Near the head, where sizes and offsets stand.
                broken[rng.randrange(min(64, len(broken)))] = rng.randrange(256)
            if len(broken) < 100:
                break
        yield bytes(broken[: rng.randrange(50, len(broken))] if rng.random() < 0.15 else broken)


def repacked(page: bytes) -> bytes:
    return einvoices.zipped({**einvoices.ofd_entries(original=""), "Doc_0/Pages/Page_0/Content.xml": page})


SHORT = pytest.param(28, id="short")
LONG = pytest.param(20_000 // len(SEEDS) + 1, id="long", marks=pytest.mark.torture)


@pytest.mark.parametrize("count", [SHORT, LONG])
@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_broken_files_end_in_a_reading_or_a_named_error(
    kind: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for broken in mutations(SEEDS[kind], 2026, count):
        # A ZIP notices every bit that flips in it, so its pages are broken before they are packed.
        read_in_time(repacked(broken) if kind == "ofd page" else broken)
    assert list(tmp_path.iterdir()) == []


def read_in_time(content: bytes) -> None:
    begun = time.perf_counter()
    with suppress(OcrError):
        ocr.read(content, "broken", today=recorded.TODAY, engine=ENGINE)
    assert time.perf_counter() - begun < SECONDS


def thin(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        thin((1, 100_000)),
        thin((100_000, 1)),
        pdf([]).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        pdf([]).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R] /Count 999999999"),
        pdf([]).replace(b"/Type /Catalog /Pages 2 0 R", b"/Type /Catalog /Pages 1 0 R"),
        pdf([]).replace(b"/Contents 4 0 R", b"/Contents [4 0 R 3 0 R]"),
        pdf([]).replace(b"/Parent 2 0 R", b"/Parent 3 0 R"),
        pdf([]).replace(b"/MediaBox [0 0 610 394]", b"/MediaBox [0 0 1e9 1e-9]"),
        pdf([]).replace(b"/MediaBox [0 0 610 394]", b"/MediaBox [0 0 1 100000]"),
        pdf([(9, 9, 9, "x" * 60)]).replace(b"/DescendantFonts [6 0 R]", b"/DescendantFonts [5 0 R]"),
        pdf([(9, 9, 1e9, "x" * 60)]),
    ],
    ids=["tall", "wide", "kids", "count", "catalog", "contents", "parent", "flat", "thin", "font", "huge-letters"],
)
def test_loops_and_odd_shapes_end_too(content: bytes) -> None:
    read_in_time(content)
