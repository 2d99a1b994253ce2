"""Settings: one TOML file, environment variables over it (`EXPENSE_DATABASE__URL`), all problems reported together.

Secrets come from the environment or from files only. The sections of adapters stay raw here: an adapter checks its own.
`docs/settings.md` lists every setting, and a test compares.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


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
    rate: str = Field(default="", pattern=r"^$|^\d+/(s|min|h)$")
    burst: int = Field(default=1, ge=1)
    max_attempts: int = Field(default=5, ge=1)


class JobsSettings(_Section):
    """The runner. A lease is how long a worker may be silent before its job is given to another, in seconds."""

    lease_seconds: float = Field(default=60, ge=5, le=3600)
    queues: dict[str, QueueSettings] = Field(default_factory=dict)


class OcrSettings(_Section):
    """The OCR process: which engine (empty: the best there is), and how long one document may take, in seconds."""

    engine: str = ""
    seconds: float = Field(default=60, gt=0, le=600)


class ErpSettings(_Section):
    """Which connector posts, and its own section, which it checks itself."""

    connector: str = "ledger"
    settings: dict[str, Any] = Field(default_factory=dict)


class Settings(BaseSettings):
    """All settings. The defaults are the embedded product: nothing to install, nothing to configure."""

    model_config = SettingsConfigDict(
        env_prefix="EXPENSE_",
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
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @property
    def database_url(self) -> str:
        """The database's address; SQLite in the data folder where none is given."""
        return self.database.url or f"sqlite:///{self.data / 'app.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given in code, then the environment, then the file."""
        file = Path(os.environ.get("EXPENSE_SETTINGS", "expense.toml"))
        toml = (TomlConfigSettingsSource(settings_cls, file),) if file.is_file() else ()
        return (init_settings, env_settings, *toml)


def load(**given: Any) -> Settings:
    """Read the settings once; raises `SettingsError` with all problems and what each setting accepts."""
    file = os.environ.get("EXPENSE_SETTINGS", "")
    if file and not Path(file).is_file():
        raise SettingsError(f"EXPENSE_SETTINGS names {file}, which is not a file")
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, p['loc'])) or 'settings'}: {p['msg']}" for p in error.errors()]
        raise SettingsError("\n".join(lines)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file or 'expense.toml'} is not valid TOML: {error}") from error
