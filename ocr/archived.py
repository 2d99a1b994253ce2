"""What the documents of an archive say together: each invoice once, in however many files it came. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.data.same import one_each
from ocr.errors import TooLarge, Unreadable
from ocr.formats import OFD, PDF, XML
from ocr.formats.archive import APART
from ocr.kinds import receipt
from ocr.reading import Box, Document, Reading, Where

#: The kind of an archive as a whole: of it nothing is read but the receipts in it.
ARCHIVE = "archive"

#: What people see of an invoice first: the page its seller made.
_SHOWN = {PDF: 0, OFD: 1, XML: 3}


def from_archive(found: Sequence[Document], read_one: Callable[[Document], Reading]) -> Reading:
    """The invoices in an archive. A file that cannot be read is a receipt of which nothing is known, so that somebody
    looks at it; where none can be read, the archive cannot: raises what the first one raised."""
    readings: list[Reading] = []
    refused: list[Unreadable | TooLarge] = []
    for place, document in sorted(enumerate(found), key=lambda one: _SHOWN.get(one[1].media_type, 2)):
        try:
            reading = read_one(document)
        except (Unreadable, TooLarge) as error:
            refused.append(error)
            reading = Reading(receipt.name, {})
        readings += [_inside(one, place * APART) for one in reading.receipts or (reading,)]
    if len(refused) == len(found):
        raise refused[0]
    invoices = one_each(readings)
    if len(invoices) == 1:
        return invoices[0]
    used = next((one.engine for one in readings if one.engine), "")
    return Reading(ARCHIVE, {}, receipts=invoices, certain=True, engine=used)


def _inside(reading: Reading, first: int) -> Reading:
    """A reading of a document in an archive whose first page is page `first` there."""
    fields = {
        name: replace(found, where=replace(found.where, page=first + found.where.page))
        for name, found in reading.fields.items()
    }
    region = reading.region or Where(0, Box(0, 0, 1, 1))
    return replace(reading, fields=fields, region=replace(region, page=first + region.page))
