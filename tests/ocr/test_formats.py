"""From bytes to pages: every format, every named refusal."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageDraw

import ocr
from ocr.engines.memory import MemoryEngine
from ocr.errors import TooLarge, Unreadable
from ocr.formats import document, sniff
from ocr.formats.codes import qr_texts
from ocr.formats.images import picture
from ocr.formats.pdf import CODE_DOTS_PER_INCH, sheet_picture, sheets
from ocr.limits import Limits
from tests.ocr import einvoices
from tests.samples.pdfs import joined, pdf, scanned
from tests.samples.recorded import TODAY, document_path

ROOT = Path(__file__).resolve().parent.parent.parent


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """White with a black square at the top left."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((4, 4, 16, 16), fill="black")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def heic(image: Image.Image) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out)
    return out.getvalue()


def dark_at(image: Image.Image, place: tuple[int, int]) -> bool:
    return max(image.getpixel(place)) < 90  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (saved(drawn(), "JPEG"), "image/jpeg"),
        (saved(drawn(), "PNG"), "image/png"),
        (saved(drawn(), "WEBP"), "image/webp"),
        (heic(drawn(size=(64, 64))), "image/heic"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\n\n%PDF-1.7\n", "application/pdf"),
        (einvoices.ofd(), "application/ofd"),
        (einvoices.EINVOICE.encode(), "application/xml"),
        (b"\xef\xbb\xbf\n" + einvoices.UBL.encode(), "application/xml"),
        (einvoices.CII.replace("UTF-8", "UTF-16").encode("utf-16"), "application/xml"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, media_type: str) -> None:
    assert sniff(content) == media_type
    assert document(content, "invoice.txt").media_type == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"hello", "unknown_type"), (b"PK\x03\x04", "unknown_type"), (b"GIF89a", "unknown_type")]
    + [(text, "unknown_type") for text in (b"<?xml version='1.0'?><svg/>", b"<html><Invoice>", b"see <Invoice>")],
)
def test_what_we_cannot_read_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        document(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_of_every_format_become_rgb(kind: str) -> None:
    content = saved(drawn(), kind)
    image = picture(content, sniff(content))
    assert image.mode == "RGB"
    assert dark_at(image, (10, 10))
    assert not dark_at(image, (40, 30))


def test_a_heic_of_a_telephone_is_read() -> None:
    image = picture(heic(drawn(size=(64, 64))), "image/heic")
    assert image.size == (64, 64)
    assert dark_at(image, (10, 10))


@pytest.mark.parametrize(
    "content",
    [
        saved(drawn("L"), "PNG"),
        saved(drawn("P"), "PNG"),
        saved(drawn("1"), "PNG"),
        saved(drawn("RGBA"), "PNG"),
        saved(drawn("LA"), "PNG"),
        saved(drawn("CMYK"), "JPEG"),
        saved(Image.fromarray(numpy.asarray(drawn("L")).astype(numpy.uint16) * 200), "PNG"),
    ],
    ids=["grey", "palette", "two colours", "clear", "grey and clear", "cmyk", "16 bits"],
)
def test_odd_colours_keep_black_black_and_white_white(content: bytes) -> None:
    image = picture(content, sniff(content))
    assert image.mode == "RGB"
    assert dark_at(image, (10, 10))
    assert not dark_at(image, (40, 30))


def test_ink_on_a_transparent_ground_stays_readable() -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((4, 4, 16, 16), fill=(0, 0, 0, 255))
    image = picture(saved(clear, "PNG"), "image/png")
    assert dark_at(image, (10, 10))
    assert not dark_at(image, (40, 30))


def test_a_photo_is_turned_as_its_exif_note_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise
    image = picture(saved(drawn(), "JPEG", exif=exif), "image/jpeg")
    assert image.size == (40, 60)
    assert dark_at(image, (30, 10))


def test_a_large_photo_is_made_small_enough_for_the_engine() -> None:
    image = picture(saved(drawn(size=(5200, 2600)), "JPEG"), "image/jpeg")
    assert image.size == (2000, 1000)


def test_a_large_picture_of_another_format_is_turned_and_made_small_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = picture(saved(drawn(size=(600, 400)), "PNG", exif=exif), "image/png", Limits(side=300))
    assert image.size == (200, 300)
    assert dark_at(image, (194, 5))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "16 bits"])
def test_a_large_picture_made_small_strip_by_strip_has_no_seams(mode: str) -> None:
    noisy = Image.effect_noise((1300, 1100), 80)
    large = noisy.convert(mode) if mode != "16 bits" else Image.fromarray(numpy.asarray(noisy).astype("u2") * 200)
    content = saved(large, "PNG", compress_level=1)
    whole = picture(content, "image/png").resize((700, 592), Image.Resampling.LANCZOS)
    strips = picture(content, "image/png", Limits(side=700))
    assert max(most for _, most in ImageChops.difference(strips, whole).getextrema()) <= 1  # type: ignore[misc]


_PEAK = """
import sys
from ocr.formats.images import picture
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024
content = sys.stdin.buffer.read()
before = peak()
picture(content, "image/png")
print(peak() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_large_picture_is_in_memory_only_once() -> None:
    content = saved(Image.new("RGBA", (4500, 4500), (255, 255, 255, 200)), "PNG", compress_level=1)
    done = subprocess.run([sys.executable, "-c", _PEAK], cwd=ROOT, input=content, capture_output=True, check=True)
    assert int(done.stdout) < 2.5 * 4 * 4500 * 4500


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_short_is_damaged(kind: str, share: float) -> None:
    noisy = Image.effect_noise((300, 300), 80).convert("RGB")
    content = saved(noisy, kind)
    with pytest.raises(Unreadable) as refused:
        picture(content[: int(len(content) * share)], sniff(content))
    assert refused.value.reason == "damaged"


def test_too_many_bytes_are_refused_before_anything_is_decoded() -> None:
    with pytest.raises(TooLarge) as refused:
        document(b"\xff\xd8\xff" + bytes(100), limits=Limits(content=50))
    assert (refused.value.reason, refused.value.limit, refused.value.actual) == ("bytes", 50, 103)


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    bomb = saved(Image.new("1", (9000, 9000)), "PNG")
    assert len(bomb) < 20_000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TooLarge) as refused:
            picture(bomb, "image/png")
    assert (refused.value.reason, refused.value.actual) == ("pixels", 81_000_000)


def test_a_pdf_with_text_is_read_without_an_engine_and_knows_where_words_stand() -> None:
    text = sheets(document_path("einvoice_zh").read_bytes())[0].text
    assert text is not None
    word = next(word for word in text.words if word.text == "¥237.30")
    assert 0.74 < word.box.left < 0.78
    assert 0.72 < word.box.top < 0.78
    assert text.how == "pdf text"


def test_the_qr_code_of_an_invoice_is_found_on_its_page() -> None:
    content = document_path("einvoice_zh").read_bytes()
    assert sheets(content)[0].coded
    found = qr_texts(sheet_picture(content, 0, dots=CODE_DOTS_PER_INCH))
    assert found == ("01,32,,26330000000000420042,237.30,20261120,,5A1C",)


def test_a_scanned_pdf_becomes_a_picture() -> None:
    content = document_path("scan_en").read_bytes()
    assert sheets(content)[0].text is None
    assert 700 < sheet_picture(content, 0).width < 800


def test_a_turned_pdf_page_has_its_words_where_one_sees_them() -> None:
    content = pdf([(20, 20, 10, "TOTAL 123456789 of a page that is turned")])
    turned = content.replace(b"/Type /Page /Parent", b"/Rotate 90 /Type /Page /Parent")
    text = sheets(turned)[0].text
    assert text is not None
    assert (text.width, text.height) == (394, 610)
    assert min(word.box.left for word in text.words) > 0.9


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooLarge) as refused:
        sheets(document_path("scan_en").read_bytes(), Limits(pages=0))
    assert (refused.value.reason, refused.value.actual) == ("pages", 1)


def test_scanned_pages_beyond_the_limit_are_refused_before_any_is_recognised() -> None:
    scan, seen = scanned(*[drawn()] * 61), list[int]()
    with pytest.raises(TooLarge) as refused:
        ocr.read(scan, today=TODAY, engine="memory", progress=lambda page, pages: seen.append(page))
    assert (refused.value.limit, refused.value.actual, seen) == (60, 61, [])


def test_each_page_that_has_to_be_recognised_is_announced_and_may_be_the_last() -> None:
    mixed = joined(scanned(drawn()), pdf([(20, 20, 10, "TOTAL RM 9.00 on a page with text")]), scanned(drawn()))
    seen: list[tuple[int, int]] = []
    reading = ocr.read(mixed, today=TODAY, engine="memory", progress=lambda *page: seen.append(page))
    assert (reading.value("total"), seen) == (Decimal("9.00"), [(1, 3), (3, 3)])

    def until_the_second(page: int, pages: int) -> None:
        if page == 2:
            raise ocr.Cancelled

    with pytest.raises(ocr.Cancelled):
        ocr.read(scanned(drawn(), drawn()), today=TODAY, engine="memory", progress=until_the_second)


def test_a_broken_pdf_is_damaged() -> None:
    with pytest.raises(Unreadable) as refused:
        sheets(b"%PDF-1.4\nnothing else")
    assert refused.value.reason == "damaged"


def test_a_pdf_without_pages_is_refused() -> None:
    content = pdf([]).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")
    with pytest.raises(Unreadable) as refused:
        sheets(content)
    assert refused.value.reason in ("no_pages", "damaged")


def test_a_locked_pdf_is_refused_as_encrypted() -> None:
    # RC4 with 40 bits; the two digests are wrong on purpose, so that no password opens it.
    locked = pdf([(20, 20, 10, "secret")]).replace(
        b"/Root 1 0 R >>",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <"
        + b"00" * 32
        + b"> /U <"
        + b"11" * 32
        + b"> >> >>",
    )
    with pytest.raises(Unreadable) as refused:
        ocr.read(locked, today=TODAY, engine="memory")
    assert refused.value.reason == "encrypted"
    # What was wrong with this one is not said of the next.
    pageless = pdf([]).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")
    with pytest.raises(Unreadable) as refused:
        sheets(pageless)
    assert refused.value.reason == "damaged"


def test_a_picture_without_a_word_is_refused_as_having_no_text() -> None:
    with pytest.raises(Unreadable) as refused:
        ocr.read(saved(drawn(), "PNG"), today=TODAY, engine=MemoryEngine())
    assert refused.value.reason == "no_text"
