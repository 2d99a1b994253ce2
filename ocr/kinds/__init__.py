"""Kinds of documents. A kind is a module with `name`, `recognises(page)` and `read(page)`: pure, no I/O, no clock.

It must read its own documents and claim nobody else's; `receipt` is asked last and takes what is left.
"""

from __future__ import annotations

from typing import Protocol

from ocr.kinds import (
    air_itinerary,
    fuel_receipt,
    hotel_folio,
    invoice,
    parking_receipt,
    printed_invoice,
    quota_invoice,
    receipt,
    taxi_receipt,
    toll_invoice,
    train_ticket,
    trip_list,
    vat_invoice,
)
from ocr.page import Page
from ocr.reading import Reading


class Kind(Protocol):
    """What a module in this folder offers."""

    name: str

    @staticmethod
    def recognises(page: Page) -> bool:
        """Whether the page is one of this kind."""

    @staticmethod
    def read(page: Page) -> Reading:
        """What the page says; without grades, which `ocr.checks` gives."""


#: Asked in this order. Adding a kind is a module and one line here.
KINDS: tuple[Kind, ...] = (
    train_ticket,
    air_itinerary,
    vat_invoice,
    taxi_receipt,
    trip_list,
    quota_invoice,
    toll_invoice,
    parking_receipt,
    fuel_receipt,
    printed_invoice,
    hotel_folio,
    invoice,
    receipt,
)  # type: ignore[assignment]


def kind_of(page: Page) -> Kind:
    """The first kind that recognises the page."""
    return next(kind for kind in KINDS if kind.recognises(page))
