"""The ground everything stands on: locks, set-up, the Makefile, the first screen of the README, the rooms."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements/runtime.txt", "requirements/dev.txt")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
#: The rooms that decide. One more has to be announced here and in the contract, so that nobody drops one unnoticed.
PURE = (
    "bot.claims",
    "bot.views",
    *(f"bot.workflow.{name}" for name in ("deciding", "event_json", "evidence", "notices", "recorded")),
    "bot.workflow.reports",
    "bot.workflow.talk",
    *(f"erp.{name}" for name in ("canonical", "schema", "shape", "journal", "posting", "progress", "report")),
    *(f"erp.{name}" for name in ("reversing", "refusing", "verification")),
    "erp.reconcile",
    *(f"erp.connectors.ledger.{name}" for name in ("amounts", "meaning", "reading", "rules", "settings", "writing")),
    *(f"erp.connectors.tryton.{name}" for name in ("meaning", "refusals")),
    *(f"erp.connectors.erpnext.{name}" for name in ("meaning", "refusals")),
    "ocr.reading",
    "ocr.kinds",
    "ocr.data",
    "ocr.details",
    "ocr.element",
    "ocr.fields",
)


def locked(lock: str) -> dict[str, set[str]]:
    """Each requirement of a lock (name, version, marker) with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = (line.split(" --hash=") for line in text.splitlines())
    return {first.strip(): {each.strip() for each in hashes} for first, *hashes in requirements}


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[._]", "-", found.group()).lower()


def contract(name: str) -> dict[str, Any]:
    return next(each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["id"] == name)


def exists(room: str) -> bool:
    place = ROOT / room.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").is_file()


# --- the lock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(lock: str) -> None:
    for requirement, hashes in locked(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.+!]+( ; [a-z_]+ .*)?", requirement)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement
    assert not re.search(r"[/@#]", (ROOT / lock).read_text(encoding="utf-8"))


def test_the_dev_lock_holds_the_runtime_lock_whole() -> None:
    runtime, dev = (locked(lock) for lock in LOCKS)
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_direct_dependency(lock: str) -> None:
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["ledger"]
    wanted += PROJECT["dependency-groups"]["build"]
    if "dev" in lock:
        wanted += PROJECT["dependency-groups"]["dev"]
    assert {name_of(each) for each in wanted} <= {name_of(each) for each in locked(lock)}


def test_nothing_at_runtime_needs_a_system_library_or_greenlet() -> None:
    assert not {"opencv-python", "opencv-contrib-python", "greenlet"} & {name_of(each) for each in locked(LOCKS[0])}


# --- set-up -------------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """As much of the project as set-up reads, in a folder of its own."""
    for name in ("scripts/setup", "pyproject.toml", "requirements/runtime.txt"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, target)
    return tmp_path


def set_up(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        ["bash", "scripts/setup", "--no-system", *options],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def python_that(folder: Path, does: str) -> str:
    script = folder / "python3"
    script.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_set_up_says_what_to_do_without_a_new_enough_python(copy: Path) -> None:
    done = set_up(copy, PYTHON=python_that(copy, "exit 1"))
    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_set_up_says_which_package_is_missing_when_python_makes_no_environments(copy: Path) -> None:
    done = set_up(copy, PYTHON=python_that(copy, 'case "$2" in *ensurepip*) exit 1;; esac'))
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_set_up_says_that_the_network_is_missing_and_does_not_call_itself_ready(copy: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    done = set_up(copy, **nowhere)
    assert done.returncode == 1
    assert "the package index cannot be reached" in done.stderr
    assert not list((copy / ".venv").glob(".ready-*"))


def test_set_up_refuses_an_option_it_does_not_know(copy: Path) -> None:
    done = set_up(copy, "--everything")
    assert done.returncode == 1
    assert "--everything" in done.stderr
    assert not (copy / ".venv").exists()


# --- the Makefile and what is written about it --------------------------------------------------------------------


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_every_make_target_stands_in_help() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^make ([a-z-]+) +\S", shown, re.MULTILINE)) == targets()


def test_every_make_target_is_phony() -> None:
    assert f".PHONY: {' '.join(re.findall(r'^([a-z-]+):', MAKEFILE, re.MULTILINE))}\n" in MAKEFILE


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_make_command_in_the_docs_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    mentioned = set(re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE))
    assert mentioned
    assert mentioned <= targets()


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_first_screen_of_the_readme_shows_the_prerequisites_and_the_two_commands(page: str) -> None:
    first_screen = (ROOT / page).read_text(encoding="utf-8").splitlines()[:24]
    assert any("`git make python3 python3-venv`" in line for line in first_screen)
    assert any(line.startswith("    make demo ") for line in first_screen)
    assert any(line.startswith("    make test ") for line in first_screen)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_between_our_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:bot|ocr|erp|tests|docs|scripts|requirements)/[a-z_/.]+)`", text)
    assert [each for each in links + paths if not (ROOT / each).exists()] == []


def test_ci_runs_what_people_run() -> None:
    commands = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert {"set -euo pipefail", "make lint", "make test"} <= set(commands)


# --- the image ----------------------------------------------------------------------------------------------------


def test_what_the_image_copies_is_let_through_and_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    let_through = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert any(f"{each}/".startswith(name.rstrip("/") + "/") for each in let_through), name


def test_the_image_runs_as_nobody_in_particular_and_asks_whether_it_lives() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER expense" in lines
    assert any(line.endswith('CMD ["python", "-m", "bot", "check", "--live"]') for line in lines)
    settings = re.findall(r"EXPENSE_SETTINGS=(\S+)", "\n".join(lines))
    assert settings == re.findall(r"target: (\S+)", (ROOT / "compose.yaml").read_text("utf-8"))


# --- rooms --------------------------------------------------------------------------------------------------------


def test_a_room_that_exists_is_no_longer_optional_in_its_contract() -> None:
    layers = " ".join(contract("rooms")["layers"])
    assert [room for room in re.findall(r"\((\w+)\)", layers) if exists(f"bot.{room}")] == []


def test_every_pure_room_is_in_the_contract() -> None:
    assert contract("pure")["source_modules"] == [room for room in PURE if exists(room)]


def test_only_workflow_and_app_may_use_ocr_and_erp() -> None:
    assert contract("outside")["allowed_importers"] == [room for room in ("bot.workflow", "bot.app") if exists(room)]


def pure_files() -> list[Path]:
    places = [ROOT / room.replace(".", "/") for room in PURE]
    return [file for place in places for file in (place.with_suffix(".py"), *place.rglob("*.py")) if file.is_file()]


@pytest.mark.parametrize("file", pure_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_pure_room_reads_no_clock_and_no_file(file: Path) -> None:
    used = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert used & {"now", "utcnow", "today", "open", "print", "input", "uuid4", "uuid1"} == set()


def test_every_folder_of_python_is_a_package() -> None:
    folders = {file.parent for room in ("bot", "ocr", "erp", "tests") for file in (ROOT / room).rglob("*.py")}
    folders.discard(ROOT / "bot/store/migrations/versions")  # Alembic loads these by their path
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").exists()) == []
