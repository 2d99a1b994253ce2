"""What the audit trail says afterwards about a claim: who decided what, at which rate, by which rules."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.claims.money import Money
from bot.demo.company import COMPANY
from bot.store import audit, companies, verifier
from bot.workflow.setting_up import set_up
from tests.stories.world import World, reading


def entries(world: World) -> list[dict[str, Any]]:
    with world.stage.database.reading() as connection:
        return list(audit.entries(connection))


def last(world: World, action: str) -> dict[str, Any]:
    return [entry for entry in entries(world) if entry["action"] == action][-1]


def posted(world: World) -> None:
    """A hotel in Hamburg, at a rate of Sam's, of which Mei leaves less; checked and posted."""
    bill = reading(merchant="Hotel am Tor", date=date(2026, 11, 20), total=Decimal("100.00"), currency="EUR",
                   category="hotel")  # fmt: skip
    world.photo("sam", bill, "Fair in Hamburg")
    world.press("sam", "correct", line=1, rate="7.84")
    world.press("sam", "submit")
    world.press("mei", "approve_less", amount_1="500")
    world.press("bo", "recode", line=1, account="6601.03", tax="0", cost_centre="CC-20")
    world.press("bo", "check")


def test_the_trail_says_at_which_rate_whose_amounts_and_by_which_rules(world: World) -> None:
    posted(world)
    with world.stage.database.reading() as connection:
        rules = companies.digest(companies.load(connection) or COMPANY)
    line = last(world, "correct")["values"]["line 1"]["value"]
    assert line["rate"] == {"value": "7.84", "on": "2026-11-20", "source": "claimant"}
    assert line["document"] == world.claim().lines[0].document
    route: list[dict[str, Any]] = [
        {"level": "manager", "approver": "E1003", "approved_at": None, "approved_by": "", "amounts": {}}
    ]
    assert last(world, "submit")["content"]["route"] == route
    approval = last(world, "approve")
    assert approval["actor"] == "E1003"
    assert (approval["content"]["claimed"], approval["content"]["approved"]) == ("784.00", "500.00")
    assert approval["content"]["lowered"] == [{"line": 1, "claimed": "784.00", "approved": "500.00"}]
    assert approval["content"]["rules"] == rules
    coding = last(world, "recode")["values"]["line 1"]["value"]
    assert (coding["account"], coding["cost_centre"], coding["tax_code"]) == ("6601.03", "CC-20", "")


def test_every_entry_has_an_actor(world: World) -> None:
    posted(world)
    actors = {entry["action"]: entry["actor"] for entry in entries(world)}
    assert "" not in actors.values()
    assert (actors["read"], actors["book"], actors["submit"]) == ("system", "system", "E1002")


def test_other_rules_have_another_digest_and_their_change_says_it(world: World) -> None:
    changed = replace(COMPANY, check_above=Money(Decimal(400), "CNY"))
    with world.stage.database.writing() as connection:
        set_up(connection, changed, (), by="E1007", at=world.stage.clock.now())
    posted(world)
    rules = [entry["content"]["digest"] for entry in entries(world) if entry["action"] == "rules"]
    assert rules == [companies.digest(COMPANY), companies.digest(changed)]
    assert rules[0] != rules[1] == last(world, "submit")["content"]["rules"]


def test_the_stand_alone_verifier_takes_it_before_and_after_a_person_is_erased(world: World, tmp_path: Path) -> None:
    posted(world)
    for erase in (False, True):
        with world.stage.database.writing() as connection:
            if erase:
                assert audit.erase(connection, "E1002", ground="asked for it", by="E1007", at=world.stage.clock.now())
        with world.stage.database.reading() as connection:
            (tmp_path / "export.jsonl").write_text("".join(audit.export(connection)), "utf-8", newline="\n")
        command = [sys.executable, "-I", verifier.__file__, str(tmp_path / "export.jsonl")]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout
        assert ("Hotel am Tor" in (tmp_path / "export.jsonl").read_text("utf-8")) is not erase
