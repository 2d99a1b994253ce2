"""Engines by name. Each lives in its own file and knows no other; they are imported only when asked for."""

from __future__ import annotations

from importlib import import_module

from ocr.engines.engine import Engine
from ocr.errors import Unavailable

#: Name to the place of its class. Adding an engine is a file and one line here.
ENGINES = {
    "rapid": "ocr.engines.rapid:RapidEngine",
    "tesseract": "ocr.engines.tesseract:TesseractEngine",
    "memory": "ocr.engines.memory:MemoryEngine",
}

#: Tried in this order when nobody chose: Tesseract reads far less (FACTS.md section 2), but better than nothing.
AUTOMATIC = ("rapid", "tesseract")


def start(name: str = "auto") -> Engine:
    """A started engine: `auto`, one of ENGINES, or a `module:Class` of one's own. Raises Unavailable."""
    if name != "auto":
        return _start(ENGINES.get(name, name))
    missing: list[str] = []
    for candidate in AUTOMATIC:
        try:
            return _start(ENGINES[candidate])
        except Unavailable as error:
            missing.append(f"{candidate}: {error.detail}")
    raise Unavailable("engine_missing", "; ".join(missing))


def _start(place: str) -> Engine:
    module, _, attribute = place.partition(":")
    try:
        engine: Engine = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        raise Unavailable("engine_missing", f"{place}: {error}") from error
    return engine
