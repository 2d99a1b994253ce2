"""RapidOCR: PP-OCRv6 small on ONNX Runtime, with the models in its wheel. It downloads and reports nothing."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy
from PIL import Image

from ocr.errors import Unavailable
from ocr.page import Word, quad_word

#: The files of rapidocr 3.10.0's wheel. Any other model would be fetched from the internet at run time, so another
#: version is refused until somebody has looked at it and changed this line.
MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx")
#: A picture is searched for text by two threads; what was found is recognised by two, each a part of it by itself:
#: words are too small to share one. (`docs/decisions/0014-how-pictures-are-recognised.md` has the figures of all this.)
THREADS = 2

#: Pixels of the picture that is searched for text, and the shortest side it is made larger for. What was found is
#: recognised on the picture itself, as large as it is.
SEARCHED = 1_000_000
SHORTEST = 736

#: Pictures of a shortest side below this are small slips: their words need all that the defaults give them.
SMALL = 400
SEARCHED_SMALL = 1_500_000

#: Words recognised at once, and the least width in pixels they are filled up to, at a height of 48: short ones were
#: filled up to 320, and took five times as long as they are wide.
AT_ONCE = 3
NARROWEST, NARROWEST_SMALL = 48, 320

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
            vendor: Any = BothWays(
                params={
                    "Global.log_level": "critical",
                    "Det.model_path": det,
                    "Rec.model_path": rec,
                    "Cls.model_path": cls,
                    "Rec.rec_batch_num": AT_ONCE,
                }
            )
            # All models now, by the vendor's inner ways: each with its own number of threads, and none of them only at
            # the first picture that has text on it.
            onnx = vendor.cfg.EngineConfig.onnxruntime
            onnx.intra_op_num_threads = THREADS
            vendor.text_det = self._searching = _Searching(vendor._load_det_model())
            onnx.intra_op_num_threads = 1
            vendor._load_cls_model()
            self._recogniser = vendor._load_rec_model()
            vendor.text_rec = _SideBySide(self._recogniser)
        except Exception as error:  # whatever the vendor raises on a broken installation, the caller's answer is one
            raise Unavailable("engine_missing", f"rapidocr: {error}") from error
        self._engine = vendor
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

        small = min(width, height) < SMALL
        self._searching.most = SEARCHED_SMALL if small else SEARCHED
        self._recogniser.rec_image_shape = [3, 48, NARROWEST_SMALL if small else NARROWEST]
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


class _Searching:
    """The vendor's detector, on a picture of at most `most` pixels: it takes as long as that is large."""

    def __init__(self, detector: Any) -> None:
        self._detector = detector
        self.most = SEARCHED

    def __call__(self, pixels: Any) -> Any:
        height, width = pixels.shape[:2]
        larger = max(1.0, SHORTEST / min(height, width))
        scale = min(larger, math.sqrt(self.most / (height * width)))
        # Its two ways to say a size: a longest side that makes smaller, a shortest that makes larger.
        self._detector.limit_type = "max" if scale < 1 else "min"
        self._detector.limit_side_len = scale * (max(height, width) if scale < 1 else min(height, width))
        return self._detector(pixels)


class _SideBySide:
    """The vendor's recogniser, with the words of a picture dealt out to `THREADS` threads, the wide ones in turn."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._pool = ThreadPoolExecutor(THREADS)

    def __call__(self, asked: Any) -> Any:
        images = asked.img
        if len(images) < 2 * THREADS:
            return self._recogniser(asked)
        wide = sorted(range(len(images)), key=lambda place: images[place].shape[1] / images[place].shape[0])
        parts = [wide[start::THREADS] for start in range(THREADS)]
        found = list(
            self._pool.map(self._recogniser, [replace(asked, img=[images[i] for i in part]) for part in parts])
        )
        back = {place: (one, at) for part, one in zip(parts, found, strict=True) for at, place in enumerate(part)}
        order = [back[place] for place in range(len(images))]
        return replace(
            found[0],
            imgs=images,
            txts=tuple(one.txts[at] for one, at in order),
            scores=tuple(one.scores[at] for one, at in order),
            word_results=tuple(one.word_results[at] for one, at in order),
        )
