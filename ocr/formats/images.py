"""Pictures: JPEG, PNG, WebP and HEIC, upright by their EXIF note, RGB, and small enough for an engine."""

from __future__ import annotations

import io
import math
import struct
import warnings

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from ocr.errors import OcrError, TooLarge, Unreadable
from ocr.limits import LIMITS, Limits

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}

#: Pixels of a large picture that are converted at once.
_STRIP = 1_000_000

#: What Pillow and its plugins raise on bytes that are not what they claim: found by the fuzz test, not by reading.
_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    RuntimeError,
    OverflowError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    struct.error,
    Image.DecompressionBombError,
    UnidentifiedImageError,
)


def picture(content: bytes, media_type: str, limits: Limits = LIMITS) -> Image.Image:
    """The picture in RGB, at most `limits.side` pixels long. Raises Unreadable (`damaged`) and TooLarge (`pixels`)."""
    if media_type == "image/heic":
        import pillow_heif  # only where a HEIC comes in: it maps 20 MB of codecs

        pillow_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            # Pillow warns about odd EXIF and about pictures near its own limit; ours is checked just below.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as opened:
                if opened.width * opened.height > limits.pixels:
                    raise TooLarge("pixels", limit=limits.pixels, actual=opened.width * opened.height)
                return _prepared(opened, limits.side)
    except OcrError:
        raise
    except _DAMAGED as error:
        raise Unreadable("damaged", type(error).__name__) from error


def _prepared(opened: ImageFile.ImageFile, side: int) -> Image.Image:
    if opened.format == "JPEG":
        # Lets the JPEG decoder skip what the engine would not see; never below `side`.
        opened.draft("RGB", (side, side))
    opened.load()
    small = _flat_within(opened, side)
    # Turned when it is small: the whole picture once more would be 200 MB.
    small.getexif()[ExifTags.Base.Orientation] = opened.getexif().get(ExifTags.Base.Orientation, 1)
    return ImageOps.exif_transpose(small)


def _flat_within(image: Image.Image, side: int) -> Image.Image:
    """`within(_flattened(image), side)`, strip by strip: 50 megapixels take 200 MB, and every copy as much again."""
    size = _size_within(image.size, side)
    tones = _tones(image)
    if size == image.size:
        return _flattened(image, tones)
    small = Image.new("RGB", size)
    wide, (across, down) = image.width, size
    scale = image.height / down
    # The filter looks at three of its own pixels up and down.
    reach = math.ceil(3 * scale) + 1
    step = max(1, int(_STRIP / wide / scale))
    for top in range(0, down, step):
        bottom = min(down, top + step)
        first, last = max(0, int(top * scale) - reach), min(image.height, math.ceil(bottom * scale) + reach)
        strip = _flattened(image.crop((0, first, wide, last)), tones)
        box = (0, top * scale - first, wide, min(strip.height, bottom * scale - first))
        small.paste(strip.resize((across, bottom - top), Image.Resampling.LANCZOS, box), (0, top))
    return small


def _tones(image: Image.Image) -> tuple[float, float] | None:
    """The darkest and the lightest tone of a picture of more than 8 bits."""
    if not (image.mode.startswith("I;16") or image.mode in ("I", "F")):
        return None
    low, high = image.getextrema()
    return float(low), float(high)  # type: ignore[arg-type]


def _flattened(image: Image.Image, tones: tuple[float, float] | None) -> Image.Image:
    """Any mode as RGB on white: transparent receipts are black on black otherwise, 16 bits would clip to white."""
    if tones:
        low, high = tones
        scale = 255.0 / (high - low) if high > low else 1.0
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def within(image: Image.Image, side: int) -> Image.Image:
    """The image made smaller, if needed, so that its longer side is at most `side` pixels."""
    size = _size_within(image.size, side)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _size_within(size: tuple[int, int], side: int) -> tuple[int, int]:
    wide, tall = size
    scale = min(1.0, side / max(size))
    return max(1, round(wide * scale)), max(1, round(tall * scale))
