"""`docs/states.md`, made from the table of states: who may do what, and where the claim is afterwards."""

from __future__ import annotations

from bot.claims.states import TABLE, State
from bot.wording import wording

_HEAD = """# States of a claim 报销单的状态

Made from `bot/claims/states.py` with the words of both catalogues; do not edit it here. A test compares the two, and
`REGENERATE=1 .venv/bin/pytest tests/bot/test_pages.py` writes it anew.

What is not in a table cannot happen in that state. Nobody acts on their own claim in any role but claimant, and some
actions need more than a state and a role: an answer needs a question, looking again an alarm, a second person confirms
a reversal, and a decision can be taken back only by the one who took it, while it is the latest thing that happened
(`bot/claims/rights.py`).
"""


def states_page() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD]
    for state in State:
        parts.append(f"\n## {_both(f'state-{state}')}\n")
        rows = [rule for rule in TABLE if rule.state is state]
        if not rows:
            parts.append("\nNothing more happens.\n")
            continue
        parts.append("\n| Who | does | and then it is |\n| --- | --- | --- |\n")
        for rule in rows:
            becomes = [one for one in State if one in rule.becomes]
            stays = becomes == [state]
            after = "as before 不变" if stays else ", or ".join(_both(f"state-{one}") for one in becomes)
            parts.append(f"| {_both(f'role-{rule.role}')} | {_both(f'action-{rule.action}')} | {after} |\n")
    return "".join(parts)


def _both(key: str) -> str:
    return f"{wording('en').say(key)} {wording('zh').say(key)}"
