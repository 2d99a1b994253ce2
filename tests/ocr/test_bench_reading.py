"""What the figures of `make bench-reading` are counted by."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from ocr.page import Word
from ocr.reading import Box
from tests.bench.reading import effects
from tests.bench.reading.__main__ import main
from tests.bench.reading.labels import agrees, likeness, lower_bound
from tests.bench.reading.plain import simple
from tests.bench.reading.remembering import Remembering
from tests.bench.reading.table import Outcome, effects_table, tables


def test_without_a_folder_it_says_why_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RECEIPTS", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out == "bench-reading skipped: RECEIPTS names no folder of labelled receipts\n"


@pytest.mark.parametrize(
    ("field", "value", "label", "right"),
    [
        ("total", Decimal("88.0"), "88.00", True),
        ("total", Decimal("88.05"), "88.00", False),
        ("total", None, "88.00", False),
        ("date", date(2026, 11, 5), "2026-11-05", True),
        ("invoice_number", "No. 0012", "NO0012", True),
        ("invoice_number", "0013", "0012", False),
        ("merchant", "Noodle House Sdn Bhd.", "NOODLE HOUSE SDN BHD", True),
        ("merchant", "NOODLE H0USE SDN 8HD", "NOODLE HOUSE SDN BHD", False),
        ("merchant", "NOODLE HOUSE", "NOODLE HOUSE SDN BHD", False),
    ],
)
def test_a_value_is_right_by_the_scorers_rules(field: str, value: object, label: str, right: bool) -> None:
    assert agrees(field, value, label) is right


def test_names_are_compared_by_the_letters_that_have_to_change() -> None:
    assert likeness("ABCDEFGHIJ", "ABCDEFGHIX") == pytest.approx(0.9)
    assert likeness("AB", "BA") == 0.0
    assert likeness("", "") == 0.0


def test_few_documents_prove_little() -> None:
    assert lower_bound(0, 0) == 0.0
    assert 0.72 < lower_bound(10, 10) < 0.73
    assert 0.99 < lower_bound(1000, 1000) < 1.0


def test_the_tables_count_what_was_right_and_what_was_sure() -> None:
    right = {"total": True, "date": True, "merchant": True}
    outcomes = [
        Outcome("a.jpg", "receipt", right, {"total": "verified"}, 1.0, offered=right, plain=right),
        Outcome("b.jpg", "receipt", right | {"date": False}, {"total": "likely", "date": "likely"}, 2.0),
        Outcome("c.pdf", "invoice", {"total": False}, {}, 0.1),
    ]
    rows = [line.split() for line in tables(outcomes).splitlines()]
    assert rows[2][:14] == ["receipt", "2", "2/2", "34", "1/2", "9", "2/2", "34", "-", "-", "-", "1/2", "9", "p50"]
    assert ["all", "3", *["1/1", "33", "%", "|", "1/1", "|", "1"]] in [row[:9] for row in rows]


def test_the_parser_everybody_writes_first_takes_the_last_total_the_first_date_and_the_first_line() -> None:
    rows = ("NOODLE HOUSE", "05/11/2026 12:10", "TOTAL 8.00", "TOTAL 1,288.00", "CASH 2,000.00")
    words = tuple(Word(row, 1.0, Box(0, 0, 1, 1)) for row in rows)
    assert simple(words) == {"merchant": "NOODLE HOUSE", "date": date(2026, 11, 5), "total": Decimal("1288.00")}


def test_a_picture_is_recognised_once(tmp_path: Path) -> None:
    class Counting:
        name = "counting 1.0"
        pictures = 0

        def recognise(self, image: Image.Image) -> tuple[Word, ...]:
            self.pictures += 1
            return (Word("TOTAL 9.00", 0.98, Box(0.1, 0.2, 0.3, 0.4)),)

    engine = Counting()
    picture = Image.new("RGB", (20, 10), "white")
    first = Remembering(engine, tmp_path).recognise(picture)
    assert Remembering(engine, tmp_path).recognise(picture) == first
    assert engine.pictures == 1


def test_the_same_seed_spoils_the_same_pictures_by_a_few_effects_each(tmp_path: Path) -> None:
    kinds = {"receipt": 40, "taxi_receipt": 4, "pdf_invoice": 9}
    every = [
        {"kind": kind, "file": f"{kind}{place}{'.pdf' if kind == 'pdf_invoice' else '.png'}"}
        for kind, count in kinds.items()
        for place in range(count)
    ]
    wanted = effects.plan(every, 3, count=20)
    assert wanted == effects.plan(every, 3, count=20)
    assert wanted != effects.plan(every, 4, count=20)
    counted = Counter(one.label["kind"] for one in wanted)
    assert counted == {"receipt": 16, "taxi_receipt": 4}
    assert all(1 <= len(one.effects) <= 3 for one in wanted)
    assert all(sum(":strong" in name for name in one.effects if "table" not in name) <= 1 for one in wanted)

    Image.new("RGB", (60, 90), "white").save(tmp_path / "a.png")
    turned = effects.Spoilt({"file": "a.png", "kind": "receipt"}, ("turn90",), 1)
    once = effects.spoilt(turned, tmp_path, tmp_path)
    assert Image.open(io.BytesIO(once.content)).size == (90, 60)
    (tmp_path / "a.png").unlink()
    assert effects.spoilt(turned, tmp_path, tmp_path) == once  # kept


def test_a_spoilt_picture_stands_in_the_line_of_each_of_its_effects() -> None:
    right, wrong = (Outcome("a", "receipt", {"total": held}, {"total": "likely"}, 1.0) for held in (True, False))
    shown = effects_table([(("tilt", "fade"), right), (("fade",), wrong)])
    found = {line.split()[0]: line.split()[1:4] for line in shown.splitlines() if line}
    assert found["fade"] == ["2", "1/2", "9"]
    assert found["tilt"] == ["1", "1/1", "21"]
    assert effects_table([]) == "no pictures\n"
