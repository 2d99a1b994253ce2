"""The ledger with several processes, and with processes that die at any moment."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from erp.connectors.ledger import LedgerConnector, create
from erp.connectors.ledger.files import LedgerFiles
from erp.errors import Busy, Misconfigured, OutcomeUnknown
from tests.erp.company import SETTINGS, report

BLOCK = '2026-11-03 * "王伟" "🍜" ^EC26-9\n  Expenses:6601  1 CNY\n  Liabilities:2241:E1001\n'
BEFORE = '2026-11-01 * "by hand"\n  Expenses:6601  1 CNY\n  Assets:1002\n'


def torn(folder: Path, written: bytes, block: bytes, before: str = BEFORE) -> Path:
    """The folder as a process leaves it that died after writing this much of the block."""
    month = folder / "months" / "2026-11.beancount"
    month.write_bytes(before.encode() + written)
    pending = {"file": "months/2026-11.beancount", "offset": len(before.encode()), "block": block.decode("utf-8")}
    (folder / ".pending").write_text(json.dumps(pending), "ascii")
    return month


def test_a_block_that_was_torn_at_any_byte_is_gone_or_whole(ledger: LedgerConnector) -> None:
    block = ("\n" + BLOCK).encode()
    for length in range(len(block) + 1):
        for zeros in (b"", b"\0" * 7):
            month = torn(ledger.folder, block[:length] + zeros, block)
            with LedgerFiles(ledger.folder).lock():
                pass
            kept = month.read_bytes()
            whole = BEFORE.encode() + block
            if length == len(block):
                assert kept.startswith(whole)
            else:
                assert kept == BEFORE.encode()
            assert not (ledger.folder / ".pending").exists()


def test_a_torn_block_is_cut_off_by_whoever_comes_next_and_the_report_is_posted_once(ledger: LedgerConnector) -> None:
    draft = ledger.ensure_draft(report())
    torn(ledger.folder, b'\n2026-11-03 * "\xe7\x8e', ("\n" + BLOCK).encode())
    assert [found.state for found in ledger.find("EC26-000001")] == ["draft"]
    ledger.post(draft)
    assert ledger.check().problems == ()


def test_what_a_person_wrote_after_a_crash_is_never_cut_off(ledger: LedgerConnector) -> None:
    block = ("\n" + BLOCK).encode()
    month = torn(ledger.folder, block[:30] + b'\n2026-11-04 * "by hand, later"\n', block)
    before = month.read_bytes()
    with LedgerFiles(ledger.folder).lock():
        pass
    assert month.read_bytes() == before


def test_a_half_entry_that_a_person_completed_is_named_and_not_taken_for_missing(ledger: LedgerConnector) -> None:
    block = ("\n" + BLOCK).encode()
    torn(ledger.folder, block[: block.index(b"^EC26-9") + 7] + b' "\n', block)
    with pytest.raises(Misconfigured, match=r"2026-11\.beancount:5: cannot read"):
        ledger.find("EC26-9")


def test_an_editor_that_replaces_the_file_in_that_very_moment_leaves_the_outcome_unknown(
    ledger: LedgerConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ledger.ensure_draft(report())
    month = ledger.folder / "months" / "2026-11.beancount"
    sync = os.fsync

    def saved_by_an_editor(descriptor: int) -> None:
        sync(descriptor)
        if month.exists():
            month.unlink()
            month.write_text(BEFORE, "utf-8")

    monkeypatch.setattr(os, "fsync", saved_by_an_editor)
    with pytest.raises(OutcomeUnknown):
        ledger.post(draft)
    monkeypatch.undo()
    assert [found.state for found in ledger.find("EC26-000001")] == ["draft"]
    ledger.post(draft)
    assert [found.state for found in ledger.find("EC26-000001")] == ["posted"]


def test_a_full_disk_books_nothing_and_says_so(ledger: LedgerConnector, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ledger.ensure_draft(report())
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) > 100:
            return write(descriptor, data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(Misconfigured, match="No space left"):
        ledger.post(draft)
    monkeypatch.undo()
    assert [found.state for found in ledger.find("EC26-000001")] == ["draft"]
    assert ledger.check().problems == ()


def test_a_draft_that_cannot_be_written_is_a_matter_of_the_set_up(
    ledger: LedgerConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Misconfigured, match="Read-only"):
        ledger.ensure_draft(report())


def test_what_goes_wrong_after_the_entry_was_written_is_an_unknown_outcome(
    ledger: LedgerConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ledger.ensure_draft(report())

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutcomeUnknown):
        ledger.post(draft)
    monkeypatch.undo()
    assert [found.state for found in ledger.find(draft.reference)] == ["posted"]
    assert ledger.post(draft).voucher_number == "2026-11-0001"


def test_a_lock_that_is_not_let_go_is_busy(ledger: LedgerConnector) -> None:
    impatient = LedgerFiles(ledger.folder, lock_seconds=0.05)
    with LedgerFiles(ledger.folder).lock(), pytest.raises(Busy), impatient.lock():
        pass


def test_threads_that_post_the_same_report_post_it_once(ledger: LedgerConnector) -> None:
    draft = ledger.ensure_draft(report())
    vouchers: list[str] = []
    threads = [Thread(target=lambda: vouchers.append(ledger.post(draft).voucher_number)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vouchers == ["2026-11-0001"] * 8
    assert len(ledger.find(draft.reference)) == 1


def post_all(folder: Path, numbers: list[int], done: Path) -> None:
    """In a process of its own: post these reports, and note each reference once it is acknowledged."""
    ledger = LedgerConnector(folder, SETTINGS)
    with done.open("a") as notes:
        for number in numbers:
            claim = report(f"EC26-{number:06}")
            draft = ledger.ensure_draft(claim)
            if draft.state == "draft":
                ledger.ensure_attachment(draft, claim.documents[0])
                ledger.post(draft)
            notes.write(f"{claim.reference}\n")
            notes.flush()


def in_processes(target: Callable[..., None], *arguments: tuple[object, ...]) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=target, args=args) for args in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0


def test_processes_that_post_the_same_reports_post_each_once(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    create(folder, SETTINGS)
    orders = [list(range(12)), list(reversed(range(12))), list(range(12))]
    in_processes(post_all, *((folder, order, tmp_path / f"done-{i}") for i, order in enumerate(orders)))
    ledger = LedgerConnector(folder, SETTINGS)
    held = [ledger.find(f"EC26-{number:06}") for number in range(12)]
    assert [len(found) for found in held] == [1] * 12
    assert sorted(found[0].voucher_number for found in held) == [f"2026-11-{n:04}" for n in range(1, 13)]
    assert ledger.check().problems == ()


def killed_while_posting(tmp_path: Path, kills: int, seed: int) -> None:
    folder, done = tmp_path / "ledger", tmp_path / "done"
    create(folder, SETTINGS)
    done.touch()
    chance = random.Random(seed)
    program = (
        "import sys; from pathlib import Path; from tests.erp.test_ledger_crash import post_all; "
        "post_all(Path(sys.argv[1]), range(int(sys.argv[3]), 10**6), Path(sys.argv[2]))"
    )
    for _ in range(kills):
        acknowledged = len(set(done.read_text().split()))
        process = subprocess.Popen([sys.executable, "-c", program, folder, done, str(acknowledged)])
        before = done.stat().st_size
        while done.stat().st_size == before:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
    ledger = LedgerConnector(folder, SETTINGS)
    acknowledged_references = set(done.read_text().split())
    # One at most was posted and not acknowledged.
    booked = ledger.changed(None)[0]
    references = [posted.reference for posted in booked]
    assert len(references) == len(set(references))
    assert acknowledged_references <= set(references)
    assert len(set(references) - acknowledged_references) <= 1
    assert {posted.state for posted in booked} == {"posted"}
    assert all(len(posted.lines) == 4 and posted.document_digests for posted in booked)
    vouchers = sorted(posted.voucher_number for posted in booked)
    assert vouchers == [f"2026-11-{number:04}" for number in range(1, len(vouchers) + 1)]
    assert ledger.check().problems == ()


def test_kill_9_while_posting_leaves_every_acknowledged_report_once_and_none_half(tmp_path: Path) -> None:
    killed_while_posting(tmp_path, kills=5, seed=1)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(4))
def test_kill_9_two_hundred_times(tmp_path: Path, seed: int) -> None:
    killed_while_posting(tmp_path, kills=50, seed=seed)
