"""Labelled real documents, where RECEIPTS names a folder of them: what is data is read without a mistake, at once."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import ocr
from ocr.engines.memory import MemoryEngine
from tests.samples.recorded import TODAY

#: Kinds of documents that carry their data, as `labels.jsonl` names them; and what they say of each.
KINDS = ("ofd_einvoice", "facturx_pdf", "vat_einvoice_pdf")
NAMES = {"company": "merchant", **{name: name for name in ("date", "total", "tax", "currency", "invoice_number")}}


def labels() -> list[dict[str, Any]]:
    folder = Path(os.environ.get("RECEIPTS") or "/no/such/folder")
    if not (folder / "labels.jsonl").is_file():
        return []
    rows = map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())
    return [{**row, "path": folder / row["file"]} for row in rows if row["kind"] in KINDS]


def plain(text: object) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", str(text)).upper() if sign.isalnum() or sign in ".-")


def test_every_labelled_field_of_every_electronic_invoice_is_right() -> None:
    known = labels()
    if not known:
        pytest.skip("RECEIPTS names no folder of labelled receipts")
    wrong, slow = [], []
    for label in known:
        content = label["path"].read_bytes()
        begun = time.process_time()
        reading = ocr.read(content, today=TODAY, engine=MemoryEngine())
        slow.append(time.process_time() - begun)
        for theirs, ours in NAMES.items():
            if label[theirs] is not None and plain(label[theirs]) != plain(reading.value(ours)):
                wrong.append((label["file"], ours, label[theirs], reading.value(ours)))
    assert wrong == []
    assert sorted(slow)[len(slow) // 2] < 0.1
