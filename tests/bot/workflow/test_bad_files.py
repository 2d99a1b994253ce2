"""What people are told of a file that cannot be read: in their language, what it is and what to do next."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime

from openpyxl import Workbook
from PIL import Image

import ocr
from bot.store.database import Database
from bot.wording import wording
from bot.workflow.reading import problem_key
from bot.workflow.submission import Refused, keep
from ocr.engines.memory import MemoryEngine
from ocr.errors import OcrError
from tests.ocr import einvoices
from tests.samples.pdfs import pdf
from tests.samples.recorded import TODAY, document_path

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PHOTO = document_path("taxi_zh").read_bytes()
LOCKED = pdf([(20, 20, 10, "secret")]).replace(
    b"/Root 1 0 R >>",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> >>"
    % (b"00" * 32, b"11" * 32),
)
PAGE = b"<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/>"


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "1") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, kind)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("receipt.jpg"))
    return out.getvalue()


def many_pages() -> bytes:
    entries = einvoices.ofd_entries()
    whole = str(entries["Doc_0/Document.xml"]).encode()
    return einvoices.zipped({**entries, "Doc_0/Document.xml": whole.replace(PAGE, PAGE * 400)})


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    """(What it is, its bytes, the key of what is said)."""
    nothing = "say-no_receipt"
    yield from (
        ("nothing at all", b"", "say-empty_file"),
        ("60 MB of anything", b"\xff\xd8\xff" + bytes(60_000_000), "say-refused_file"),
        ("a program named .jpg", b"MZ\x90\x00" + bytes(400), nothing),
        ("a Linux program", b"\x7fELF" + bytes(400), nothing),
        ("a text", "打车 88 元".encode(), nothing),
        ("a table", b"date,amount\n2026-11-05,88\n", nothing),
        ("a web page", b"<!DOCTYPE html><html><body>Total 88</body></html>", nothing),
        ("a drawing", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", nothing),
        ("XML of something else", b"<?xml version='1.0'?><note/>", nothing),
        ("JSON", b'{"total": 88}', nothing),
        ("an e-mail", b"From: shop@example.com\nSubject: Receipt\n\nTotal 88", nothing),
        ("a spreadsheet", workbook(), nothing),
        ("a ZIP", einvoices.zipped({"receipt.jpg": PHOTO}), nothing),
        ("a TAR", tar(), nothing),
        ("a GZIP", gzip.compress(PHOTO), nothing),
        ("a RAR", b"Rar!\x1a\x07\x01\x00" + bytes(100), nothing),
        ("a film", b"\x00\x00\x00\x18ftypmp42" + bytes(100), nothing),
        ("a moving picture", picture((9, 9), "GIF", "L"), nothing),
        ("a bitmap", picture((9, 9), "BMP", "L"), nothing),
        ("half a JPEG", PHOTO[: len(PHOTO) // 2], "unreadable-damaged"),
        ("half a PNG", picture((300, 300), mode="L")[:60], "unreadable-damaged"),
        ("a WebP of noise", b"RIFF\x00\x00\x00\x00WEBP" + bytes(100), "unreadable-damaged"),
        ("a HEIC of noise", b"\x00\x00\x00\x18ftypheic" + bytes(100), "unreadable-damaged"),
        ("a photo of a cat", picture((300, 300)), "unreadable-no_text"),
        ("one dot", picture((1, 1)), "unreadable-no_text"),
        ("81 million dots", picture((9000, 9000)), "too-large-pixels"),
        ("half a PDF", document_path("scan_en").read_bytes()[:900], "unreadable-damaged"),
        ("a PDF with a password", LOCKED, "unreadable-encrypted"),
        ("a PDF without a page", pdf([]).replace(b"[3 0 R] /Count 1", b"[     ] /Count 0"), "unreadable-damaged"),
        ("an empty PDF page", pdf([]), "unreadable-no_text"),
        ("half an OFD", einvoices.ofd()[:900], "unreadable-damaged"),
        ("an OFD that is cut", einvoices.ofd()[:-30], "unreadable-damaged"),
        ("an OFD of 400 pages", many_pages(), "too-large-pages"),
        (
            "an OFD that leads elsewhere",
            einvoices.zipped({**einvoices.ofd_entries(), "../x": "x"}),
            "unreadable-unsafe",
        ),
        (
            "an archive in an archive",
            einvoices.zipped({"a.xml": "", "b.zip": einvoices.zipped({"c.pdf": ""})}),
            "unreadable-nested",
        ),
        ("a ZIP of other XML", einvoices.zipped({"a.xml": "<note/>"}), "unreadable-unknown_type"),
        ("an XML bomb", b"<!DOCTYPE a [<!ENTITY b 'c'>]><EInvoice>&b;</EInvoice>", "unreadable-unsafe"),
        ("half an XML", einvoices.EINVOICE[:-40].encode(), "unreadable-damaged"),
        ("an invoice without a total", b"<EInvoice><Header/></EInvoice>", "unreadable-unknown_type"),
    )


def said(database: Database, content: bytes) -> str:
    """The key of what is said: at once, or on the line when it was read."""
    try:
        with database.writing() as connection:
            keep(connection, content, "receipt.jpg", NOW)
        ocr.read(content, today=TODAY, engine=MemoryEngine())
    except Refused as refused:
        return refused.key
    except OcrError as error:
        return problem_key(error)
    return "read"


def test_each_bad_file_is_named_and_what_to_do_is_said_in_both_languages(sqlite: Database) -> None:
    files = list(bad_files())
    assert len(files) >= 30
    assert {what: said(sqlite, content) for what, content, _ in files} == {what: key for what, _, key in files}
    for key in {key for _, _, key in files}:
        english, chinese = (wording(locale).say(key, name="a.jpg") for locale in ("en", "zh"))
        # What happened, and what to do.
        assert len(english.split(". ")) >= 2, english
        assert "请" in chinese, chinese
