"""The docs name what there is (settings, commands, connectors, platforms, engines, kinds), and what they say works."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard, get_args

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from bot.__main__ import parser
from bot.queues import QUEUES
from bot.settings import PREFIX, Settings
from erp.connectors import NAMES, ledger
from erp.connectors.catalogue import CATALOGUE, runs
from erp.connectors.erpnext import ErpnextSettings
from erp.connectors.memory import MemorySettings
from erp.connectors.tryton import TrytonSettings
from ocr.__main__ import options as ocr_options
from ocr.engines import ENGINES
from ocr.kinds import KINDS
from tests import compatibility

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
#: Every page a reader finds; the decisions are history and stay as they were.
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_words(text: str) -> set[str]:
    """What stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables whose first cell is one word in backticks."""
    found = re.findall(r"^\| `([^`]+)` \|(.*)\|$", text, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in found}


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {heading}"
    return found[1]


# --- settings -----------------------------------------------------------------------------------------------------


def is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def settings(model: type[BaseModel] = Settings, before: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every setting with its full name, `NAME` where the user names the section."""
    for name, field in model.model_fields.items():
        if is_model(field.annotation):
            yield from settings(field.annotation, f"{before}{name}.")
        elif named := [each for each in get_args(field.annotation) if is_model(each)]:
            yield from settings(named[0], f"{before}{name}.NAME.")
        else:
            yield f"{before}{name}", field


SETTINGS = MappingProxyType(dict(settings()))


def told() -> dict[str, list[str]]:
    return rows(section(page("docs/settings.md"), "All settings"))


def test_the_docs_have_every_setting_and_no_other() -> None:
    queues = set(rows(page("docs/settings.md"))) & set(QUEUES)
    assert set(told()) - queues == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_told_with_its_default_and_its_name_in_the_environment(name: str) -> None:
    _, default, environment, *_ = told()[name]
    field = SETTINGS[name]
    annotation: Any = field.annotation
    given = tomllib.loads(f"x = {default.strip('`')}")["x"]
    assert TypeAdapter(annotation).validate_python(given) == field.default
    assert environment == f"`{PREFIX}{name.upper().replace('.', '__')}`"


@pytest.mark.parametrize("name", SETTINGS)
def test_the_example_of_a_setting_is_accepted_and_is_not_the_default(name: str) -> None:
    example = tomllib.loads(f"x = {told()[name][3].strip('`')}")["x"]
    assert example != SETTINGS[name].default
    given: Any = example
    for part in reversed(name.split(".")):
        given = {part: given}
    found: Any = Settings(**given)
    for part in name.split("."):
        found = found[part] if isinstance(found, dict) else getattr(found, part)
    assert type(found)(example) == found


def test_every_choice_and_bound_of_a_setting_is_told() -> None:
    for name, field in SETTINGS.items():
        accepted = told()[name][0]
        for choice in get_args(field.annotation):
            assert f"`{choice}`" in accepted, name
        for bound in field.metadata:
            for limit in ("ge", "gt", "le"):
                if (value := getattr(bound, limit, None)) is not None:
                    assert re.search(rf"\b{value}\b", accepted), (name, limit, value)


def test_every_queue_is_told_with_what_it_has() -> None:
    found = rows(section(page("docs/settings.md"), "All settings"))
    for name, queue in QUEUES.items():
        _, slots, attempts = found[name]
        assert slots == ("as the connector allows" if name == "erp" else str(queue.slots))
        assert attempts == str(queue.max_attempts)


def test_the_section_of_the_ledger_is_told_whole() -> None:
    keys = {field.name for field in fields(ledger.LedgerSettings)} | {"folder"}
    assert set(rows(section(page("docs/settings.md"), "`[erp.ledger]`"))) == keys
    example = page("docs/expense.example.toml")
    assert {key for key in keys if re.search(rf"^(# )?(\[erp\.ledger\.)?{key}\b", example, re.MULTILINE)} == keys


@pytest.mark.parametrize(("name", "kind"), [("tryton", TrytonSettings), ("erpnext", ErpnextSettings)])
def test_the_section_of_a_server_is_told_whole(name: str, kind: type[Any]) -> None:
    told_of = rows(section(page("docs/settings.md"), f"`[erp.{name}]`"))
    assert set(told_of) == {field.name for field in fields(kind)}


def test_the_section_of_the_memory_erp_is_told_whole() -> None:
    assert {field.name for field in fields(MemorySettings)} <= code_words(
        section(page("docs/settings.md"), "`[erp.memory]`")
    )


# --- commands -----------------------------------------------------------------------------------------------------


def commands(found: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with its full name."""
    branches = [action for action in found._actions if isinstance(action, argparse._SubParsersAction)]
    if not branches:
        yield name, found
    for branch in branches:
        for part, below in branch.choices.items():
            yield from commands(below, f"{name} {part}")


COMMANDS = dict([*commands(parser(), "python -m bot"), ("python -m ocr", ocr_options())])


def test_the_docs_have_every_command_and_no_other() -> None:
    headings = re.findall(r"^## `([^`]+)`$", page("docs/commands.md"), re.MULTILINE)
    assert headings == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_told_with_every_option_and_no_other(name: str) -> None:
    text = section(page("docs/commands.md"), f"`{name}`")
    options = set()
    for action in COMMANDS[name]._actions:
        value = f" {action.metavar or action.dest.upper()}" if action.nargs != 0 else ""
        options |= {f"{option}{value}" for option in action.option_strings if option.startswith("--")}
        if not action.option_strings:
            assert any(re.match(rf"{action.metavar}…?$", word) for word in code_words(text)), action.metavar
    options.discard("--help")
    assert set(re.findall(r"^- `(--[^`]+)`", text, re.MULTILINE)) == options


def test_every_command_that_a_page_mentions_exists() -> None:
    first = {name.removeprefix("python -m bot ").split()[0] for name in COMMANDS if name.startswith("python -m bot")}
    for file in PAGES:
        mentioned = set(re.findall(r"python -m bot ([a-z]+)", file.read_text("utf-8")))
        assert mentioned <= first, file.name


# --- what can be chosen from --------------------------------------------------------------------------------------


def test_the_compatibility_page_is_what_the_last_runs_gave() -> None:
    assert (DOCS / "compatibility.md").read_text("utf-8") == compatibility.page()
    assert set(CATALOGUE) == set(NAMES)
    assert all(run.kept == run.tried for run in runs())


@pytest.mark.parametrize("name", NAMES)
def test_every_connector_is_named_in_the_docs(name: str) -> None:
    assert name in code_words(page("docs/settings.md"))
    assert f"`[erp.{name}]`" in page("docs/settings.md")
    assert f'"{name}": "{NAMES[name]}"' in page("docs/add-an-erp.md")


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_every_kind_of_receipt_is_named_in_the_docs(name: str) -> None:
    assert name in code_words(page("docs/add-a-receipt-kind.md"))
    assert name in code_words(page("docs/quickstart.md"))


@pytest.mark.parametrize("name", ["auto", *ENGINES])
def test_every_engine_is_named_in_the_docs(name: str) -> None:
    assert name in code_words(told()["ocr.engine"][0] + told()["ocr.engine"][-1])
    assert name in code_words(page("docs/commands.md"))


def platforms() -> list[str]:
    around = {"__init__", "card", "errors", "platform", "questions", "text"}
    return [file.stem for file in sorted((ROOT / "bot/chat").glob("*.py")) if file.stem not in around]


@pytest.mark.parametrize("name", platforms())
def test_every_chat_platform_is_named_in_the_docs(name: str) -> None:
    assert f"`bot/chat/{name}.py`" in page("docs/add-a-chat-platform.md")


# --- what the pages show is as the code is ------------------------------------------------------------------------


def test_the_methods_of_the_interfaces_are_shown_as_they_are() -> None:
    for name, source in (("add-an-erp", "erp/connector.py"), ("add-a-chat-platform", "bot/chat/platform.py")):
        shown = re.findall(r"^    (def \w+\(.*\).*:) \.\.\.$", page(f"docs/{name}.md"), re.MULTILINE)
        assert len(shown) >= 7
        code = page(source)
        protocol = code[code.index("(Protocol)") :]
        assert shown == re.findall(r"^    (def \w+\(.*\).*:)$", protocol, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("add-an-erp", "erp/connectors/__init__.py"),
        ("add-a-chat-platform", "bot/app.py"),
        ("add-a-receipt-kind", "ocr/kinds/__init__.py"),
    ],
)
def test_the_line_to_add_to_is_the_one_in_the_code(name: str, source: str) -> None:
    shown = re.search(r"\*\*2\. The line.*?```python\n(.*?)```", page(f"docs/{name}.md"), re.DOTALL)
    assert shown
    lines = [line.strip() for line in shown[1].splitlines() if "NAME" not in line.replace("NAMES", "")]
    assert [line for line in lines if line not in page(source)] == []


def test_the_kind_that_the_docs_show_reads_what_they_say() -> None:
    from ocr.page import Page, Word
    from ocr.reading import Box, Field, Reading, Where

    shown = re.search(r"```python\n(name = .*?)```", page("docs/add-a-receipt-kind.md"), re.DOTALL)
    assert shown
    kind: dict[str, Any] = {"Page": Page, "Reading": Reading, "Field": Field, "Where": Where}
    exec(shown[1], kind)  # noqa: S102 - it is our own page
    words = tuple(
        Word(text, 0.9, Box(0.1, top, 0.5, top + 0.05)) for text, top in (("Boarding pass", 0.1), ("PNR X7Y", 0.3))
    )
    whole = Page(words, 800, 600)
    assert kind["recognises"](whole)
    assert kind["read"](whole).value("invoice_number") == "X7Y"


def test_the_verdicts_shown_are_those_of_the_demo() -> None:
    code = page("bot/demo/verdict.py")
    verdicts = re.findall(r"^    [✓] (.+)$", page("docs/quickstart.md") + page("README.md"), re.MULTILINE)
    assert verdicts
    for verdict in verdicts:
        assert re.split(r"[:\d]", verdict)[0].strip() in code, verdict


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_and_paths_lead_somewhere(file: Path) -> None:
    text = file.read_text("utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if not (file.parent / link).exists()] == []
    paths = re.findall(r"`((?:bot|ocr|erp|tests|docs|scripts|requirements)/[A-Za-z0-9_/.-]+)`", text)
    assert [each for each in paths if "NAME" not in each and not (ROOT / each).exists()] == []


def test_every_page_of_the_docs_is_linked_from_both_readmes() -> None:
    for name in ("README.md", "README.zh.md"):
        linked = set(re.findall(r"\]\((docs/[^)]+)\)", page(name)))
        pages = {f"docs/{file.name}" for file in DOCS.iterdir() if file.is_file()}
        assert pages <= linked, name


def test_the_pictures_of_readmes_and_manual_are_there_and_no_others() -> None:
    pictures = ROOT / "bot/manual/pictures"
    manual = sorted((ROOT / "bot/manual").glob("*/*.md"))
    texts = [page("README.md"), page("README.zh.md"), *(file.read_text("utf-8") for file in manual)]
    shown = {found for text in texts for found in re.findall(r"pictures/([\w-]+\.png)", text)}
    assert shown == {file.name for file in pictures.iterdir()}
    taken = "".join(file.read_text("utf-8") for file in (ROOT / "tests/browser").glob("test_*.py"))
    assert [one for one in shown if f'"{one}"' not in taken] == []


def test_the_changelog_says_nothing_twice() -> None:
    entries = re.findall(r"^- (\*\*.*?)(?=^- |^#|\Z)", page("CHANGELOG.md"), re.MULTILINE | re.DOTALL)
    beginnings = [" ".join(entry.split())[:60] for entry in entries]
    assert len(set(beginnings)) == len(beginnings)
