"""RapidOCR: PP-OCRv6 small on ONNX Runtime, with the models in its wheel. It downloads and reports nothing."""

from __future__ import annotations

import math
import os
from importlib.metadata import version
from pathlib import Path

import numpy
from PIL import Image

from ocr.errors import Unavailable
from ocr.page import Word, quad_word

#: The files of rapidocr 3.10.0's wheel. Any other model would be fetched from the internet at run time, so another
#: version is refused until somebody has looked at it and changed this line.
MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx")
THREADS = 2

#: Pictures smaller than this on one side break the detector's resizing.
SMALLEST = 16


class RapidEngine:
    """RapidOCR with its default models. Starting takes about a second, the first picture two more."""

    def __init__(self) -> None:
        # Before ONNX Runtime is loaded: 1.32 otherwise makes a device id in the home folder, for reports to its maker.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import rapidocr

        from ocr.engines.rapid_turns import BothWays

        folder = Path(rapidocr.__file__).parent / "models"
        missing = [name for name in MODELS if not (folder / name).is_file()]
        if missing:
            raise Unavailable("engine_missing", f"rapidocr has no {', '.join(missing)}")
        det, rec, cls = (str(folder / name) for name in MODELS)
        try:
            self._engine = BothWays(
                params={
                    "Global.log_level": "critical",
                    "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                    "Det.model_path": det,
                    "Rec.model_path": rec,
                    "Cls.model_path": cls,
                }
            )
        except Exception as error:  # whatever the vendor raises on a broken installation, the caller's answer is one
            raise Unavailable("engine_missing", f"rapidocr: {error}") from error
        self._name = f"rapidocr {version('rapidocr')}"

    @property
    def name(self) -> str:
        return self._name

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        width, height = image.size
        if min(width, height) < SMALLEST:
            return ()
        pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])  # it wants BGR
        from rapidocr.utils.output import RapidOCROutput

        try:
            found = self._engine(pixels)
        except Exception as error:  # onnxruntime and OpenCV raise their own classes, and bare Exception
            raise Unavailable("engine_failed", f"rapidocr: {type(error).__name__}") from error
        # Without text it answers with another class, or with this one and nothing in it.
        if not isinstance(found, RapidOCROutput) or found.boxes is None or found.txts is None or found.scores is None:
            return ()
        words = []
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            places = [(float(x) / width, float(y) / height) for x, y in corners]
            confidence = float(score) if math.isfinite(score) else 0.0
            words.append(quad_word(text.strip(), confidence, places, width, height))
        return tuple(word for word in words if word.text)
