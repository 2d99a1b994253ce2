"""RapidOCR, from its wheel."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from ocr.engines import start
from ocr.engines.engine import Engine
from ocr.engines.rapid import MODELS, RapidEngine
from tests.contracts.engine import EngineContract


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
