"""`python -m tests.samples.generate [NAME…]`: draw the samples again, read them, and write what was read beside them.

For each sample: the document, NAME.page.json (the words an engine or a text layer gave, so that tests need no engine),
and NAME.expected.json. Look at the diff before committing it: an expected value that changed is a bug or a decision.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

import ocr
from ocr import engines, pipeline
from ocr.reading_json import item_written, plain
from tests.samples import documents, effects, generator, pdfs
from tests.samples.photo import jpeg, photographed
from tests.samples.recorded import DEMO, HERE, TODAY, page_written

#: The same bytes whenever it is drawn.
DRAWN = time.gmtime(1_795_500_000)


def _dinner() -> bytes:
    return jpeg(photographed(documents.dinner_zh(), 11, tilt=-2.2, depth=0.04, stains=True))


def _hotel() -> bytes:
    paper = documents.hotel_en()
    return jpeg(photographed(paper, 23, tilt=1.6, depth=0.05, fill=0.8, table=(92, 96, 100), noise=4.0))


def _shop_sideways() -> bytes:
    photo = photographed(documents.shop_en(), 5, size=(900, 1200), tilt=-1.2)
    return jpeg(photo.transpose(Image.Transpose.ROTATE_90), 120_000)


def _taxi() -> bytes:
    return jpeg(photographed(documents.taxi_zh(), 7, size=(640, 1080), tilt=1.0, noise=3.0, blur=0.4), 90_000)


def _train() -> bytes:
    return jpeg(photographed(documents.train_zh(), 3, size=(1200, 800), tilt=-0.8, fill=0.9, noise=3.0), 110_000)


def _scan() -> bytes:
    out = io.BytesIO()
    documents.shop_en().convert("L").save(out, "PDF", resolution=150, quality=70, creationDate=DRAWN, modDate=DRAWN)
    return out.getvalue()


SAMPLES: dict[str, tuple[Path, Callable[[], bytes]]] = {
    "dinner_zh": (DEMO / "dinner_zh.jpg", _dinner),
    "hotel_en": (DEMO / "hotel_en.jpg", _hotel),
    "shop_sideways": (HERE / "shop_sideways.jpg", _shop_sideways),
    "taxi_zh": (HERE / "taxi_zh.jpg", _taxi),
    "train_zh": (HERE / "train_zh.jpg", _train),
    "einvoice_zh": (HERE / "einvoice_zh.pdf", pdfs.einvoice_zh),
    "scan_en": (HERE / "scan_en.pdf", _scan),
}

#: What the demo's page offers besides, drawn by the generator: kinds and seeds, two in one photo in the last. Their
#: dates are of the weeks before those of our own two.
MORE: dict[str, tuple[tuple[str, int], ...]] = {
    "einvoice_zh": (("vat_einvoice_image", 764),),
    "fuel_uk": (("fuel", 788),),
    "restaurant_us": (("restaurant", 1332),),
    "shop_de": (("shop", 966),),
    "train_zh": (("train_ticket", 158),),
    "two_in_one_zh": (("taxi_receipt", 130), ("shop_zh", 142)),
}


def _drawn(parts: tuple[tuple[str, int], ...]) -> bytes:
    papers = [generator.document(seed, kind).paper.printed() for kind, seed in parts]
    seed = parts[0][1]
    if len(papers) > 1:
        return jpeg(effects.shadow(effects.together(papers, seed), seed), 110_000)
    size = (1300, 900) if papers[0].width > papers[0].height else (840, 1120)
    return jpeg(photographed(papers[0], seed, size=size, tilt=1.5, fill=0.92, noise=2.0, blur=0.4), 100_000)


def main(wanted: list[str]) -> None:
    """Draw, read and write the wanted samples, or all."""
    for name, parts in MORE.items():
        if not wanted or name in wanted:
            (DEMO / "more" / f"{name}.jpg").write_bytes(_drawn(parts))
    engine = engines.start("rapid")
    for name in (one for one in SAMPLES if not wanted or one in wanted):
        path, draw = SAMPLES[name]
        content = draw()
        path.write_bytes(content)
        document = ocr.document(content, path.name)
        pages, _ = pipeline.pages_of(document, engine)
        reading = pipeline.read(document, today=TODAY, engine=engine)
        _write(HERE / f"{name}.page.json", {"pages": [page_written(page) for page in pages]})
        expected = {
            "kind": reading.kind,
            "fields": {key: plain(found.value) for key, found in reading.fields.items()},
            "items": [item_written(one) for one in reading.items],
            "grades": dict(reading.grades),
            "checks": {check.name: check.held for check in reading.checks},
        }
        _write(HERE / f"{name}.expected.json", expected)
        shown = {key: f"{found.value} ({reading.grade(key)})" for key, found in reading.fields.items()}
        sys.stdout.write(f"{path.name}: {len(content):,} bytes, {reading.kind}, {shown}\n")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
