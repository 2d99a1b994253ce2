"""Faults that an ERP is told to have, so that the promises can be tried: lost answers, late commits, a busy server.

`Faults` is the plan. The memory ERP takes one; `Unreliable` puts one in front of any other connector, which is how
`rehearse` tries them on a customer's test company.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from erp.connector import Capabilities, Connector, Health, MasterKind, MasterRow
from erp.errors import Busy, ErpError, OutcomeUnknown
from erp.report import Document, ExpenseReport, Posted

Call = Literal["find", "read", "ensure_draft", "ensure_attachment", "post", "reverse", "pay"]
Kind = Literal["busy", "lose_request", "lose_reply", "commit_late"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault at the next call of this name.

    busy          refused, nothing is done
    lose_request  the request never arrives, and the caller cannot know
    lose_reply    it is done, the answer is lost
    commit_late   the caller gives up, and it is done `seconds` later
    """

    call: Call
    kind: Kind
    seconds: float = 0.0


class Faults:
    """The plan, and the requests that are still under way. Safe for several threads.

    `clock` gives seconds; a late commit is done by the first call after its time.
    """

    def __init__(self, *plan: Fault, clock: Callable[[], float] = time.monotonic) -> None:
        self._plan = list(plan)
        self._clock = clock
        self._late: list[tuple[float, Callable[[], object]]] = []
        self._lock = threading.RLock()

    def add(self, fault: Fault) -> None:
        """Plan one more."""
        with self._lock:
            self._plan.append(fault)

    def be_busy(self, call: Call) -> None:
        """The next such call is refused."""
        self.add(Fault(call, "busy"))

    def lose(self, call: Call, *, committed: bool) -> None:
        """The answer of the next such call is lost, after or before it is done."""
        self.add(Fault(call, "lose_reply" if committed else "lose_request"))

    def commit_late(self, call: Call, seconds: float) -> None:
        """The next such call is done that much later, when its caller has given up."""
        self.add(Fault(call, "commit_late", seconds))

    def call(self, name: Call, do: Callable[[], T]) -> T:
        """Make the call `do` with the fault that is planned for it, if one is."""
        with self._lock:
            self.commit_due()
            fault = self._take(name)
            if fault is None:
                return do()
            if fault.kind == "busy":
                raise Busy("told to be busy", retry_after=1)
            if fault.kind == "lose_reply":
                do()
            if fault.kind == "commit_late":
                self._late.append((self._clock() + fault.seconds, do))
        raise OutcomeUnknown("told to lose this one")

    def commit_due(self) -> None:
        """Do the late requests whose time has come; nobody hears what becomes of them."""
        with self._lock:
            now = self._clock()
            due = [entry for entry in self._late if entry[0] <= now]
            self._late = [entry for entry in self._late if entry[0] > now]
            for _, do in sorted(due, key=lambda entry: entry[0]):
                try:
                    do()
                except ErpError:
                    continue  # its caller gave up long ago: an answer, good or bad, reaches nobody

    def _take(self, name: Call) -> Fault | None:
        for index, fault in enumerate(self._plan):
            if fault.call == name:
                return self._plan.pop(index)
        return None


class Unreliable:
    """A connector with faults in front of it."""

    def __init__(self, connector: Connector, faults: Faults) -> None:
        self._connector = connector
        self._faults = faults
        self.capabilities: Capabilities = connector.capabilities

    def check(self) -> Health:
        """As the connector."""
        return self._connector.check()

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """As the connector."""
        return self._connector.master(kind, since)

    def find(self, reference: str) -> list[Posted]:
        """As the connector, with the faults planned for it."""
        return self._faults.call("find", lambda: self._connector.find(reference))

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """As the connector, with the faults planned for it."""
        return self._faults.call("ensure_draft", lambda: self._connector.ensure_draft(report))

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """As the connector, with the faults planned for it."""
        return self._faults.call("ensure_attachment", lambda: self._connector.ensure_attachment(posted, document))

    def post(self, posted: Posted) -> Posted:
        """As the connector, with the faults planned for it."""
        return self._faults.call("post", lambda: self._connector.post(posted))

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """As the connector, with the faults planned for it."""
        return self._faults.call("read", lambda: self._connector.read(ids))

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """As the connector."""
        self._faults.commit_due()
        return self._connector.changed(cursor)

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """As the connector, with the faults planned for it."""
        return self._faults.call("reverse", lambda: self._connector.reverse(posted, reason, on))
