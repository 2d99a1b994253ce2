"""The OCR process: what a killer picture costs, and that nothing outlives anything."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

import ocr
from ocr.process import environment
from tests.ocr.killers import BLUE, GREEN, RED, SLOW
from tests.samples.pdfs import scanned
from tests.samples.recorded import TODAY, document_path

ROOT = Path(__file__).resolve().parent.parent.parent


def picture(colour: tuple[int, int, int] = (255, 255, 255)) -> ocr.Document:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "PNG")
    return ocr.document(out.getvalue(), "picture.png")


@pytest.fixture
def process() -> Iterator[ocr.OcrProcess]:
    with ocr.OcrProcess("tests.ocr.killers:Killer", read_seconds=2, memory_bytes=1024**3) as started:
        yield started


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[-1].split()[0]
    except OSError:
        return False
    return state != "Z"


def child_of(process: ocr.OcrProcess) -> int:
    child = process._child
    assert child is not None
    return child.pid


def test_a_document_is_read_in_the_other_process(process: ocr.OcrProcess) -> None:
    reading = process.read(picture(), TODAY)
    assert reading.value("total") == Decimal("9.00")
    assert reading.engine == "killer"


def test_the_real_engine_reads_the_dinner_of_the_demo() -> None:
    path = document_path("dinner_zh")
    with ocr.OcrProcess() as process:
        reading = process.read(ocr.document(path.read_bytes(), path.name), TODAY)
        assert process.memory() > 50_000_000
    assert (reading.value("total"), reading.grade("total")) == (Decimal("386.00"), "verified")
    assert reading.engine == "rapidocr 3.10.0"
    assert process.memory() == 0


def test_a_picture_that_never_ends_costs_one_reading(process: ocr.OcrProcess) -> None:
    process.wait()
    before = child_of(process)
    with pytest.raises(ocr.Unavailable) as refused:
        process.read(picture(RED), TODAY)
    assert refused.value.reason == "time_out"
    assert not alive(before)
    assert process.read(picture(), TODAY).value("total") == Decimal("9.00")
    assert child_of(process) != before


def test_a_picture_that_crashes_the_process_costs_one_reading(process: ocr.OcrProcess) -> None:
    with pytest.raises(ocr.Unavailable) as refused:
        process.read(picture(GREEN), TODAY)
    assert refused.value.reason == "engine_failed"
    assert process.read(picture(), TODAY).kind == "receipt"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system does not limit a process's memory")
def test_a_picture_that_eats_all_memory_costs_one_reading() -> None:
    # Filling a gigabyte may take a busy machine longer than the two seconds of the others.
    with ocr.OcrProcess("tests.ocr.killers:Killer", read_seconds=60, memory_bytes=1024**3) as process:
        with pytest.raises(ocr.Unavailable) as refused:
            process.read(picture(BLUE), TODAY)
        assert refused.value.reason == "engine_failed"
        assert process.read(picture(), TODAY).kind == "receipt"


def test_each_page_of_a_long_scan_is_announced_and_has_time_of_its_own() -> None:
    scan = ocr.document(scanned(*[Image.new("RGB", (64, 64), SLOW)] * 4), "scan.pdf")
    seen: list[tuple[int, int]] = []
    # A page takes 0.4 s, all of them more than the time that a page has.
    with ocr.OcrProcess("tests.ocr.killers:Killer", read_seconds=1.5) as process:
        reading = process.read(scan, TODAY, lambda *page: seen.append(page))
    assert (reading.pages, seen) == (4, [(1, 4), (2, 4), (3, 4), (4, 4)])


def test_a_long_scan_is_cancelled_between_two_pages_and_its_process_reads_on(process: ocr.OcrProcess) -> None:
    process.wait()
    before, seen = child_of(process), list[int]()

    def two_pages(page: int, pages: int) -> None:
        seen.append(page)
        if page == 3:
            raise ocr.Cancelled

    scan = ocr.document(scanned(*[Image.new("RGB", (64, 64))] * 4), "scan.pdf")
    with pytest.raises(ocr.Cancelled):
        process.read(scan, TODAY, two_pages)
    assert process.read(picture(), TODAY).value("total") == Decimal("9.00")
    assert (seen, child_of(process)) == ([1, 2, 3], before)


def test_a_page_that_never_ends_costs_the_reading_of_its_scan(process: ocr.OcrProcess) -> None:
    scan = ocr.document(scanned(Image.new("RGB", (64, 64)), Image.new("RGB", (64, 64), RED)), "scan.pdf")
    with pytest.raises(ocr.Unavailable) as refused:
        process.read(scan, TODAY)
    assert refused.value.reason == "time_out"


def test_a_killed_process_is_started_again(process: ocr.OcrProcess) -> None:
    process.wait()
    child = child_of(process)
    os.kill(child, 9)
    # Until it has ended with all its threads; its parent is still to notice.
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert process.read(picture(), TODAY).kind == "receipt"


def test_errors_arrive_by_their_names(process: ocr.OcrProcess) -> None:
    with pytest.raises(ocr.Unreadable) as damaged:
        process.read(ocr.Document(b"\xff\xd8\xff nothing", "a.jpg", "image/jpeg"), TODAY)
    assert damaged.value.reason == "damaged"
    content = (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0").ljust(
        64, b"\0"
    )
    with pytest.raises((ocr.TooLarge, ocr.Unreadable)):
        process.read(ocr.Document(content, "a.png", "image/png"), TODAY)


def test_an_engine_that_cannot_start_is_unavailable_and_asked_again_next_time() -> None:
    with ocr.OcrProcess("no.such:Engine") as process:
        for _ in range(2):
            with pytest.raises(ocr.Unavailable) as refused:
                process.read(picture(), TODAY)
            assert refused.value.reason == "engine_missing"


def test_two_threads_take_turns(process: ocr.OcrProcess) -> None:
    found: list[Decimal] = []

    def read() -> None:
        found.append(Decimal(str(process.read(picture(), TODAY).value("total"))))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [Decimal("9.00")] * 6


def test_closing_ends_the_child_and_a_reading_under_way() -> None:
    process = ocr.OcrProcess("tests.ocr.killers:Killer")
    process.wait()
    child = child_of(process)
    errors: list[ocr.OcrError] = []

    def read() -> None:
        try:
            process.read(picture(RED), TODAY)
        except ocr.OcrError as error:
            errors.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    time.sleep(0.3)
    process.close()
    thread.join(10)
    assert [error.reason for error in errors] == ["engine_failed"]
    assert not alive(child)
    with pytest.raises(ocr.Unavailable):
        process.read(picture(), TODAY)


_PARENT = """
import os, sys, ocr
process = ocr.OcrProcess("tests.ocr.killers:Killer")
process.wait()
print(process._child.pid, flush=True)
{then}
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("then", ["os._exit(1)", "import time; time.sleep(60)"])
def test_a_child_does_not_outlive_its_parent_however_that_ends(then: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT.format(then=then)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)


def test_the_process_that_uses_it_loads_no_engine_and_no_codec() -> None:
    program = """
import sys, ocr
with ocr.OcrProcess("memory") as process:
    process.wait()
heavy = {"onnxruntime", "cv2", "rapidocr", "numpy", "PIL", "pypdfium2", "zxingcpp", "pytesseract", "pillow_heif"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_child_is_told_no_secret_of_ours() -> None:
    told = environment({"PATH": "/bin", "EXPENSE_ERP_PASSWORD": "hunter2", "SLACK_TOKEN": "xoxb", "PYTHONPATH": "/x"})
    assert set(told) == {"PATH", "PYTHONPATH"}
    assert told["PYTHONPATH"].split(os.pathsep) == [str(ROOT), "/x"]
