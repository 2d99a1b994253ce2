"""Pictures: JPEG, PNG, WebP and HEIC, upright by their EXIF note, RGB, and small enough for an engine."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from ocr.errors import OcrError, TooLarge, Unreadable
from ocr.limits import LIMITS, Limits

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}

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


def _prepared(opened: Image.Image, side: int) -> Image.Image:
    if isinstance(opened, ImageFile.ImageFile) and opened.format == "JPEG":
        # Lets the JPEG decoder skip what the engine would not see; never below `side`.
        opened.draft("RGB", (side, side))
    upright = ImageOps.exif_transpose(opened)
    return within(flattened(upright), side)


def flattened(image: Image.Image) -> Image.Image:
    """Any mode as RGB on white: transparent receipts are black on black otherwise, 16 bits would clip to white."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        low, high = image.convert("F").getextrema()
        low, high = float(low), float(high)  # type: ignore[arg-type]
        scale = 255.0 / (high - low) if high > low else 1.0
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def within(image: Image.Image, side: int) -> Image.Image:
    """The image made smaller, if needed, so that its longer side is at most `side` pixels."""
    longest = max(image.size)
    if longest <= side:
        return image
    scale = side / longest
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)
