"""A terminal of lines: what is said there and answered, and how our commands are typed in it."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.init.conversation import Stopped


class Lines:
    """Standard input and output."""

    def say(self, text: str) -> None:
        """Show a line."""
        print(typed(text), flush=True)

    def ask(self, text: str) -> str:
        """Show it and wait for a line."""
        try:
            return input(typed(text))
        except (EOFError, KeyboardInterrupt):
            print()
            raise Stopped from None
        except UnicodeDecodeError:
            return ""


def typed(text: str, python: str = sys.executable, here: Path | None = None) -> str:
    """With our commands as they are typed here: in a clone it is `.venv/bin/python` that knows us, not `python`."""
    program = Path(python)
    folder = here or Path.cwd()
    return text.replace("python -m bot", f"{program.relative_to(folder)} -m bot") if _in(program, folder) else text


def _in(program: Path, folder: Path) -> bool:
    return program.is_absolute() and program.is_relative_to(folder)
