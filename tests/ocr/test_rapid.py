"""RapidOCR, from its wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from ocr.engines import start
from ocr.engines.engine import Engine
from ocr.engines.rapid import MODELS, RapidEngine
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
