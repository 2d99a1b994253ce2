"""Pages of an OFD that are a picture and nothing else: a scan saved as OFD. Seals lie elsewhere in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr.element import Element
from ocr.errors import Unreadable
from ocr.formats import sniff
from ocr.formats.package import Package, beside
from ocr.formats.xml_tree import tree
from ocr.limits import Limits
from ocr.reading import Document

#: A picture is the page where it covers so much of it; logos and QR codes do not.
_COVERS = 0.3


def media(package: Package, root: str, document: Element, limits: Limits) -> Mapping[str, str]:
    """The entry of each picture, by the number that pages call it by."""
    found: dict[str, str] = {}
    common = document.first("CommonData") or Element("")
    for listed in (*common.every("PublicRes"), *common.every("DocumentRes")):
        where = beside(root, listed.text)
        if where not in package:
            continue
        resources = tree(package.read(where), limits)
        folder = beside(where, f"{resources.attributes.get('BaseLoc', '.')}/x")
        for one in resources.every("MultiMedias", "MultiMedia"):
            found[one.attributes.get("ID", "")] = beside(folder, one.said("MediaFile"))
    return found


def scan(package: Package, layers: Sequence[Element], area: float, pictures: Mapping[str, str]) -> Document | None:
    """The largest picture of a page of this area, where it is the page; None where it is none that we can read."""
    objects = [one for layer in layers for one in layer.walk() if one.name == "ImageObject"]
    largest = max(objects, key=_area, default=None)
    if largest is None or _area(largest) < _COVERS * area:
        return None
    name = pictures.get(largest.attributes.get("ResourceID", ""), "")
    if name not in package:
        return None
    content = package.read(name)
    try:
        media_type = sniff(content)
    except Unreadable:
        return None
    return Document(content, name, media_type) if media_type.startswith("image/") else None


def _area(one: Element) -> float:
    try:
        _, _, wide, tall = (float(part) for part in one.attributes.get("Boundary", "").split())
    except ValueError:
        return 0.0
    return wide * tall if wide > 0 and tall > 0 else 0.0
