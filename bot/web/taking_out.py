"""A table taken out as a file: written beside, sent, and thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from bot.workflow.sheets import Format

MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def taken_out(write: Callable[[Path], str], form: Format) -> FileResponse:
    """What `write` writes into the file that it is given, under the name that it says. Raises what `write` raises."""
    with tempfile.NamedTemporaryFile(prefix="export-", delete=False) as made:
        path = Path(made.name)
    try:
        name = write(path)
    except BaseException:
        path.unlink()
        raise
    return FileResponse(path, media_type=MEDIA_TYPES[form], filename=name, background=BackgroundTask(path.unlink))
