"""Tesseract, where the system has it."""

from __future__ import annotations

import shutil

import pytest

from ocr.engines.engine import Engine
from ocr.engines.tesseract import TesseractEngine
from ocr.errors import Unavailable
from tests.contracts.engine import EngineContract


@pytest.fixture(scope="module")
def started() -> Engine:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed here (apt install tesseract-ocr tesseract-ocr-chi-sim)")
    return TesseractEngine()


class TestTesseract(EngineContract):
    @pytest.fixture
    def engine(self, started: Engine) -> Engine:
        return started


def test_without_the_program_it_is_missing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unavailable, match="not installed") as refused:
        TesseractEngine()
    assert refused.value.reason == "engine_missing"
