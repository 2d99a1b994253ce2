"""The memory engine, and finding engines by name."""

from __future__ import annotations

import pytest
from PIL import Image

from ocr import engines
from ocr.engines.engine import Engine
from ocr.engines.memory import MemoryEngine, fingerprint
from ocr.errors import Unavailable
from ocr.page import Word
from ocr.reading import Box
from tests.contracts.engine import EngineContract
from tests.samples import recorded


class TestMemory(EngineContract):
    @pytest.fixture
    def engine(self, receipt: Image.Image) -> Engine:
        return MemoryEngine({fingerprint(receipt): recorded.pages("scan_en")[0].words})


def test_the_memory_engine_gives_its_other_words_for_a_picture_it_does_not_know() -> None:
    words = (Word("TOTAL 9.00", 1.0, Box(0.1, 0.1, 0.5, 0.2)),)
    engine = MemoryEngine(otherwise=words)
    assert engine.recognise(Image.new("RGB", (10, 10))) == words


def test_a_company_may_bring_its_own_engine_by_its_place() -> None:
    assert engines.start("ocr.engines.memory:MemoryEngine").name == "memory"


@pytest.mark.parametrize("name", ["nothing", "no.such.module:Engine", "ocr.engines.memory:NoSuchEngine"])
def test_an_engine_nobody_knows_is_missing(name: str) -> None:
    with pytest.raises(Unavailable) as refused:
        engines.start(name)
    assert refused.value.reason == "engine_missing"
