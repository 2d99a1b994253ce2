"""Makes a photo of a paper: on a table, a little crooked, unevenly lit, slightly soft and noisy. Seeded."""

from __future__ import annotations

import io

import numpy
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

Numbers = NDArray[numpy.float64]


def photographed(
    paper: Image.Image,
    seed: int,
    *,
    size: tuple[int, int] = (1200, 1600),
    tilt: float = 2.0,
    depth: float = 0.03,
    fill: float = 0.86,
    table: tuple[int, int, int] = (124, 88, 58),
    noise: float = 5.0,
    blur: float = 0.7,
    stains: bool = False,
) -> Image.Image:
    """The paper lying on a table: `tilt` in degrees, far edge shorter by the share `depth`, `fill` of the height."""
    rng = numpy.random.default_rng(seed)
    paper = _handled(paper, rng, stains)
    scale = min(fill * size[1] / paper.height, 0.9 * size[0] / paper.width)
    wide, tall = paper.width * scale, paper.height * scale
    corners = _corners(wide, tall, size, tilt, depth, rng)
    lying = paper.transform(
        size, Image.Transform.PERSPECTIVE, coefficients(corners, paper.size), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", paper.size, 255).transform(
        size, Image.Transform.PERSPECTIVE, coefficients(corners, paper.size), Image.Resampling.BICUBIC
    )
    shadow = ImageChops.offset(mask, 12, 18).filter(ImageFilter.GaussianBlur(16)).point(lambda value: value * 0.55)
    ground = wood(size, table, rng)
    ground = Image.composite(Image.new("RGB", size, (24, 18, 14)), ground, shadow)
    whole = Image.composite(lying, ground, mask.filter(ImageFilter.GaussianBlur(0.8)))
    lit = numpy.asarray(whole, dtype=numpy.float64) * _light(size, rng)[:, :, None]
    lit += rng.normal(0, noise, lit.shape)
    done = Image.fromarray(numpy.clip(lit, 0, 255).astype(numpy.uint8))
    return done.filter(ImageFilter.GaussianBlur(blur))


def jpeg(image: Image.Image, most: int = 200_000) -> bytes:
    """The picture as JPEG of at most `most` bytes."""
    for quality in range(88, 30, -4):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= most:
            return out.getvalue()
    raise ValueError("the picture does not get small enough")


def _handled(paper: Image.Image, rng: numpy.random.Generator, stains: bool) -> Image.Image:
    """Paper that was in a pocket: soft waves of shade, two folds, faint ink here and there, perhaps a coffee ring."""
    tall, wide = paper.height, paper.width
    ys, xs = numpy.mgrid[0:tall, 0:wide].astype(numpy.float64)
    shade = numpy.ones((tall, wide))
    for _ in range(5):
        angle, length, phase = rng.uniform(0, 3.14), rng.uniform(180, 700), rng.uniform(0, 6.28)
        shade += 0.012 * numpy.sin((xs * numpy.cos(angle) + ys * numpy.sin(angle)) * 6.28 / length + phase)
    for place in (rng.uniform(0.3, 0.4), rng.uniform(0.62, 0.72)):
        far = ys - place * tall - 0.02 * xs
        shade -= 0.09 * numpy.exp(-((far / 5) ** 2)) - 0.03 * numpy.exp(-(((far + 14) / 12) ** 2))
    pixels = numpy.asarray(paper, dtype=numpy.float64)
    faint = 0.10 * (1 + numpy.sin(ys / tall * rng.uniform(5, 9) + rng.uniform(0, 6)))[:, :, None]
    pixels = pixels + (248 - pixels) * faint * (pixels < 180)
    pixels = pixels * shade[:, :, None]
    if stains:
        ring = numpy.hypot(xs - 0.82 * wide, ys - 0.08 * tall)
        pixels -= (18 * numpy.exp(-(((ring - 95) / 7) ** 2)))[:, :, None] * numpy.array([0.5, 0.9, 1.5])
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))


def _corners(
    wide: float, tall: float, size: tuple[int, int], tilt: float, depth: float, rng: numpy.random.Generator
) -> list[tuple[float, float]]:
    """Where the paper's corners come to lie: top left, top right, bottom right, bottom left."""
    narrow = wide * depth / 2
    flat = [
        (-wide / 2 + narrow, -tall / 2),
        (wide / 2 - narrow, -tall / 2),
        (wide / 2, tall / 2),
        (-wide / 2, tall / 2),
    ]
    turn = numpy.deg2rad(tilt)
    middle = (size[0] / 2 + rng.uniform(-12, 12), size[1] / 2 + rng.uniform(-12, 12))
    return [
        (
            middle[0] + x * float(numpy.cos(turn)) - y * float(numpy.sin(turn)),
            middle[1] + x * float(numpy.sin(turn)) + y * float(numpy.cos(turn)),
        )
        for x, y in flat
    ]


def coefficients(corners: list[tuple[float, float]], paper: tuple[int, int]) -> list[float]:
    """The eight numbers Pillow wants: from a place in the photo to a place on the paper."""
    wide, tall = paper
    there = [(0, 0), (wide, 0), (wide, tall), (0, tall)]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, there, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        right += [u, v]
    solved = numpy.linalg.solve(numpy.array(rows, dtype=numpy.float64), numpy.array(right, dtype=numpy.float64))
    return [float(value) for value in solved]


def wood(size: tuple[int, int], colour: tuple[int, int, int], rng: numpy.random.Generator) -> Image.Image:
    """Wood: long grain with rings that wander."""
    wide, tall = size
    ys, xs = numpy.mgrid[0:tall, 0:wide].astype(numpy.float64)
    wander = 22 * numpy.sin(ys / 310 + rng.uniform(0, 6)) + 9 * numpy.sin(ys / 97 + rng.uniform(0, 6))
    grain = numpy.sin((xs + wander) / 19) * 0.5 + numpy.sin((xs + 1.7 * wander) / 7.3) * 0.25
    fine = numpy.repeat(rng.normal(0, 1, (tall // 24 + 1, wide)), 24, axis=0)[:tall]
    planks = numpy.where(((xs + 40) % 520) < 4, -2.4, 0.0)
    pixels = numpy.array(colour, dtype=numpy.float64) + (9 * grain + 2.5 * fine + 14 * planks)[:, :, None]
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8)).filter(ImageFilter.GaussianBlur(1.6))


def _light(size: tuple[int, int], rng: numpy.random.Generator) -> Numbers:
    """A lamp on one side, the shadow of the person with the telephone on the other."""
    wide, tall = size
    ys, xs = numpy.mgrid[0:tall, 0:wide].astype(numpy.float64)
    side = rng.uniform(0.1, 0.4)
    lamp = 1.04 - 0.22 * numpy.hypot(xs / wide - side, ys / tall - 0.25)
    person = 1 - 0.2 / (1 + numpy.exp(-((ys / tall - 0.72) * 9 + (xs / wide - 0.7) * 5)))
    light: Numbers = lamp * person
    return light
