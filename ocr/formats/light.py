"""The light on a photo: where a part lies in shadow, every place is made as bright as its paper would be in the sun.

What is in shadow is otherwise recognised word by word, or not at all. A picture that is lit evenly stays as it is.
"""

from __future__ import annotations

import numpy
from PIL import Image, ImageFilter

#: A picture is this many tiles across its shorter side: a tile is as bright as the paper in it, beside and behind ink.
TILES = 48

#: In shadow where a twentieth of the tiles is less than half as bright as the bright ones (those in the sun: all but
#: a tenth are darker). Measured: of 158 scans and photos without a shadow or a dark table two are below; strong
#: shadows at 0.2 to 0.4.
DARK, BRIGHT = 5, 90
UNEVEN = 0.5

#: No place is made brighter than so many times: black stays black on a letterhead that is printed white on black.
MOST = 5.0
PAPER = 245


def evenly_lit(image: Image.Image, uneven: float = UNEVEN) -> Image.Image:
    """The RGB picture as if no shadow fell on it; the same picture, untouched, where none is darker than `uneven`."""
    paper = image.convert("L").reduce(max(1, min(image.size) // TILES))
    # The lightest around is the paper: letters are thin, and a dark corner without paper is darker than they are.
    paper = paper.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5))
    dark, bright = (float(one) for one in numpy.percentile(numpy.asarray(paper), (DARK, BRIGHT)))
    if dark >= uneven * bright:
        return image
    soft = paper.filter(ImageFilter.GaussianBlur(2)).resize(image.size, Image.Resampling.BILINEAR)
    gain = PAPER / numpy.maximum(numpy.asarray(soft, dtype=numpy.float32), bright / MOST)
    return Image.fromarray(numpy.minimum(numpy.asarray(image) * gain[:, :, None], 255).astype(numpy.uint8))
