"""QR codes on a picture, through zxing-cpp: their texts only. What they mean is the kinds' business."""

from __future__ import annotations

import zxingcpp
from PIL import Image, ImageOps

#: Squares along the side of the smallest QR code: fewer pixels cannot hold one.
_SMALLEST = 21


def qr_texts(image: Image.Image) -> tuple[str, ...]:
    """Texts of all QR codes on an RGB picture, first the whole, then the corner where VAT invoices print theirs.

    The corner in red light, because blue dot-matrix print often runs over the code (FACTS.md section 4).
    """
    found = _read(image.convert("L"))
    if found:
        return found
    corner = image.crop((0, 0, round(image.width * 0.42), round(image.height * 0.42))).getchannel("R")
    if min(corner.size) < _SMALLEST or corner.height > 4 * corner.width:
        return ()  # no code fits in, and making it larger would take memory without end
    for width in (1200, 900):
        height = max(1, round(corner.height * width / corner.width))
        found = _read(ImageOps.autocontrast(corner.resize((width, height))))
        if found:
            return found
    return ()


def _read(grey: Image.Image) -> tuple[str, ...]:
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(code.text for code in codes if code.text)
