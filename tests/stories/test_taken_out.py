"""Claims and their lines are taken out as a file, by those who see them all anyway, and the audit trail says which."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.claims.errors import NotAllowed
from bot.claims.states import State
from bot.store import audit
from bot.store.extracts import Wanted
from bot.workflow.exporting import Exporting
from bot.workflow.sheets import Format
from tests.stories.world import WHO, World, receipt

NOVEMBER = Wanted(first=date(2026, 11, 1), last=date(2026, 11, 30))


def two_claims(world: World) -> None:
    """Lin has one in the books, Sam one that waits."""
    world.submitted(total="88.00")
    world.press("mei", "approve")
    world.press("bo", "check")
    world.photo("sam", receipt("35.50", merchant="=HYPERLINK(1)", day=date(2026, 10, 30)), "Visit")
    world.press("sam", "submit")


def exporting(world: World) -> Exporting:
    return Exporting(world.stage.database, world.stage.clock.now)


def test_the_bookkeeper_takes_claims_and_lines_to_a_spreadsheet(world: World, tmp_path: Path) -> None:
    two_claims(world)
    file = tmp_path / "claims.xlsx"
    done = exporting(world).write(file, WHO["nora"], Wanted(), "xlsx")
    assert (done.name, done.claims, done.lines) == ("claims.xlsx", 2, 2)
    book = load_workbook(file)
    assert book.sheetnames == ["Claims", "Lines"]
    heads, first, second = book["Lines"].iter_rows(values_only=True)
    line = dict(zip(heads, first, strict=True))
    assert line["Claim"] == "EC26-000001"
    assert line["Claimant"] == "林小雨"
    assert line["Claimed amount"] == 88
    assert line["Account"] == "6601.02"  # a text: 6601.20 would be another one
    assert dict(zip(heads, second, strict=True))["Merchant"] == "=HYPERLINK(1)"
    assert [row[8].number_format for row in book["Claims"].iter_rows(min_row=2)] == ["#,##0.00", "#,##0.00"]


def test_headings_and_words_are_the_readers(world: World, tmp_path: Path) -> None:
    two_claims(world)
    file = tmp_path / "claims.csv"
    exporting(world).write(file, WHO["bo"], Wanted(), "csv", "claims")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["报销单号"], row["状态"], row["核准金额"]) for row in rows] == [
        ("EC26-000001", "已入账", "88.00"),
        ("EC26-000002", "已提交", "35.50"),
    ]
    assert rows[1]["等待"] == "梅芳"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (NOVEMBER, ["EC26-000001"]),
        (Wanted(first=date(2026, 10, 1), last=date(2026, 10, 31)), ["EC26-000002"]),
        (Wanted(dated="posted", first=date(2026, 11, 1)), ["EC26-000001"]),
        (Wanted(dated="paid", first=date(2026, 11, 1)), []),
        (Wanted(states=frozenset({State.SUBMITTED, State.PAID})), ["EC26-000002"]),
    ],
)
def test_by_period_and_state(world: World, tmp_path: Path, wanted: Wanted, found: list[str]) -> None:
    two_claims(world)
    file = tmp_path / "claims.csv"
    exporting(world).write(file, WHO["nora"], wanted, "csv", "claims")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert [row["Claim"] for row in csv.DictReader(opened)] == found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_audit_trail_says_who_took_out_what(world: World, tmp_path: Path, form: Format) -> None:
    two_claims(world)
    file = tmp_path / "taken"
    exporting(world).write(file, WHO["otto"], NOVEMBER, form)
    with world.stage.database.reading() as connection:
        entry = list(audit.entries(connection))[-1]
    assert (entry["actor"], entry["action"]) == (WHO["otto"], "export")
    assert entry["content"]["digest"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (entry["content"]["first"], entry["content"]["claims"]) == ("2026-11-01", 1)
    assert world.chain_is_unbroken()


@pytest.mark.parametrize("who", ["lin", "mei", "grace"])
def test_nobody_else_takes_claims_of_others_out(world: World, tmp_path: Path, who: str) -> None:
    with pytest.raises(NotAllowed):
        exporting(world).write(tmp_path / "claims.csv", WHO[who], Wanted(), "csv")
    assert not (tmp_path / "claims.csv").exists()


def test_all_of_many_claims_come_out(world: World, tmp_path: Path) -> None:
    for number in range(3):
        world.photo("lin", receipt(f"{number + 1}.00", merchant=f"店 {number}"), "会议")
        world.press("lin", "submit")
    done = exporting(world).write(tmp_path / "claims.csv", WHO["nora"], Wanted(), "csv")
    assert done.claims == 3
    assert sum(claim.claimed.amount for claim in world.stage.claims()) == Decimal("6.00")
