"""What happens to a picture between the printer and the bot: seeded, pure functions over any Pillow picture.

    spoiled = effects.shadow(picture, seed=7, strength="strong")
    spoiled = effects.applied(picture, ["tilt", "fade:strong", "jpeg"], seed=7)     # in this order
    photo = effects.together([one, other], seed=7)                                  # several in one photo

`EFFECTS` names them all. Each takes the picture, a seed and a strength, "mild" or "strong", and returns a new RGB
picture; the same arguments give the same picture. Mild is what a person reads without effort and would send; strong is
near the limit of what a person still reads. In numbers, of the picture's shorter side where it is a length:

              mild                                  strong
    perspective   corners moved by up to 5 %        by up to 13 %, wood around it
    tilt          turned by 2 to 5 degrees          by 8 to 15 degrees, wood around it
    turn90, turn180, turn270   clockwise, exactly, at both strengths
    table         wood around it, 8 % wide          40 % wide: the paper is small in its photo
    shadow        a shadow takes 35 % of the light  65 %, with a second one
    fade          ink loses 35 to 55 %              60 to 78 %, unevenly, and the paper yellows
    crease        two folds                         six, and the ink is worn off along them
    blur          out of focus by 0.13 %            by 0.27 %
    motion        moved by 0.5 %                    by 1.1 %
    noise         sensor noise of 9 of 255          of 26
    jpeg          quality 35                        quality 12
    small         at most 440 pixels wide           at most 220
    large         24 megapixels                     50
    photo         table, perspective, shadow, blur, noise and jpeg, each at that strength (small table at both)

Sizes change in perspective, tilt, the turns, table, small, large and photo only.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.samples.photo import coefficients, wood

Strength = Literal["mild", "strong"]
Effect = Callable[[Image.Image, int, Strength], Image.Image]
Corners = list[tuple[float, float]]

#: Shades are computed at this size and stretched: 50 megapixels cost no more than one.
COARSE = 256
#: Rows of noise made at a time.
STRIP = 512
#: Tables, wood without end: what lies around the paper.
WOODS = ((124, 88, 58), (92, 96, 100), (168, 140, 108), (70, 58, 52), (196, 190, 180))


def perspective(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """Seen from an angle: each corner pulled inwards by its own share."""
    rng = numpy.random.default_rng(seed)
    reach = (0.05 if strength == "mild" else 0.13) * min(image.size)
    return _lying(image, image.size, _pulled(image.size, 0, reach, rng), rng)


def tilt(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """Turned by a few degrees one way or the other; the picture grows so that nothing is cut off."""
    rng = numpy.random.default_rng(seed)
    low, high = (2.0, 5.0) if strength == "mild" else (8.0, 15.0)
    return turned(image, float(rng.uniform(low, high) * rng.choice([-1, 1])), seed)


def turned(image: Image.Image, degrees: float, seed: int = 0) -> Image.Image:
    """Turned clockwise by any angle, wood in the corners."""
    angle = numpy.deg2rad(degrees)
    cos, sin = float(numpy.cos(angle)), float(numpy.sin(angle))
    wide, tall = image.size
    size = (round(abs(wide * cos) + abs(tall * sin)), round(abs(wide * sin) + abs(tall * cos)))
    corners = [
        (size[0] / 2 + x * cos - y * sin, size[1] / 2 + x * sin + y * cos)
        for x, y in ((-wide / 2, -tall / 2), (wide / 2, -tall / 2), (wide / 2, tall / 2), (-wide / 2, tall / 2))
    ]
    return _lying(image, size, corners, numpy.random.default_rng(seed))


def turn90(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """A quarter turn clockwise."""
    return image.convert("RGB").transpose(Image.Transpose.ROTATE_270)


def turn180(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """Upside down."""
    return image.convert("RGB").transpose(Image.Transpose.ROTATE_180)


def turn270(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """A quarter turn anticlockwise."""
    return image.convert("RGB").transpose(Image.Transpose.ROTATE_90)


def table(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """On a table, seen from above, with the table around it."""
    edge = round((0.08 if strength == "mild" else 0.4) * min(image.size))
    left, top, right, bottom = edge, edge, edge + image.width, edge + image.height
    corners: Corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return _lying(image, (right + edge, bottom + edge), corners, numpy.random.default_rng(seed))


def shadow(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """The lamp on one side, and the soft-edged shadow of a hand, a head or a telephone across the picture."""
    rng = numpy.random.default_rng(seed)
    left = 0.65 if strength == "mild" else 0.35
    ys, xs = numpy.mgrid[0:COARSE, 0:COARSE] / COARSE
    lamp = 1.0 - 0.15 * numpy.hypot(xs - rng.uniform(0, 1), ys - rng.uniform(0, 1))
    light = Image.fromarray(numpy.uint8(255 * numpy.clip(lamp, 0, 1)), "L")
    for depth in [left] if strength == "mild" else [left, (1 + left) / 2]:
        cast = Image.new("L", (COARSE, COARSE), 255)
        angle, middle = rng.uniform(0, 6.28), rng.uniform(0.3, 0.7, 2) * COARSE
        along = numpy.array([numpy.cos(angle), numpy.sin(angle)]) * 2 * COARSE
        across = numpy.array([-along[1], along[0]]) * 1.2
        quad = [middle - across, middle + across, middle + across + along, middle - across + along]
        ImageDraw.Draw(cast).polygon([(float(x), float(y)) for x, y in quad], fill=round(255 * depth))
        soft = cast.filter(ImageFilter.GaussianBlur(float(rng.uniform(3, 14))))
        light = ImageChops.multiply(light, soft)
    return _shaded(image, light)


def fade(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """Thermal paper after months in a wallet: ink pale, unevenly so, the paper yellow."""
    rng = numpy.random.default_rng(seed)
    low, high = (0.35, 0.55) if strength == "mild" else (0.60, 0.78)
    paper = (250, 247, 238) if strength == "mild" else (240, 232, 212)
    lost = _waves(rng, low, high).resize(image.size, Image.Resampling.BICUBIC)
    yellowed = ImageChops.multiply(image.convert("RGB"), Image.new("RGB", image.size, paper))
    return Image.composite(Image.new("RGB", image.size, _brightest(yellowed)), yellowed, lost)


def crease(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """Folded, or crumpled: each fold a dark line with a light side; hard ones take the ink with them."""
    rng = numpy.random.default_rng(seed)
    wide, tall = image.size
    short = min(image.size)
    light = Image.new("L", image.size, 255)
    worn = Image.new("L", image.size, 0)
    for number in range(2 if strength == "mild" else 6):
        # The first goes across, as wallets fold; the others as they like.
        angle = rng.uniform(-0.06, 0.06) if number == 0 else rng.uniform(-1.6, 1.6)
        x, y = rng.uniform(0.25, 0.75) * wide, rng.uniform(0.3, 0.7) * tall
        dx, dy = float(numpy.cos(angle)) * (wide + tall), float(numpy.sin(angle)) * (wide + tall)
        ends = [(x - dx, y - dy), (x + dx, y + dy)]
        ImageDraw.Draw(light).line(ends, fill=150 if strength == "mild" else 120, width=max(2, short // 160))
        if strength == "strong":
            ImageDraw.Draw(worn).line(ends, fill=200, width=max(1, short // 260))
    soft = light.filter(ImageFilter.GaussianBlur(short / 220))
    shaded = ImageChops.multiply(image.convert("RGB"), Image.merge("RGB", [soft] * 3))
    bare = Image.new("RGB", image.size, _brightest(shaded))
    return Image.composite(bare, shaded, worn.filter(ImageFilter.GaussianBlur(short / 600)))


def blur(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """Out of focus."""
    return image.convert("RGB").filter(
        ImageFilter.GaussianBlur(min(image.size) * (0.0013 if strength == "mild" else 0.0027))
    )


def motion(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """The hand moved while the picture was taken: the mean of pictures along a line."""
    rng = numpy.random.default_rng(seed)
    length = max(2, round(min(image.size) * (0.005 if strength == "mild" else 0.011)))
    angle = rng.uniform(0, 3.14)
    start = image.convert("RGB")
    mean = start
    for step in range(1, length):
        moved = ImageChops.offset(start, round(step * numpy.cos(angle)), round(step * numpy.sin(angle)))
        mean = Image.blend(mean, moved, 1 / (step + 1))
    return mean


def noise(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """A small sensor in bad light: mostly in brightness, a little in colour."""
    rng = numpy.random.default_rng(seed)
    spread = 9 if strength == "mild" else 26
    pixels = numpy.asarray(image.convert("RGB")).copy()
    for top in range(0, len(pixels), STRIP):
        strip = pixels[top : top + STRIP]
        bright = rng.normal(0, spread, (*strip.shape[:2], 1)).astype(numpy.float32)
        colour = rng.normal(0, spread / 3, strip.shape).astype(numpy.float32)
        pixels[top : top + STRIP] = numpy.clip(strip + bright + colour, 0, 255).astype(numpy.uint8)
    return Image.fromarray(pixels)


def jpeg(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """Through a chat that compresses pictures."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=35 if strength == "mild" else 12)
    with Image.open(out) as again:
        return again.convert("RGB")


def small(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """Few pixels: the shorter side at most 440, or 220; never enlarged."""
    share = (440 if strength == "mild" else 220) / min(image.size)
    return _scaled(image, share) if share < 1 else image.convert("RGB")


def large(image: Image.Image, seed: int = 0, strength: Strength = "mild") -> Image.Image:
    """As many pixels as new telephones make; never reduced."""
    share = ((24e6 if strength == "mild" else 50e6) / (image.width * image.height)) ** 0.5
    return _scaled(image, share) if share > 1 else image.convert("RGB")


def photo(image: Image.Image, seed: int, strength: Strength = "mild") -> Image.Image:
    """A photo as people take them: on a table, from an angle, in a shadow, soft, noisy and compressed."""
    rng = numpy.random.default_rng(seed)
    edge, reach = 0.08 * min(image.size), (0.05 if strength == "mild" else 0.13) * min(image.size)
    size = (round(image.width + 2 * edge), round(image.height + 2 * edge))
    lying = _lying(image, size, _pulled(size, edge, edge + reach, rng), rng)
    for effect in (shadow, blur, noise, jpeg):
        lying = effect(lying, seed, strength)
    return lying


EFFECTS: Mapping[str, Effect] = {
    effect.__name__: effect
    for effect in (
        *(perspective, tilt, turn90, turn180, turn270, table, shadow, fade),
        *(crease, blur, motion, noise, jpeg, small, large, photo),
    )
}


def applied(image: Image.Image, names: Iterable[str], seed: int) -> Image.Image:
    """The picture after the named effects, in that order: NAME or NAME:STRENGTH, mild unless said otherwise.

    Raises ValueError where a name or a strength is none of ours.
    """
    for one in names:
        name, _, said = one.partition(":")
        strength = next((each for each in get_args(Strength) if each == (said or "mild")), None)
        if name not in EFFECTS or strength is None:
            raise ValueError(f"no effect {one!r}; there are {', '.join(EFFECTS)}, each with :mild or :strong")
        image = EFFECTS[name](image, seed, strength)
    return image


def together(images: Sequence[Image.Image], seed: int) -> Image.Image:
    """Two or more in one photo: side by side on a table, each a little crooked and in its own place. At least one."""
    rng = numpy.random.default_rng(seed)
    tall = max(image.height for image in images)
    gap = round(0.06 * tall)
    crooked = []
    for image in images:
        paper = _scaled(image, min(1.0, tall / image.height)).convert("RGBA")
        crooked.append(paper.rotate(float(rng.uniform(-4, 4)), Image.Resampling.BICUBIC, expand=True))
    size = (sum(one.width + gap for one in crooked) + gap, max(one.height for one in crooked) + 2 * gap)
    ground = wood(size, WOODS[int(rng.integers(len(WOODS)))], rng)
    left = gap
    for one in crooked:
        free = size[1] - one.height - gap
        ground.paste(one, (left, int(rng.integers(gap, max(gap, free) + 1))), one)
        left += one.width + gap
    return ground


def _pulled(size: tuple[int, int], least: float, most: float, rng: numpy.random.Generator) -> Corners:
    """The corners of a picture, each pulled inwards by its own lengths."""
    wide, tall = size
    return [
        (x + rng.uniform(least, most) * (1 if x == 0 else -1), y + rng.uniform(least, most) * (1 if y == 0 else -1))
        for x, y in ((0, 0), (wide, 0), (wide, tall), (0, tall))
    ]


def _lying(image: Image.Image, size: tuple[int, int], corners: Corners, rng: numpy.random.Generator) -> Image.Image:
    """The picture as a paper whose corners (top left, then clockwise) come to lie there, on a table of this size."""
    ground = _ground(size, rng)
    there = coefficients(corners, image.size)
    paper = image.convert("RGB").transform(size, Image.Transform.PERSPECTIVE, there, Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    away = max(2, round(min(image.size) * 0.012))
    soft = ImageChops.offset(mask, away, away).filter(ImageFilter.GaussianBlur(away)).point(lambda value: value // 2)
    ground = Image.composite(Image.new("RGB", size, (24, 18, 14)), ground, soft)
    return Image.composite(paper, ground, mask)


def _ground(size: tuple[int, int], rng: numpy.random.Generator) -> Image.Image:
    """Wood of one of our tables: drawn at most 1200 pixels wide, and stretched."""
    share = min(1.0, 1200 / max(size))
    drawn = (max(8, round(size[0] * share)), max(8, round(size[1] * share)))
    return wood(drawn, WOODS[int(rng.integers(len(WOODS)))], rng).resize(size)


def _waves(rng: numpy.random.Generator, low: float, high: float) -> Image.Image:
    """A soft field between two shares (0 to 1), as a mask."""
    ys, xs = numpy.mgrid[0:COARSE, 0:COARSE] / COARSE
    field = numpy.zeros((COARSE, COARSE))
    for _ in range(4):
        angle, often, phase = rng.uniform(0, 3.14), rng.uniform(0.5, 3), rng.uniform(0, 6.28)
        field += numpy.sin((xs * numpy.cos(angle) + ys * numpy.sin(angle)) * 6.28 * often + phase)
    share = low + (high - low) * (field - field.min()) / (field.max() - field.min())
    return Image.fromarray(numpy.uint8(255 * share), "L")


def _shaded(image: Image.Image, light: Image.Image) -> Image.Image:
    """The picture under a light of any size."""
    full = light.resize(image.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(image.convert("RGB"), Image.merge("RGB", [full] * 3))


def _brightest(image: Image.Image) -> tuple[int, int, int]:
    """The colour of the bare paper: what nine tenths of a small copy are not brighter than."""
    pixels = numpy.asarray(image.resize((64, 64), Image.Resampling.BOX)).reshape(-1, 3)
    red, green, blue = (int(value) for value in numpy.percentile(pixels, 90, axis=0))
    return red, green, blue


def _scaled(image: Image.Image, share: float) -> Image.Image:
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
