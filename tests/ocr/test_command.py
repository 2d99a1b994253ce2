"""`python -m ocr FILE…`, as a person and as a program use it; without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocr.__main__ import main
from tests.samples.recorded import document_path

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = ["--today", "2026-11-24"]


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(document_path("einvoice_zh")), *TODAY, "--engine", "memory"]) == 0
    shown = capsys.readouterr().out
    assert "vat_invoice" in shown
    assert "total           237.30" in shown
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
    assert rows[0]["kind"] == "vat_invoice"
    assert (rows[0]["merchant"], rows[0]["date"], rows[0]["total"]) == ("柳湖文具有限公司", "2026-11-20", "237.30")
    assert (rows[0]["net"], rows[0]["tax"], rows[0]["currency"]) == ("210.00", "27.30", "CNY")
    assert (rows[0]["invoice_code"], rows[0]["invoice_number"]) == (None, "26330000000000420042")
    assert rows[0]["grades"]["total"] == "verified"
    assert rows[0]["seconds"] >= 0
    assert rows[1]["error"] == "Unreadable: unknown_type"
    assert rows[2]["error"] == "FileNotFoundError: No such file or directory"


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
