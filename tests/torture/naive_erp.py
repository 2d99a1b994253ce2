"""An ERP that keeps no promise by itself: it fails, answers late or never, and books late. It is never killed.

It stands outside the processes that are, so that a request goes on when whoever made it is dead, as it does at a real
ERP. Whether the reference is booked already it looks up only when a request arrives: two requests that overlap are
both booked. That nothing is booked twice is up to the posting protocol alone.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from erp.connector import Capabilities, Health, MasterKind, MasterRow
from erp.errors import Busy, OutcomeUnknown, Unsupported
from erp.report import Document, ExpenseReport, Posted
from tests.torture.wire import Door, ask

#: A caller gives up after `_PATIENCE`; what it asked for is booked at most `WORST` after that.
WORST = 0.6
_PATIENCE = 0.4


class NaiveErp:
    """The ERP. `booked` is its journal: whatever stands in it twice was booked twice."""

    def __init__(self, address: str, seed: int) -> None:
        self.booked: list[Posted] = []
        self._drafts: dict[str, Posted] = {}
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._door = Door(address, self._visit)

    def close(self) -> None:
        self._door.close()

    def vouchers(self, reference: str) -> list[Posted]:
        with self._lock:
            return [posted for posted in self.booked if posted.reference == reference]

    def pay(self, on: date) -> None:
        """Pay every other voucher there is."""
        with self._lock:
            for index, posted in enumerate(self.booked):
                if index % 2:
                    self.booked[index] = replace(posted, payment="paid", paid_amount=posted.total, paid_on=on)

    def _visit(self, connection: Connection) -> None:
        name, arguments = connection.recv()
        with self._lock:
            dice, pause, late = self._chance.random(), self._chance.uniform(0, 0.06), self._chance.uniform(0, WORST)
        if dice < 0.02:
            connection.send(Busy("too many requests"))
            return
        if dice < 0.04:
            time.sleep(_PATIENCE)  # it never arrived
            return
        if name == "post" and dice < 0.16:
            pause = _PATIENCE + late  # its caller will have given up
        elif name == "post" and dice < 0.25:
            pause = _PATIENCE * 0.8  # slow enough to be killed in the middle of it
        answer = getattr(self, f"_{name}")(*arguments, pause)
        if dice < 0.98:  # else the answer is lost
            connection.send(answer)

    # What it is asked

    def _find(self, reference: str, pause: float) -> list[Posted]:
        time.sleep(pause)
        with self._lock:
            booked = [posted for posted in self.booked if posted.reference == reference]
            return booked or [draft for draft in self._drafts.values() if draft.reference == reference]

    def _ensure_draft(self, report: ExpenseReport, pause: float) -> Posted:
        time.sleep(pause)
        booked = self.vouchers(report.reference)
        if booked:
            return booked[0]
        with self._lock:
            before = self._drafts.get(report.reference)
            draft = Posted(
                id=f"D-{report.reference}",
                reference=report.reference,
                state="draft",
                total=report.total,
                tax=report.tax,
                currency=report.currency,
                posting_date=report.posting_date,
                document_digests=before.document_digests if before else (),
            )
            self._drafts[report.reference] = draft
            return draft

    def _ensure_attachment(self, posted: Posted, document: Document, pause: float) -> str:
        time.sleep(pause)
        with self._lock:
            draft = self._drafts[posted.reference]
            digests = dict.fromkeys((*draft.document_digests, document.digest))
            self._drafts[posted.reference] = replace(draft, document_digests=tuple(digests))
        return document.digest

    def _post(self, posted: Posted, pause: float) -> Posted:
        booked = self.vouchers(posted.reference)
        if booked:
            return booked[0]
        time.sleep(pause)  # naive: what happens in between it does not notice
        with self._lock:
            number = f"JE-{len(self.booked) + 1:05}"
            voucher = replace(self._drafts[posted.reference], id=number, state="posted", voucher_number=number)
            self.booked.append(voucher)
        return voucher

    def _read(self, ids: Sequence[str], pause: float) -> list[Posted]:
        time.sleep(pause)
        with self._lock:
            return [posted for posted in self.booked if posted.id in ids]

    def _changed(self, pause: float) -> list[Posted]:
        time.sleep(pause)
        with self._lock:
            return list(self.booked)


class FarErp:
    """Its connector, in the processes that are killed."""

    capabilities = Capabilities(guard="none", max_parallel_posts=3, worst_seconds=WORST)

    def __init__(self, address: str) -> None:
        self._address = address

    def check(self) -> Health:
        return Health("naive")

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        raise Unsupported(f"the naive ERP has no {kind}")

    def find(self, reference: str) -> list[Posted]:
        found: list[Posted] = self._ask("find", reference)
        return found

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        draft: Posted = self._ask("ensure_draft", report)
        return draft

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        return str(self._ask("ensure_attachment", posted, document))

    def post(self, posted: Posted) -> Posted:
        voucher: Posted = self._ask("post", posted)
        return voucher

    def read(self, ids: Sequence[str]) -> list[Posted]:
        held: list[Posted] = self._ask("read", list(ids))
        return held

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        # It keeps no list of changes: whoever asks gets everything, each time.
        held: list[Posted] = self._ask("changed")
        return held, ""

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        raise Unsupported("the naive ERP reverses nothing")

    def _ask(self, name: str, *arguments: Any) -> Any:
        try:
            answer = ask(self._address, (name, arguments), _PATIENCE)
        except (TimeoutError, EOFError, OSError) as error:
            raise OutcomeUnknown(f"{name}: no answer") from error
        if isinstance(answer, Busy):
            raise answer
        return answer
