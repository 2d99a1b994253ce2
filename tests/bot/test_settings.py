"""Settings: where they come from, which wins, and that everything wrong with them is said at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.app import CHECKS
from bot.queues import queues_of
from bot.settings import Settings, SettingsError, load
from erp.connectors import connect

EXAMPLE = Path(__file__).parent.parent.parent / "docs/expense.example.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings; nothing of the machine's own environment counts."""
    monkeypatch.chdir(tmp_path)
    for name in ("EXPENSE_SETTINGS", "EXPENSE_SECRETS", "EXPENSE_DATA", "EXPENSE_DATABASE__URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def problems() -> list[str]:
    with pytest.raises(SettingsError) as raised:
        load(CHECKS)
    return str(raised.value).splitlines()


def test_without_any_settings_everything_lies_in_the_data_folder() -> None:
    settings = load()
    assert settings.database_url == "sqlite:///data/app.db"
    assert settings.connector_section == {"folder": "data/ledger"}


def test_the_environment_wins_over_secrets_and_secrets_over_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "expense.toml").write_text(
        'log_level = "DEBUG"\n[ocr]\nseconds = 1\nengine = "rapid"\n[database]\nurl = "sqlite:///file.db"\n'
    )
    (folder / "secrets").mkdir()
    (folder / "secrets/EXPENSE_DATABASE__URL").write_text("postgresql://me:secret@db/expense\n")
    (folder / "secrets/EXPENSE_OCR__SECONDS").write_text("2")
    monkeypatch.setenv("EXPENSE_SECRETS", "secrets")
    monkeypatch.setenv("EXPENSE_OCR__SECONDS", "3")
    settings = load()
    assert settings.ocr.seconds == 3
    assert settings.ocr.engine == "rapid"
    assert settings.database_url == "postgresql://me:secret@db/expense"
    assert settings.log_level == "DEBUG"


def test_an_adapters_section_can_be_completed_from_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "expense.toml").write_text('[erp.ledger]\ntitle = "Ours"\n')
    monkeypatch.setenv("EXPENSE_ERP__LEDGER__FOLDER", "/books")
    assert load().connector_section == {"folder": "/books", "title": "Ours"}


def test_all_problems_are_told_together_those_of_the_adapters_among_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "expense.toml").write_text(
        'log_level = "LOUD"\nerr = 1\n'
        '[database]\nurl = "mysql://h/x"\n'
        "[jobs.queues.eerp]\nslots = 2\n"
        '[ocr]\nengine = "guess"\n'
        '[erp.ledger]\ntitle = "x"\nbank = "1"\ncurrency = "CNY"\npayable = "2"\ninput_tax = "3"\n'
    )
    monkeypatch.setenv("EXPENSE_DATABSE__URL", "sqlite:///x.db")
    assert problems() == [
        "EXPENSE_DATABSE__URL: there is no such setting",
        "log_level: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'",
        "err: there is no such setting",
        "database.url: mysql is not a database we know; sqlite:///FILE or postgresql+psycopg://…",
        "jobs.queues.eerp: there is no such queue; there are chat, notify, ocr, erp, default",
        "ocr.engine: there is no engine 'guess'; there are auto, rapid, tesseract, memory",
        "erp.ledger: missing: accounts",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"data = ", "expense.toml cannot be read as TOML: Invalid value (at end of document)"),
        (b"\xff\xfe", "expense.toml cannot be read as TOML: 'utf-8' codec"),
        (b"[erp]\nledger = 4\n", "erp.ledger: Input should be a valid dictionary"),
        (b"[jobs.queues.erp]\nrate = '0/s'\n", "jobs.queues.erp.rate: String should match pattern"),
        (b"[erp.ledger]\ncurency = 'CNY'\n", "erp.ledger: curency is not a setting; is currency meant?"),
        (b"[erp]\nconnector = 'memory'\n", "erp.memory: missing: accounts, input_tax, payable"),
        (b"[erp]\nconnector = 'memory'\n[erp.memory]\npaiable = '1'\n", "erp.memory: paiable is not a setting"),
        (
            b"[erp]\nconnector = 'memory'\n[erp.memory]\naccounts = 3\n",
            "erp.memory: accounts is not a table of code = name",
        ),
        (b"[erp]\nconnector = 'sap'\n", "there is no ERP connector 'sap'; there are erpnext, ledger, memory, tryton"),
    ],
)
def test_a_broken_file_is_told_in_a_line(folder: Path, content: bytes, told: str) -> None:
    (folder / "expense.toml").write_bytes(content)
    assert problems()[0].startswith(told)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told_in_a_line(folder: Path) -> None:
    (folder / "expense.toml").touch(mode=0)
    assert problems() == [
        "expense.toml cannot be read: Permission denied. The user that the bot runs as needs the right to."
    ]


def test_a_named_file_that_is_not_there_is_the_only_thing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPENSE_SETTINGS", "elsewhere.toml")
    assert problems() == ["EXPENSE_SETTINGS names elsewhere.toml, which is not a file"]


def test_a_folder_of_secrets_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPENSE_SECRETS", "nowhere")
    assert "EXPENSE_SECRETS names nowhere, which is not a folder" in problems()


def test_a_setting_in_the_environment_that_is_no_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPENSE_JOBS__QUEUES", "many")
    assert "jobs" in problems()[0]


def test_a_password_does_not_belong_into_the_file_and_is_not_repeated(folder: Path) -> None:
    (folder / "expense.toml").write_text('[database]\nurl = "postgresql://me:hunter2@db/x"\n')
    told = problems()
    assert told[0] == "database.url: the password in expense.toml belongs into the environment or a folder of secrets"
    assert "hunter2" not in "\n".join(told)


def test_neither_does_the_secret_of_the_companys_sign_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes() + b'[web.oidc]\nclient_secret = "hunter2"\n')
    told = problems()
    where = "in expense.toml belongs into the environment or a folder of secrets"
    assert told == [
        f"web.oidc.client_secret: the secret {where}",
        "web.oidc.issuer: missing; it is the https address by which the provider names itself",
    ]
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes())
    for name, value in (("ISSUER", "https://id.example.com"), ("CLIENT_ID", "expense"), ("CLIENT_SECRET", "hunter2")):
        monkeypatch.setenv(f"EXPENSE_WEB__OIDC__{name}", value)
    assert load(CHECKS).web.oidc.client_secret == "hunter2"


def test_what_is_wrong_with_the_web_chat_is_told_together(folder: Path) -> None:
    wrong = b'[web]\nhost = "0.0.0.0"\nport = 0\n'
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes().replace(b"[web]\n", wrong))
    assert problems()[0].startswith("web.port: ")
    wrong = b'[web]\nhost = "expense"\naddress = "http://expense.example.com"\n'
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes().replace(b"[web]\n", wrong))
    assert [line.partition(" ")[0] for line in problems()] == ["web.host:", "web.address:"]


def test_a_queue_keeps_what_its_section_does_not_mention() -> None:
    settings = Settings.model_validate({"jobs": {"queues": {"erp": {"rate": "5/s"}, "chat": {"slots": 1}}}})
    queues = queues_of(settings, erp_slots=3)
    assert queues["erp"].slots == 3
    assert (queues["erp"].rate, queues["erp"].max_attempts) == ("5/s", 30)
    assert (queues["chat"].slots, queues["notify"].max_attempts) == (1, 12)


def test_the_example_is_complete_and_correct(folder: Path) -> None:
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes())
    settings = load(CHECKS)
    assert settings.model_fields_set >= {"data", "log_level", "jobs", "ocr", "erp"}
    connect("ledger", settings.connector_section)
