"""The demo's settings: nothing of an installation around it, whose database is no place to play in."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.settings import OcrSettings, Settings


class _Fixed(Settings):
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def settings_in(folder: Path) -> Settings:
    """Everything in this folder, and the engine that the environment names, if any."""
    return _Fixed(data=folder, ocr=OcrSettings(engine=os.environ.get("EXPENSE_OCR__ENGINE", "")))
