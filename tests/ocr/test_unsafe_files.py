"""XML and ZIP made to attack whoever opens them: refused by name, before anything is expanded, fetched or written."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

import ocr
from ocr.engines.memory import MemoryEngine
from ocr.errors import OcrError, TooLarge, Unreadable
from ocr.formats.pdf import attached, sheet_picture, sheets
from ocr.formats.pdf_bombs import refuse_bombs
from ocr.limits import Limits
from tests.ocr import einvoices
from tests.samples.pdfs import pdf
from tests.samples.recorded import TODAY

LAUGHS = "<!DOCTYPE EInvoice [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)
ENTITY = (
    "<!DOCTYPE EInvoice [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><EInvoice><SellerName>&x;</SellerName></EInvoice>"
)
REMOTE = "<!DOCTYPE EInvoice SYSTEM 'http://127.0.0.1:9/a.dtd'>" + einvoices.EINVOICE.partition("?>")[2]


def refused(content: str | bytes) -> OcrError:
    with pytest.raises(OcrError) as error:
        ocr.read(content.encode() if isinstance(content, str) else content, today=TODAY, engine=MemoryEngine())
    return error.value


def with_entry(name: str, content: str | bytes) -> bytes:
    return einvoices.zipped({**einvoices.ofd_entries(), name: content})


def pointing(old: str, new: str) -> bytes:
    """The OFD with a location in it that leads elsewhere."""
    entries = einvoices.ofd_entries()
    assert any(old in str(content) for content in entries.values())
    return einvoices.zipped({name: str(content).replace(old, new) for name, content in entries.items()})


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS + "]><EInvoice><a>&a11;</a></EInvoice>",
        ENTITY,
        REMOTE,
        "<!DOCTYPE EInvoice [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>%x;]><EInvoice/>",
        "<EInvoice>" + "<a>" * 90 + "</a>" * 90 + "</EInvoice>",
        "<EInvoice>" + "<a/>" * 100_001 + "</EInvoice>",
        "<EInvoice>" + " " * (8 * 1024 * 1024) + "</EInvoice>",
        einvoices.ofd(original=ENTITY),
        with_entry("Doc_0/Pages/Page_0/Content.xml", LAUGHS + "]><a>&a11;</a>"),
        with_entry("../outside.xml", "x"),
        with_entry("/etc/passwd", "x"),
        with_entry("Doc_0\\..\\..\\outside.xml", "x"),
        with_entry("C:/outside.xml", "x"),
        with_entry("Doc_0/large.dat", bytes(30 * 1024 * 1024)),
        einvoices.zipped({**einvoices.ofd_entries(), **{f"{number}.xml": "" for number in range(500)}}),
        pointing("Pages/Page_0/Content.xml", "../../../etc/passwd"),
        pointing("Doc_0/Document.xml", "/../Document.xml"),
        pointing("Attachs/Attachments.xml", "../../x"),
    ],
    ids=[
        "laughs",
        "entity",
        "remote",
        "parameter",
        "deep",
        "many",
        "long",
        "xxe-in-ofd",
        "laughs-in-ofd",
        "up",
        "root",
        "backslash",
        "drive",
        "bomb",
        "entries",
        "page",
        "document",
        "attachment",
    ],
)
def test_attacks_are_refused_as_unsafe(content: str | bytes) -> None:
    error = refused(content)
    assert isinstance(error, Unreadable)
    assert error.reason == "unsafe"


def test_a_pdf_whose_attachment_fills_the_memory_is_refused_before_it_is_unpacked() -> None:
    error = refused(einvoices.with_attachment(pdf([]), bytes(41 * 1024 * 1024)))
    assert (type(error), error.reason) == (Unreadable, "unsafe")


def test_a_stream_packed_twice_is_no_way_around_and_showing_its_page_is_refused_too() -> None:
    once = einvoices.with_attachment(pdf([]), zlib.compress(bytes(200_000)))
    twice = re.sub(rb"(/DL \d+/Filter)/FlateDecode", rb"\1[/FlateDecode/FlateDecode]", once)
    assert len(twice) > len(once)
    for opened in (attached, sheets, lambda content, limits: sheet_picture(content, 0, limits)):
        with pytest.raises(Unreadable) as error:
            opened(twice, Limits(unpacked=100_000))
        assert error.value.reason == "unsafe"


def test_a_picture_in_a_pdf_may_be_large() -> None:
    page = b"5 0 obj\n<</Type/XObject/Subtype/Image/Filter/FlateDecode>>stream\r\n" + zlib.compress(bytes(200_000))
    refuse_bombs(page, Limits(unpacked=100_000))
    with pytest.raises(Unreadable):
        refuse_bombs(page.replace(b"/Subtype/Image", b""), Limits(unpacked=100_000))


def test_a_size_that_the_zip_lies_about_is_not_believed() -> None:
    content = bytearray(with_entry("Doc_0/Pages/Page_0/Content.xml", "<a>" + " " * 20_000_000 + "</a>"))
    size = struct.pack("<I", 20_000_007)
    assert content.count(size) == 2
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
    assert refused(bytes(content)).reason in ("damaged", "unsafe")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (einvoices.EINVOICE[:-30], "damaged"),
        (einvoices.EINVOICE.replace("UTF-8", "no-such-code"), "damaged"),
        (einvoices.EINVOICE.replace("UTF-8", "GBK").encode("gbk")[:700] + b"\xff</EInvoice>", "damaged"),
        (einvoices.ofd()[:-60], "damaged"),
        (b"PK\x03\x04 OFD.xml", "damaged"),
        (pointing("Doc_0/Document.xml", "Doc_0/Elsewhere.xml"), "damaged"),
        (pointing("<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/>", ""), "no_pages"),
        (einvoices.ofd(original="", texts=()), "no_text"),
    ],
    ids=["cut", "encoding", "half-a-character", "zip-cut", "zip-none", "nowhere", "no-pages", "empty"],
)
def test_what_is_broken_is_said_by_name(content: str | bytes, reason: str) -> None:
    assert refused(content).reason == reason


def test_an_ofd_of_too_many_pages_is_refused_before_any_is_read() -> None:
    page = "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/>"
    error = refused(pointing(page, page * 400))
    assert isinstance(error, TooLarge)
    assert (error.reason, error.actual) == ("pages", 400)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0 0 210 140", "0 0 nan inf"),
        ("0 0 210 140", "0 0 -5 1e308"),
        ('Size="3.175"', 'Size="NaN"'),
        ('Size="3.175"', 'Size="1e300"'),
        ('DeltaX="g ', 'DeltaX="g 999999999 g -1 '),
        ('Boundary="', "CTM='nan inf 0 1e308 0 0' Boundary=\""),
        ("M 0 0.2 L 201 0.2", "M nan inf L 1e999 -1e999 L 5"),
    ],
)
def test_numbers_out_of_this_world_still_let_the_data_be_read(old: str, new: str) -> None:
    reading = ocr.read(pointing(old, new), today=TODAY, engine=MemoryEngine())
    assert str(reading.value("total")) == "237.30"


def test_nothing_is_written_beside_or_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ocr.read(einvoices.ofd(tags=einvoices.TAGS), today=TODAY, engine=MemoryEngine())
    refused(with_entry("../outside.xml", "x"))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "outside.xml").exists()
