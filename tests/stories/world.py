"""The stage on which the stories play: the sample company, the terminal chat, a memory ERP, and prepared readings.

Readings are prepared because the stories are about people; real OCR reads in `test_the_line.py` and in `make demo`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.chat.card import Card
from bot.chat.terminal import TerminalChat
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.people import Employee
from bot.demo.company import CHART, COMPANY, EMPLOYEES
from bot.demo.stage import Stage
from bot.settings import Settings
from bot.store import audit
from bot.store.database import Database
from erp.connector import Connector
from erp.connectors.memory import MemoryConnector, MemorySettings
from erp.faults import Faults
from erp.report import Employee as ErpEmployee
from ocr import pipeline
from ocr.engines.memory import MemoryEngine
from ocr.errors import Unreadable
from ocr.reading import Document, Field, Grade, Progress, Reading, Value, unwatched

#: Monday 23 November 2026, 09:30 in Shanghai.
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

WHO = {"lin": "E1001", "sam": "E1002", "mei": "E1003", "grace": "E1004", "bo": "E1005", "nora": "E1006", "ada": "E1007",
       "otto": "E1008"}  # fmt: skip


def reading(
    kind: str = "receipt", grades: dict[str, Grade] | None = None, category: str = "meals", **values: Value
) -> Reading:
    """What a document says, all of it verified unless said otherwise."""
    values |= {"category": category} if category else {}
    fields = {name: Field(value, 0.99, "ocr") for name, value in values.items()}
    graded: dict[str, Grade] = dict.fromkeys(values, "verified")
    return Reading(kind, fields, engine="prepared", grades=graded | (grades or {}))


def receipt(total: str, merchant: str = "云溪小馆", day: date = date(2026, 11, 20), category: str = "meals") -> Reading:
    """A receipt in CNY that was read without doubt."""
    return reading(merchant=merchant, date=day, total=Decimal(total), currency="CNY", category=category)


class PreparedReader:
    """Stands in for the OCR process: says of each file, by its content, what it was told to say."""

    def __init__(self) -> None:
        self._known: dict[bytes, Reading | Exception] = {}
        self._meanwhile: dict[bytes, Sequence[Callable[[], None]]] = {}

    def knows(self, content: bytes, what: Reading | Exception) -> None:
        """From now on this is what the content says."""
        self._known[content] = what

    def knows_scan(self, content: bytes, what: Reading, meanwhile: Sequence[Callable[[], None]]) -> None:
        """The content is a scan that says this; for each of its pages, what happens while it is recognised."""
        self._known[content], self._meanwhile[content] = what, meanwhile

    def read(self, document: Document, today: date, progress: Progress = unwatched) -> Reading:
        """The prepared reading or the prepared error; files that need no engine are really read."""
        pages = self._meanwhile.get(document.content, ())
        for number, happens in enumerate(pages):
            progress(number + 1, len(pages))
            happens()
        if not document.media_type.startswith("image/") and not pages:
            return pipeline.read(document, today=today, engine=MemoryEngine())
        found = self._known.get(document.content, Unreadable("no_text"))
        if isinstance(found, Exception):
            raise found
        return found


class World:
    """Everybody's hands and eyes. After each thing somebody does, everything that is due happens."""

    def __init__(
        self,
        database: Database,
        company: Company = COMPANY,
        employees: Sequence[Employee] = EMPLOYEES,
        by_reference: bool = False,
        web: str = "",
        connector: Connector | None = None,
        start: datetime = MONDAY,
    ) -> None:
        """`connector` is an ERP in place of the one in memory, `self.erp`, which then stays empty."""
        self.faults = Faults(clock=lambda: self.stage.clock.now().timestamp())
        accounts = {code: names[1] for code, names in CHART.accounts.items()}
        people = tuple(ErpEmployee(person.number, person.name) for person in employees)
        settings = MemorySettings(accounts, CHART.payable, CHART.input_tax, people, cost_centres=CHART.cost_centres)
        self.erp = MemoryConnector(settings, self.faults)
        self.chat = TerminalChat(workspace="demo", by_reference=by_reference)
        self.reader = PreparedReader()
        self.stage = Stage(
            Settings(),
            database,
            self.chat,
            self.reader,
            connector or self.erp,
            start,
            company=company,
            employees=employees,
            web=web,
        )

    # Hands

    def photo(
        self,
        who: str,
        what: Reading | Exception,
        text: str = "",
        file_key: str | None = None,
        event_id: str | None = None,
    ) -> bool:
        """Send a photo that says this; whether the event was new."""
        content = b"\xff\xd8\xff" + repr(what).encode()
        self.reader.knows(content, what)
        new = self.chat.photo(WHO[who], "receipt.jpg", content, text, file_key=file_key, event_id=event_id)
        self.stage.settle()
        return new

    def file(self, who: str, name: str, content: bytes, text: str = "") -> None:
        """Send a file that is no photo, as it is."""
        self.chat.photo(WHO[who], name, content, text)
        self.stage.settle()

    def say(self, who: str, text: str) -> None:
        """Write something."""
        self.chat.say(WHO[who], text)
        self.stage.settle()

    def press(self, who: str, button: str, line: int | None = None, **answers: str) -> None:
        """Press a button, and fill in the form that it opens."""
        self.chat.press(WHO[who], button, line)
        self.stage.settle()
        if answers:
            self.fill(who, **answers)

    def press_old(self, who: str, card: Card, button: str) -> None:
        """Press a button on a card that was kept from earlier."""
        self.chat.press_old(WHO[who], card, button)
        self.stage.settle()

    def fill(self, who: str, **answers: str) -> None:
        """Send the open form."""
        self.chat.fill(WHO[who], **answers)
        self.stage.settle()

    def wait(self, **step: float) -> None:
        """Let time pass: `days=1`, `minutes=2`."""
        self.stage.wait(timedelta(**step))

    def submitted(self, who: str = "lin", total: str = "88.00") -> None:
        """Somebody has sent one receipt, said what for, and submitted."""
        self.photo(who, receipt(total), "客户拜访")
        self.press(who, "submit")

    # Eyes

    def last(self, who: str) -> Card:
        """The card that came or changed last."""
        return self.chat.last(WHO[who])

    def told(self, who: str) -> str:
        """The last thing that was said to somebody."""
        texts = self.chat.texts(WHO[who])
        return texts[-1] if texts else ""

    def buttons(self, who: str) -> set[str]:
        """Actions of the buttons on somebody's last card."""
        card = self.last(who)
        return {button.action for button in (*card.buttons, *(b for part in card.sections for b in part.buttons))}

    def claim(self, reference: str = "EC26-000001") -> Claim:
        """The claim as the database has it."""
        return self.stage.claim(reference)

    def chain_is_unbroken(self) -> bool:
        """Whether the audit chain verifies."""
        with self.stage.database.reading() as connection:
            return audit.verify(connection).broken is None
