"""Any page of any document as a picture for people: to look at, or to cut a value out of."""

from __future__ import annotations

from PIL import Image

from ocr.errors import Unreadable
from ocr.formats import OFD, PDF, XML, ZIP
from ocr.formats.archive import APART, documents
from ocr.formats.drawing import drawn
from ocr.formats.images import picture
from ocr.formats.listing import listing
from ocr.formats.ofd import ofd
from ocr.formats.pdf import sheet_picture
from ocr.formats.xml_tree import tree
from ocr.limits import LIMITS, Limits


def page_picture(content: bytes, media_type: str, number: int, limits: Limits = LIMITS) -> Image.Image:
    """Page `number`, at most `limits.side` pixels long, as it is before it is turned upright.

    Raises Unreadable (`no_pages` where there is no such page) and TooLarge.
    """
    if media_type == ZIP:
        place, number = divmod(number, APART)
        inside = documents(content, limits)
        if place >= len(inside):
            raise Unreadable("no_pages")
        return page_picture(inside[place].content, inside[place].media_type, number, limits)
    if media_type == PDF:
        return sheet_picture(content, number, limits)
    if media_type == OFD:
        found = ofd(content, limits).pages
        if 0 <= number < len(found) and (scan := found[number].scan) is not None:
            return picture(scan.content, scan.media_type, limits)
        pages = [(one.page, one.strokes) for one in found]
    elif media_type == XML:
        pages = [(page, ()) for page in listing(tree(content, limits))]
    else:
        return picture(content, media_type, limits)
    if not 0 <= number < len(pages):
        raise Unreadable("no_pages")
    return drawn(*pages[number], limits.side)
