"""Settings: one TOML file, environment variables over it (`EXPENSE_DATABASE__URL`), all problems reported together.

Secrets come from the environment or from a folder of files. The sections of adapters stay raw here: each checks its
own, and `load` is handed those checks. `docs/settings.md` lists every setting, and a test compares.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableSource
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "EXPENSE_"

#: Where the settings themselves are found; these two come from the environment alone.
FILE = f"{PREFIX}SETTINGS"
SECRETS = f"{PREFIX}SECRETS"


class SettingsError(Exception):
    """Everything that is wrong with the settings, a line each; shown to the administrator as it is."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(_Section):
    """Where everything is kept. Empty: `app.db` in the data folder."""

    url: str = ""


class QueueSettings(_Section):
    """How one queue is worked on: jobs at once, and where the other side wants it, a rate such as `5/s`."""

    slots: int = Field(default=4, ge=1, le=64)
    rate: str = Field(default="", pattern=r"^$|^[1-9][0-9]*/(s|min|h)$")
    burst: int = Field(default=1, ge=1)
    max_attempts: int = Field(default=5, ge=1)


class JobsSettings(_Section):
    """The runner. A lease is how long a worker may be silent before its job is given to another, in seconds."""

    lease_seconds: float = Field(default=60, ge=5, le=3600)
    queues: dict[str, QueueSettings] = Field(default_factory=dict)


class OcrSettings(_Section):
    """The OCR process: which engine (empty: the best there is), and how long one page may take, in seconds."""

    engine: str = ""
    seconds: float = Field(default=60, gt=0, le=600)


class ErpSettings(BaseModel):
    """Which connector posts. Its own section has its name, as in `[erp.ledger]`, and it checks that itself."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, dict[str, Any]]

    connector: str = "ledger"


class OidcSettings(_Section):
    """The company's OpenID Connect: the provider's issuer, ourselves as it knows us, and what people call it."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = ""


class WebSettings(_Section):
    """The web chat: whether `run` serves it, where it listens, and the https address of the proxy before it."""

    on: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=1, le=65535)
    address: str = ""
    idle_days: float = Field(default=30, gt=0, le=365)
    session_days: float = Field(default=90, gt=0, le=365)
    oidc: OidcSettings = OidcSettings()


class Settings(BaseSettings):
    """All settings. The defaults are the embedded product: nothing to install, nothing to configure."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    data: Path = Path("data")
    database: DatabaseSettings = DatabaseSettings()
    jobs: JobsSettings = JobsSettings()
    ocr: OcrSettings = OcrSettings()
    erp: ErpSettings = ErpSettings()
    web: WebSettings = WebSettings()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def database_url(self) -> str:
        """The database's address; SQLite in the data folder where none is given."""
        return self.database.url or f"sqlite:///{self.data / 'app.db'}"

    @property
    def connector_section(self) -> dict[str, Any]:
        """What the chosen connector is given. The ledger lies in the data folder where its section says nothing."""
        name = self.erp.connector
        embedded = {"folder": str(self.data / "ledger")} if name == "ledger" else {}
        return embedded | self.erp.__pydantic_extra__.get(name, {})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given in code, then the environment, then the folder of secrets, then the file."""
        secrets = os.environ.get(SECRETS)
        folder = _secrets_in(file_secret_settings, secrets) if secrets else ()
        file = settings_file()
        toml: tuple[PydanticBaseSettingsSource, ...] = ()
        if (draft := _DRAFT.get()) is not None:
            toml = (InitSettingsSource(settings_cls, tomllib.loads(draft)),)
        elif file.is_file():
            toml = (TomlConfigSettingsSource(settings_cls, file),)
        return (init_settings, env_settings, *folder, *toml)


class _Rest(Settings):
    """What is right where a part is wrong, so that the adapters can say what is wrong with theirs as well."""

    model_config = SettingsConfigDict(extra="ignore")


#: What an adapter finds wrong with the settings, by the section it looks at.
Checks = Mapping[str, Callable[[Settings], Sequence[str]]]


def settings_file() -> Path:
    """The file the settings are read from; it need not exist, unless the environment names it."""
    return Path(os.environ.get(FILE) or "expense.toml")


#: The text of a settings file that is not written yet, while `draft` looks whether it would do.
_DRAFT: ContextVar[str | None] = ContextVar("draft", default=None)


def draft(text: str, checks: Checks | None = None) -> Settings:
    """The settings as they would be with this text as their file; raises `SettingsError` as `load` does."""
    token = _DRAFT.set(text)
    try:
        return _load(checks)
    finally:
        _DRAFT.reset(token)


def load(checks: Checks | None = None, **given: Any) -> Settings:
    """Read the settings once; raises `SettingsError` with all problems, those that the `checks` find among them."""
    if os.environ.get(FILE) and not settings_file().is_file():
        raise SettingsError(f"{FILE} names {settings_file()}, which is not a file")
    return _load(checks, **given)


def _load(checks: Checks | None, **given: Any) -> Settings:
    found = _about_the_sources()
    try:
        settings, rest, wrong = Settings(**given), None, set[str]()
    except OSError as error:
        told = f"{settings_file()} cannot be read: {error.strerror}. The user that the bot runs as needs the right to."
        raise SettingsError("\n".join([*found, told])) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("\n".join([*found, f"{settings_file()} cannot be read as TOML: {error}"])) from error
    except UnreadableSource as error:
        raise SettingsError("\n".join([*found, str(error)])) from error
    except ValidationError as error:
        found += [_told(each["loc"], each["type"], each["msg"]) for each in error.errors()]
        wrong = {str(each["loc"][0]) for each in error.errors() if each["loc"]}
        settings, rest = None, _without(wrong, given)
    if looked_at := settings or rest:
        found += [each for part, check in (checks or {}).items() if part not in wrong for each in check(looked_at)]
    if found or settings is None:
        raise SettingsError("\n".join(found))
    return settings


def _told(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = ".".join(map(str, place)) or "settings"
    return f"{name}: there is no such setting" if kind == "extra_forbidden" else f"{name}: {message}"


def _without(wrong: set[str], given: Mapping[str, Any]) -> Settings | None:
    defaults = {name: field.default for name, field in Settings.model_fields.items() if name in wrong}
    try:
        return _Rest(**{**given, **defaults})
    except ValidationError:
        # What is wrong cannot be taken out alone; the rest is looked at once it is mended.
        return None


def _secrets_in(source: PydanticBaseSettingsSource, folder: str) -> tuple[PydanticBaseSettingsSource]:
    return (NestedSecretsSettingsSource(source, secrets_dir=folder, secrets_dir_missing="ok"),)


def _about_the_sources() -> list[str]:
    """What pydantic does not look at: files that are not there, names that nobody reads, a password in the file."""
    found = []
    file, secrets = settings_file(), os.environ.get(SECRETS)
    if secrets and not Path(secrets).is_dir():
        found.append(f"{SECRETS} names {secrets}, which is not a folder")
    known = {FILE, SECRETS, *(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)}
    found += [
        f"{name}: there is no such setting"
        for name in sorted(os.environ)
        if name.upper().startswith(PREFIX) and name.upper().split("__")[0] not in known
    ]
    elsewhere = f"in {file} belongs into the environment or a folder of secrets"
    if file.is_file() and _has_password(file):
        found.append(f"database.url: the password {elsewhere}")
    if file.is_file() and _has_client_secret(file):
        found.append(f"web.oidc.client_secret: the secret {elsewhere}")
    return found


def _has_password(file: Path) -> bool:
    try:
        return bool(make_url(tomllib.loads(file.read_text("utf-8"))["database"]["url"]).password)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, TypeError, ArgumentError):
        # No address, or a file or address that cannot be understood, which is said elsewhere.
        return False


def _has_client_secret(file: Path) -> bool:
    try:
        return bool(tomllib.loads(file.read_text("utf-8"))["web"]["oidc"]["client_secret"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, TypeError):
        return False


def write_whole(file: Path, text: str) -> None:
    """Write a text so that at any moment the file is the old one or the new one, and on the disk."""
    write_whole_bytes(file, text.encode())


def write_whole_bytes(file: Path, content: bytes) -> None:
    """The same for bytes."""
    beside = file.with_name(f".{file.name}.new")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
