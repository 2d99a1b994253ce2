"""The single-file verifier, run as an auditor runs it: alone, on an export, with a bare Python."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import audit, columns, verifier
from bot.store.database import Database
from tests.bot.store.people import LATER
from tests.bot.store.test_audit import noted

SOURCE = Path(verifier.__file__)


@pytest.fixture
def exported(sqlite: Database) -> list[str]:
    """Five entries, of which the last erases the values of `lin` in the others; with the first and the last line."""
    for number in range(1, 5):
        with sqlite.writing() as connection:
            noted(connection, number)
    with sqlite.writing() as connection:
        audit.erase(connection, "boss", ground="left in 2010; § 147 AO is over", by="top", at=LATER)
    with sqlite.reading() as connection:
        return list(audit.export(connection))


def run(folder: Path, lines: list[str], *more: str) -> tuple[int, str]:
    """Copy the file to a place of its own and run it there without our packages; exit code and output."""
    shutil.copy(SOURCE, folder / "verifier.py")
    (folder / "export.jsonl").write_text("".join(lines), encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verifier.py", "export.jsonl", *more],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    return done.returncode, done.stdout + done.stderr


def head_of(lines: list[str]) -> str:
    return str(json.loads(lines[-1])["head"])


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    roots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add((node.module or "").split(".")[0])
    assert roots <= sys.stdlib_module_names


def test_an_unbroken_export_ends_with_0_and_says_what_was_erased_when_and_why(
    tmp_path: Path, exported: list[str]
) -> None:
    code, said = run(tmp_path, exported, "--head", head_of(exported))
    assert code == 0
    assert said.splitlines() == [
        *(
            f"erased: entry {seq}, value 'approver' of boss, on 2026-03-02T14:00:00.000000Z, "
            "on the ground: left in 2010; § 147 AO is over"
            for seq in range(1, 5)
        ),
        f"unbroken: 5 entries, head {head_of(exported)}",
    ]


def replaced(lines: list[str], at: int, old: str, new: str) -> list[str]:
    assert old in lines[at]
    return [*lines[:at], lines[at].replace(old, new, 1), *lines[at + 1 :]]


# By line: 0 the format, 1 to 5 the entries, 6 the end
TAMPERINGS: dict[str, tuple[Callable[[list[str]], list[str]], int]] = {
    "content": (lambda x: replaced(x, 3, '"88.00"', '"99.00"'), 3),
    "value": (lambda x: replaced(x, 3, "面馆 3", "饭馆 3"), 3),
    "hash": (lambda x: replaced(x, 3, '"hash":"', '"hash":"0'), 3),
    "erased ground": (lambda x: replaced(x, 3, "left in 2010", "left in 2011"), 5),
    "erasure entry": (lambda x: replaced(x, 5, "left in 2010", "left in 2011"), 5),
    "deleted": (lambda x: x[:3] + x[4:], 3),
    "first deleted": (lambda x: x[:1] + x[2:], 1),
    "reordered": (lambda x: [*x[:2], x[3], x[2], *x[4:]], 2),
    "inserted twice": (lambda x: [*x[:3], x[2], *x[3:]], 3),
    "inserted forged": (lambda x: [*x[:3], x[3].replace('"88.00"', '"1.00"'), *x[3:]], 3),
    "tail cut with the end": (lambda x: x[:5], 5),
    "tail cut, end kept": (lambda x: [*x[:5], x[6]], 5),
    "erasure cut out": (lambda x: [*x[:5], forged_end(x[:5])], 1),
    "end cut": (lambda x: x[:6], 6),
    "something after the end": (lambda x: [*x, x[5]], 6),
    "format": (lambda x: ['{"format":"other/1"}\n', *x[1:]], 1),
    "empty": (lambda x: [], 1),
    "no json": (lambda x: [*x[:3], "hello\n", *x[3:]], 3),
    "no entry": (lambda x: [*x[:3], "{}\n", *x[3:]], 3),
    "a list": (lambda x: [*x[:3], "[]\n", *x[3:]], 3),
    "a key twice, the second the true one": (
        lambda x: replaced(x, 3, '"actor":"lin"', '"actor":"top","actor":"lin"'),
        3,
    ),
    "a float": (lambda x: replaced(x, 3, '"number":3', '"number":3.0'), 3),
    "another way to write it": (lambda x: replaced(x, 3, '"number":3', '"number": 3'), 3),
    "part removed": (lambda x: replaced(x, 3, '"subject":"EC26-000001",', ""), 3),
    "part added": (lambda x: [*x[:3], altered(x[3], approved_by="boss"), *x[4:]], 3),
    "altered and hashed anew": (lambda x: [*x[:3], rehashed(x[3], actor="top"), *x[4:]], 3),
    "first altered and hashed anew": (lambda x: [x[0], rehashed(x[1], actor="top"), *x[2:]], 1),
    "first follows another": (lambda x: [x[0], rehashed(x[1], previous="1" * 64), *x[2:]], 1),
    "chained anew with a gap": (lambda x: [*x[:3], rehashed(x[3], seq=4), *x[4:]], 3),
    "values is no object": (lambda x: [*x[:3], altered(x[3], values=7), *x[4:]], 3),
    "value is no object": (lambda x: [*x[:3], altered(x[3], values={"merchant": 7, "approver": None}), *x[4:]], 3),
}


def forged_end(lines: list[str]) -> str:
    last = json.loads(lines[-1])
    return verifier.canonical({"end": last["seq"], "head": last["hash"]}) + "\n"


def altered(line: str, **parts: object) -> str:
    return verifier.canonical({**json.loads(line), **parts}) + "\n"


def rehashed(line: str, **parts: object) -> str:
    """As somebody would do it who knows how the hash is made."""
    entry = {**json.loads(line), **parts}
    return altered(line, **parts, hash=verifier.hash_of(entry))


@pytest.mark.parametrize("name", TAMPERINGS)
def test_each_tampering_is_found_at_its_entry(exported: list[str], name: str) -> None:
    tamper, found_at = TAMPERINGS[name]
    verdict = verifier.check(verifier.read(tamper(exported)))
    assert verdict.broken is not None
    assert (verdict.broken.seq, verdict.rows) == (found_at, found_at - 1 if name != "erasure cut out" else 4)


def test_a_cut_tail_is_found_with_the_noted_head(tmp_path: Path, sqlite: Database) -> None:
    for number in range(1, 6):
        with sqlite.writing() as connection:
            noted(connection, number)
    with sqlite.reading() as connection:
        lines = list(audit.export(connection))
    cut = [*lines[:4], forged_end(lines[:4])]
    assert run(tmp_path, cut)[0] == 0
    code, said = run(tmp_path, cut, "--head", head_of(lines))
    assert code == 1
    assert said.startswith("BROKEN at entry 4: the chain ends after entry 3")
    # A head noted while the chain was shorter is fine: it is still in it.
    assert run(tmp_path, lines, "--head", json.loads(lines[2])["hash"])[0] == 0


def test_a_broken_export_ends_with_1_and_names_the_entry(tmp_path: Path, exported: list[str]) -> None:
    code, said = run(tmp_path, replaced(exported, 3, '"88.00"', '"99.00"'))
    assert code == 1
    assert "BROKEN at entry 3: its content is not what its hash was taken over" in said


def test_what_is_no_file_ends_with_2(tmp_path: Path) -> None:
    assert run(tmp_path, [], "--head")[0] == 2
    shutil.copy(SOURCE, tmp_path / "verifier.py")
    (tmp_path / "export.jsonl").write_bytes(b"\xff\xfe")
    assert verifier.main([str(tmp_path / "export.jsonl")]) == 2
    assert verifier.main([str(tmp_path / "nowhere.jsonl")]) == 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
def test_the_verifier_writes_json_as_the_store_does(value: object) -> None:
    written = verifier.canonical(value)
    assert written == columns.canonical(value)
    assert json.loads(written) == value
    assert verifier.canonical(json.loads(written.encode().decode())) == written


def test_the_format_in_the_manual_is_the_format(exported: list[str]) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
    assert verifier.FORMAT in manual
    entry = json.loads(exported[1])
    for name in (*entry, *entry["values"]["merchant"], *entry["values"]["approver"]):
        assert f"`{name}`" in manual, name
