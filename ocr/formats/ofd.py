"""OFD, the Chinese counterpart of PDF (GB/T 33190): a ZIP of XML, read as data and as pages with their words.

Electronic invoices carry their data three times: `original_invoice.xml` as an attachment, custom tags that name the
texts on the page, and custom data in the head of the document. All are handed on; `ocr/kinds/data.py` compares them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ocr.data import ROOTS
from ocr.element import Element
from ocr.errors import TooLarge, Unreadable
from ocr.formats.drawing import Stroke
from ocr.formats.glyphs import Glyph
from ocr.formats.glyphs import words as joined
from ocr.formats.ofd_scans import media, scan
from ocr.formats.package import Package, beside
from ocr.formats.xml_tree import tree
from ocr.limits import LIMITS, Limits
from ocr.page import Page
from ocr.reading import Document

_A4 = (0.0, 0.0, 210.0, 297.0)
#: No page of paper is larger: a number beyond this is a mistake or an attack. In millimetres.
_LARGEST = 10_000.0
MOST_CHARACTERS = 20_000
_MOST_STROKES = 5_000
_ATTACHMENTS = 10

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: its words, the lines drawn on it, the texts of its objects by their numbers; and where it has no words,
    the picture that it is."""

    page: Page
    strokes: tuple[Stroke, ...]
    texts: dict[str, str] = field(default_factory=dict)
    scan: Document | None = None


@dataclass(frozen=True, slots=True)
class Ofd:
    """What an OFD holds: pages, and the data of its invoice in each place where it is written, the best one first."""

    pages: tuple[OfdPage, ...]
    data: tuple[Element, ...]


def ofd(content: bytes, limits: Limits = LIMITS) -> Ofd:
    """An OFD. Raises Unreadable (`damaged`, `encrypted`, `unsafe`, `no_pages`) and TooLarge (`pages`)."""
    package = Package(content, limits)
    head = tree(package.read("OFD.xml"), limits)
    body = head.first("DocBody")
    root = beside("", body.said("DocRoot")) if body is not None else ""
    if body is None or root not in package:
        raise Unreadable("damaged", "no document")
    document = tree(package.read(root), limits)
    pages = _pages(package, root, document, limits)
    texts = {key: text for page in pages for key, text in page.texts.items()}
    every = (
        _attached(package, root, document, limits),
        _tagged(package, root, document, texts, limits),
        _custom(body),
    )
    return Ofd(pages, tuple(one for one in every if one is not None))


def _pages(package: Package, root: str, document: Element, limits: Limits) -> tuple[OfdPage, ...]:
    listed = list(document.every("Pages", "Page"))
    if not listed:
        raise Unreadable("no_pages")
    if len(listed) > limits.pages:
        raise TooLarge("pages", limit=limits.pages, actual=len(listed))
    common = document.first("CommonData") or Element("CommonData")
    area = _numbers(common.said("PageArea", "PhysicalBox"))
    templates = {
        one.attributes.get("ID", ""): one.attributes.get("BaseLoc", "") for one in common.every("TemplatePage")
    }
    found = []
    pictures: Mapping[str, str] = {}
    for one in listed:
        content = tree(package.read(beside(root, one.attributes.get("BaseLoc", ""))), limits)
        under = [
            tree(package.read(beside(root, location)), limits)
            for used in content.every("Template")
            if (location := templates.get(used.attributes.get("TemplateID", "")))
        ][:4]
        layers, own = [*under, content], _numbers(content.said("Area", "PhysicalBox")) or area
        page = _page(layers, own)
        if not page.page.words:
            pictures = pictures or media(package, root, document, limits)
            shape = page.page.width * page.page.height / 100
            page = replace(page, scan=scan(package, layers, shape, pictures))
        found.append(page)
    return tuple(found)


def _page(layers: list[Element], area: list[float]) -> OfdPage:
    left, top, wide, tall = area if len(area) == 4 and area[2] > 0 and area[3] > 0 else _A4
    glyphs: list[Glyph] = []
    strokes: list[Stroke] = []
    texts: dict[str, str] = {}
    for layer in layers:
        for one in layer.walk():
            if one.name == "TextObject":
                texts[one.attributes.get("ID", "")] = "".join(code.text for code in one.every("TextCode"))
                if len(glyphs) < MOST_CHARACTERS:
                    glyphs += [
                        Glyph(text, (x - left) / wide, (y - top) / tall, (x2 - left) / wide, (y2 - top) / tall)
                        for text, x, y, x2, y2 in _characters(one)
                    ]
            elif one.name == "PathObject" and len(strokes) < _MOST_STROKES:
                strokes += [
                    ((x - left) / wide, (y - top) / tall, (x2 - left) / wide, (y2 - top) / tall)
                    for x, y, x2, y2 in _lines(one)
                ]
    words = tuple(joined(glyphs[:MOST_CHARACTERS], wide / tall))
    page = Page(words=words, width=max(1, round(wide * 10)), height=max(1, round(tall * 10)), how="ofd text")
    return OfdPage(page, tuple(strokes[:_MOST_STROKES]), texts)


def _characters(one: Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Each character of a text object with its box on the page, in millimetres."""
    boundary = _numbers(one.attributes.get("Boundary", ""))
    size = _number(one.attributes.get("Size", ""))
    if len(boundary) != 4 or not 0 < size < _LARGEST:
        return
    matrix = _matrix(one)
    x = y = 0.0
    for code in one.every("TextCode"):
        x, y = _number(code.attributes.get("X", ""), x), _number(code.attributes.get("Y", ""), y)
        across = _deltas(code.attributes.get("DeltaX", ""), len(code.text))
        down = _deltas(code.attributes.get("DeltaY", ""), len(code.text))
        for place, text in enumerate(code.text):
            own = size * (1.0 if ord(text) > 0x2E7F else 0.55)
            # Without steps the letters stand side by side, or, where steps down are given, one under the other.
            step = across[place] if place < len(across) else 0.0 if down else own
            # Spread letters keep their own width, so that the gap between them is seen.
            width = min(own, step) if step > 0 else own
            box = _placed(matrix, boundary, (x, y - 0.86 * size, x + width, y + 0.14 * size))
            if box is not None:
                yield (text, *box)
            x += step
            y += down[place] if place < len(down) else 0.0


def _lines(one: Element) -> Iterator[tuple[float, float, float, float]]:
    """The straight lines of a path, in millimetres on the page; of a curve, the line between its ends."""
    boundary = _numbers(one.attributes.get("Boundary", ""))
    if len(boundary) != 4:
        return
    matrix = _matrix(one)
    here: tuple[float, float] | None = None
    for sign, rest in re.findall(r"([MLBQAC])([^A-Z]*)", one.said("AbbreviatedData")[:20_000]):
        numbers = _numbers(rest)
        if len(numbers) < 2:
            continue
        there = (numbers[-2], numbers[-1])
        if sign != "M" and here is not None:
            box = _placed(matrix, boundary, (*here, *there))
            if box is not None:
                yield box
        here = there


def _placed(
    matrix: Matrix, boundary: list[float], box: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    """A box of an object on its page; None where it is nowhere."""
    a, b, c, d, e, f = matrix
    x, y, x2, y2 = box
    found = (
        a * x + c * y + e + boundary[0],
        b * x + d * y + f + boundary[1],
        a * x2 + c * y2 + e + boundary[0],
        b * x2 + d * y2 + f + boundary[1],
    )
    return found if all(math.isfinite(value) and abs(value) < _LARGEST for value in found) else None


def _matrix(one: Element) -> Matrix:
    numbers = _numbers(one.attributes.get("CTM", ""))
    return tuple(numbers) if len(numbers) == 6 else _PLAIN  # type: ignore[return-value]


def _deltas(text: str, wanted: int) -> list[float]:
    """`1.5 g 3 2.0 1.5` is 1.5, three times 2.0, 1.5; the last one goes on for the characters that are left."""
    found: list[float] = []
    parts = iter(text.split()[:MOST_CHARACTERS])
    for part in parts:
        if part == "g":
            times, value = _number(next(parts, "")), _number(next(parts, ""))
            found += [value] * max(0, min(int(times), wanted - len(found)))
        else:
            found.append(_number(part))
        if len(found) >= wanted:
            break
    return found + [found[-1]] * (wanted - len(found)) if found else []


def _numbers(text: str) -> list[float]:
    return [_number(part) for part in text.split()[:16]]


def _number(text: str, otherwise: float = 0.0) -> float:
    """A number; NaN, infinity and what is none count as `otherwise`."""
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < 1e6 else otherwise


def _attached(package: Package, root: str, document: Element, limits: Limits) -> Element | None:
    """The invoice among the attachments: those that are listed, then any in a folder of attachments."""
    names: list[str] = []
    listed = document.said("Attachments")
    if listed and (where := beside(root, listed)) in package:
        names = [beside(where, one.said("FileLoc")) for one in tree(package.read(where), limits).every("Attachment")]
    names += [name for name in package.names if "attach" in name.lower()]
    for name in [one for one in dict.fromkeys(names) if one in package and one.lower().endswith(".xml")][:_ATTACHMENTS]:
        found = tree(package.read(name), limits)
        if found.name in ROOTS:
            return found
    return None


def _tagged(package: Package, root: str, document: Element, texts: dict[str, str], limits: Limits) -> Element | None:
    """The custom tags with the numbers of objects replaced by what stands there."""
    listed = document.said("CustomTags")
    if not listed or beside(root, listed) not in package:
        return None
    where = beside(root, listed)
    for one in tree(package.read(where), limits).every("CustomTag"):
        name = beside(where, one.said("FileLoc"))
        if name in package:
            found = tree(package.read(name), limits)
            for tag in list(found.walk()):
                tag.text = " ".join(texts.get(reference.text, "") for reference in tag.every("ObjectRef")).strip()
            return found
    return None


def _custom(body: Element) -> Element | None:
    """The custom data of the head, each as an element of its name."""
    entries = [
        Element(one.attributes.get("Name", ""), text=one.text)
        for one in body.every("DocInfo", "CustomDatas", "CustomData")
    ]
    return Element("CustomDatas", children=entries) if entries else None
