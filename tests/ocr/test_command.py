"""`python -m ocr FILE…`, as a person and as a program use it; without a network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from ocr.__main__ import main
from tests.ocr import einvoices
from tests.samples import pdfs
from tests.samples.recorded import document_path

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = ["--today", "2026-11-24"]
KEYS = {
    "file", "kind", "merchant", "date", "time", "total", "net", "tax", "tax_rate", "currency", "invoice_code",
    "invoice_number", "buyer", "buyer_tax_number", "seller_tax_number", "payment_method", "category", "items",
    "grades", "seconds",
}  # fmt: skip


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(document_path("einvoice_zh")), *TODAY, "--engine", "memory"]) == 0
    shown = capsys.readouterr().out
    assert "vat_invoice" in shown
    assert re.search(r"total +237\.30 +verified", shown)
    assert "verified" in shown


def test_one_json_object_a_line_for_programs_and_errors_among_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("no receipt")
    files = [str(document_path("einvoice_zh")), str(note), str(tmp_path / "missing.jpg")]
    assert main([*files, "--jsonl", *TODAY, "--engine", "memory"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == files
    assert set(rows[0]) == KEYS
    assert rows[0]["kind"] == "vat_invoice"
    assert (rows[0]["merchant"], rows[0]["date"], rows[0]["total"]) == ("柳湖文具有限公司", "2026-11-20", "237.30")
    assert (rows[0]["net"], rows[0]["tax"], rows[0]["currency"]) == ("210.00", "27.30", "CNY")
    assert (rows[0]["invoice_code"], rows[0]["invoice_number"]) == (None, "26330000000000420042")
    assert (rows[0]["tax_rate"], rows[0]["buyer"], rows[0]["time"]) == ("13", "云溪示例科技有限公司", None)
    assert rows[0]["items"][0] == {"description": "*纸制品*复印纸", "amount": "210.00", "quantity": "10"}
    assert rows[0]["grades"]["total"] == rows[0]["grades"]["items"] == "verified"
    assert rows[0]["seconds"] >= 0
    assert rows[1]["error"] == "Unreadable: unknown_type"
    assert rows[2]["error"] == "FileNotFoundError: No such file or directory"


def test_a_file_of_several_invoices_is_one_line_that_says_each(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "two.pdf"
    file.write_bytes(pdfs.joined(pdfs.einvoice_zh(), pdfs.einvoice_zh("26330000000000420043")))
    assert main([str(file), "--jsonl", *TODAY, "--engine", "memory"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(row) == KEYS | {"receipts"}
    assert row["grades"]["total"] == "ask"
    assert [(one["invoice_number"][-2:], one["total"], one["page"]) for one in row["receipts"]] == [
        ("42", "237.30", 0),
        ("43", "237.30", 1),
    ]
    assert {one["grades"]["total"] for one in row["receipts"]} == {"verified"}
    assert main([str(file), *TODAY, "--explain", "--into", str(tmp_path), "--engine", "memory"]) == 0
    assert "2 of 2" in capsys.readouterr().out
    assert len(list(tmp_path.glob("two-*.explained.png"))) == 2


def test_electronic_invoices_need_no_engine_and_a_picture_without_one_is_said_by_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    invoice = tmp_path / "invoice.ofd"
    invoice.write_bytes(einvoices.ofd())
    files = [str(invoice), str(document_path("taxi_zh")), str(document_path("einvoice_zh"))]
    assert main([*files, "--jsonl", *TODAY, "--engine", "no.such:Engine"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.get("total") for row in rows] == ["237.30", None, "237.30"]
    assert rows[1]["error"].startswith("Unavailable: engine_missing")


def test_explained_each_value_has_its_box_on_a_picture_of_its_page(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for folder in (tmp_path, other):
        (folder / "invoice.ofd").write_bytes(einvoices.ofd())
    files = [str(tmp_path / "invoice.ofd"), str(other / "invoice.ofd")]
    assert main([*files, "--explain", "--into", str(tmp_path), *TODAY]) == 0
    shown = capsys.readouterr().out
    assert "ofd, 1.00: 2026年11月03日" in shown
    assert "holds             data = page (total)" in shown
    names = ["invoice-1-1.explained.png", "invoice-1.explained.png"]
    assert sorted(path.name for path in tmp_path.glob("*.png")) == names
    assert all(str(tmp_path / name) in shown for name in names)
    green = Image.open(tmp_path / names[0]).crop((1590, 900, 1800, 1000)).getcolors(100_000)
    assert green is not None
    assert (26, 127, 55) in [colour for _, colour in green]


def test_a_folder_that_is_not_there_is_said_before_anything_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(document_path("einvoice_zh")), "--explain", "--into", "/no/such/folder"])
    assert "no such folder" in capsys.readouterr().err


def test_without_a_file_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "at least one file" in capsys.readouterr().err


def cut_off() -> list[str]:
    """The command that takes the network away, where this machine lets us."""
    command = ["unshare", "-rn"]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let us take the network away (unshare -rn)")
    return command


def test_it_reads_a_photo_with_the_network_cut_off() -> None:
    command = [*cut_off(), sys.executable, "-m", "ocr", str(document_path("hotel_en")), "--jsonl", *TODAY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert (row["merchant"], row["total"], row["date"]) == ("WILLOW LAKE HOTEL", "1180.00", "2026-11-05")
    assert done.stderr == ""
