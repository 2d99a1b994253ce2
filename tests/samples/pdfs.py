"""PDFs written by hand: an electronic VAT invoice with a text layer, drawn in Adobe's standard Chinese font.

The font is not embedded (every reader has a stand-in), so the file stays at a few kilobytes and free of licences.
"""

from __future__ import annotations

import io

import numpy
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image

PAGE = (610, 394)


def pdf(texts: list[tuple[float, float, float, str]], code: str = "") -> bytes:
    """One page of `texts` (x, y from the top, size, text), with a QR code of `code` at the top left."""
    drawn = [_text(*one) for one in texts]
    if code:
        drawn.append(_code(code, 24, 20, 66))
    content = "\n".join(drawn).encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
        % PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]\n"
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>"
        ),
        (
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0\n"
            b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        ),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def einvoice_zh(number: str = "26330000000000420042") -> bytes:
    """A 数电票: twenty digits, buyer left and seller right, captions apart from their values, as the real ones have."""
    texts: list[tuple[float, float, float, str]] = [
        (225, 40, 18, "电子发票（普通发票）"),
        (430, 40, 9, "发票号码："),
        (480, 40, 9, number),
        (430, 58, 9, "开票日期："),
        (480, 58, 9, "2026年11月20日"),
        (16, 105, 9, "购买方信息"),
        (30, 125, 9, "名称："),
        (60, 125, 9, "云溪示例科技有限公司"),
        (30, 145, 9, "统一社会信用代码/纳税人识别号："),
        (180, 145, 9, "91330000MA000004X5"),
        (316, 105, 9, "销售方信息"),
        (330, 125, 9, "名称："),
        (360, 125, 9, "柳湖文具有限公司"),
        (330, 145, 9, "统一社会信用代码/纳税人识别号："),
        (480, 145, 9, "91330000MA0000090G"),
        (40, 175, 9, "项目名称"),
        (300, 175, 9, "数量"),
        (360, 175, 9, "单价"),
        (430, 175, 9, "金额"),
        (490, 175, 9, "税率/征收率"),
        (560, 175, 9, "税额"),
        (20, 195, 9, "*纸制品*复印纸"),
        (300, 195, 9, "10"),
        (360, 195, 9, "21.00"),
        (430, 195, 9, "210.00"),
        (490, 195, 9, "13%"),
        (560, 195, 9, "27.30"),
        (60, 280, 9, "合    计"),
        (425, 280, 9, "¥210.00"),
        (555, 280, 9, "¥27.30"),
        (40, 300, 9, "价税合计（大写）"),
        (180, 300, 9, "贰佰叁拾柒圆叁角整"),
        (420, 300, 9, "（小写）"),
        (460, 300, 9, "¥237.30"),
        (20, 330, 9, "备注"),
        (40, 380, 9, "开票人：林小溪"),
    ]
    return pdf(texts, f"01,32,,{number},237.30,20261120,,5A1C")


def scanned(*pages: Image.Image) -> bytes:
    """A PDF of pictures, a page each, as a scanner makes it: 72 pixels an inch, and not a letter of text."""
    out = io.BytesIO()
    # With a palette they are kept as they are; colours of a JPEG are not those it was given.
    first, *rest = (page.convert("P") for page in pages)
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


def joined(*files: bytes) -> bytes:
    """The pages of all as one file, as people print several invoices into one."""
    whole, out = pdfium.PdfDocument.new(), io.BytesIO()
    for file in files:
        whole.import_pages(pdfium.PdfDocument(file))
    whole.save(out)
    return out.getvalue()


def _text(x: float, y: float, size: float, text: str) -> str:
    return f"BT /F {size} Tf {x} {PAGE[1] - y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _code(text: str, x: float, y: float, side: float) -> str:
    """The QR code as black squares: part of the drawing, not of the text."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    cells = numpy.asarray(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
    count = len(cells)
    step = side / count
    return "\n".join(
        f"{x + column * step:.2f} {PAGE[1] - y - (row + 1) * step:.2f} {step + 0.05:.2f} {step + 0.05:.2f} re f"
        for row in range(count)
        for column in range(count)
        if cells[row, column] == 0
    )
