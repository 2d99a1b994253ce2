"""Chromium's windows: one for each person of the demo, and what somebody does in one, with their taps counted."""

from __future__ import annotations

import base64
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, JSHandle, Locator, Page, Playwright, expect

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

#: Nothing but the page: no sandbox only because tests run as root, and no calls home.
FLAGS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: A telephone held in one hand, and a window on a desk.
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}

#: Milliseconds: real OCR on a busy machine.
PATIENCE = 60_000

expect.set_options(timeout=PATIENCE)


@contextmanager
def demo(folder: Path, *, engine: str = "") -> Iterator[str]:
    """The demo as a process of its own; the address of its page."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("EXPENSE_")}
    if engine:
        ours["EXPENSE_OCR__ENGINE"] = engine
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--data", str(folder)]
    with (folder.parent / f"{folder.name}.log").open("w+b") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=ours, stdout=subprocess.PIPE, stderr=told)
        try:
            yield _address(process, told.name)
        finally:
            process.terminate()
            process.communicate(timeout=60)
        said = Path(told.name).read_text("utf-8")
    assert "Traceback" not in said, said


def _address(process: subprocess.Popen[bytes], log: str) -> str:
    assert process.stdout is not None
    said, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if select.select([process.stdout], [], [], 1)[0]:
            said += os.read(process.stdout.fileno(), 65536)
        if found := re.search(rb"http://127\.0\.0\.1:\d+/", said):
            return found[0].decode()
    raise AssertionError(f"no address: {said!r} {Path(log).read_text('utf-8')}")


def chromium(playwright: Playwright) -> Browser:
    """The system's browser; the tests that ask for it are skipped where there is none."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


class Window:
    """A window of one person, or of nobody yet: where one chooses. `taps` counts what a thumb or a mouse did."""

    def __init__(self, page: Page, address: str, number: str) -> None:
        self.page, self.taps = page, 0
        page.goto(f"{address}as/{number}/" if number else address)
        page.wait_for_selector("body[data-ready], body.start")

    def sends(self, *files: Path) -> None:
        """One tap on the button with the camera; which pictures is chosen in the telephone's own window."""
        self.taps += 1
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("#files").click()
        chooser.value.set_files([str(file) for file in files])

    def drops(self, *files: Path) -> None:
        """Files are pulled from the desktop onto the page."""
        self.taps += 1
        for event in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event("#conversation", event, {"dataTransfer": self._carried(files)})

    def pastes(self, *files: Path) -> None:
        """Files are pasted, as a picture of the screen would be."""
        self.taps += 1
        paste = """data => document.dispatchEvent(new ClipboardEvent(
            "paste", {clipboardData: data, bubbles: true, cancelable: true}))"""
        self.page.evaluate(paste, self._carried(files))

    def _carried(self, files: Sequence[Path]) -> JSHandle:
        plain = [{"name": file.name, "bytes": base64.b64encode(file.read_bytes()).decode()} for file in files]
        return self.page.evaluate_handle(
            """files => {
                const data = new DataTransfer();
                for (const file of files) {
                    const bytes = Uint8Array.from(atob(file.bytes), letter => letter.charCodeAt(0));
                    data.items.add(new File([bytes], file.name));
                }
                return data;
            }""",
            plain,
        )

    def by_keyboard(self, label: str, *, within: str = "#conversation") -> None:
        """Tab to the button of this label, and Enter. No mouse, no thumb."""
        for _ in range(200):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(
                """([label, within]) => {
                    const here = document.activeElement;
                    return here.closest(within) !== null && here.matches("button") && here.innerText.trim() === label;
                }""",
                [label, within],
            )
            if found:
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"no button {label!r} is reached by the keyboard")

    def writes(self, text: str) -> None:
        """A tap into the line, and words."""
        self.taps += 1
        self.page.locator("#words").click()
        self.page.keyboard.type(text)

    def taps_on(self, what: Locator) -> None:
        """One tap."""
        self.taps += 1
        what.click()

    def card(self, *, having: str) -> Locator:
        """The newest card with these words."""
        return self.page.locator("article.card").filter(has_text=having).last

    def button(self, label: str, *, on: Locator | None = None) -> Locator:
        """The button of this label, on the newest card that has it."""
        return (on or self.page).get_by_role("button", name=label, exact=True).last

    def presses(self, label: str) -> None:
        """One tap on a button, and the answer is there."""
        self.taps_on(self.button(label))

    def sees(self, words: str) -> None:
        """Wait until these words stand somewhere in the conversation."""
        expect(self.page.locator("#conversation").get_by_text(words).last).to_be_visible()

    def picture(self, file: Path) -> None:
        """What is seen now, by day and by night, for whoever looks at it; axe finds nothing serious in either."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_function(_PICTURES_ARE_THERE)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.screenshot(path=file.with_stem(f"{file.stem}-{scheme}"))
            assert serious(self.page) == []
            assert self.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), (
                "it sticks out"
            )


_PICTURES_ARE_THERE = """() => [...document.images].every(image => {
    const box = image.getBoundingClientRect();
    return image.complete || !image.checkVisibility() || box.bottom < 0 || box.top > window.innerHeight;
})"""


def serious(page: Page) -> list[str]:
    """What axe finds on the page that would keep somebody from using it."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run()")
    return [
        f"{one['impact']}: {one['help']}: {[node['html'] for node in one['nodes']]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
