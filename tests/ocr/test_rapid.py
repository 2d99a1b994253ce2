"""RapidOCR, from its wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy
import pytest

from ocr.engines import start
from ocr.engines.engine import Engine
from ocr.engines.rapid import MODELS, SEARCHED, RapidEngine, _Searching, _SideBySide
from ocr.engines.rapid_turns import exceptions
from tests.contracts.engine import EngineContract

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def started() -> Engine:
    return RapidEngine()


class TestRapid(EngineContract):
    @pytest.fixture
    def engine(self, started: Engine) -> Engine:
        return started


def test_it_is_what_one_gets_without_choosing() -> None:
    assert start().name == f"rapidocr {version('rapidocr')}"


def test_its_models_are_the_three_files_of_the_pinned_wheel() -> None:
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    assert version("rapidocr") == "3.10.0"
    assert {path.name for path in folder.glob("*.onnx")} == set(MODELS)


def test_lines_turned_otherwise_than_most_of_the_page_are_read_both_ways() -> None:
    assert exceptions([False, True, False, False]) == (1,)
    assert exceptions([True, True, False]) == (2,)  # a photo that is upside down
    assert exceptions([True, False]) == (0,)
    assert exceptions([]) == ()


@dataclass
class Words:
    """What the vendor's recogniser takes and gives."""

    img: list[Any] = field(default_factory=list)
    imgs: list[Any] = field(default_factory=list)
    txts: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    word_results: tuple[None, ...] = ()


@pytest.mark.parametrize("count", [0, 1, 3, 4, 9])
def test_words_that_are_recognised_side_by_side_come_back_in_their_order(count: int) -> None:
    def recognise(asked: Words) -> Words:
        widths = [image.shape[1] for image in asked.img]
        return Words(
            txts=tuple(f"{one} wide" for one in widths), scores=(0.9,) * len(widths), word_results=(None,) * len(widths)
        )

    widths = [30, 400, 20, 90, 90, 10, 300, 70, 50][:count]
    found = _SideBySide(recognise)(Words(img=[numpy.zeros((48, width, 3)) for width in widths]))
    assert found.txts == tuple(f"{width} wide" for width in widths)
    assert (len(found.scores), len(found.word_results)) == (count, count)


@pytest.mark.parametrize(
    ("size", "searched"), [((2000, 1414), (1189, 841)), ((600, 400), (1104, 736)), ((400, 2000), (447, 2236))]
)
def test_text_is_searched_on_a_picture_of_at_most_a_million_pixels(
    size: tuple[int, int], searched: tuple[int, int]
) -> None:
    seen: list[tuple[int, int]] = []

    class Detector:
        limit_type, limit_side_len = "", 0.0

        def __call__(self, pixels: Any) -> None:
            ends = max(pixels.shape[:2]) if self.limit_type == "max" else min(pixels.shape[:2])
            scale = self.limit_side_len / ends
            seen.append((round(pixels.shape[0] * scale), round(pixels.shape[1] * scale)))

    _Searching(Detector())(numpy.zeros((*size, 3)))
    assert seen == [searched]
    assert seen[0][0] * seen[0][1] < 1.01 * SEARCHED


def test_onnx_runtime_is_told_to_report_nothing_to_its_maker(tmp_path: Path) -> None:
    """Left alone it makes a device id and a database for reports in the home folder."""
    told = {key: value for key, value in os.environ.items() if key not in {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"}}
    told["HOME"] = str(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "ocr", "--engine", "rapid", "tests/samples/scan_en.pdf"],
        cwd=ROOT,
        env=told,
        capture_output=True,
        check=True,
    )
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
