"""Processes that are killed in mid-work and started again, until the work is done: the harness of the kill tests.

The processes are forked from a warm parent (multiprocessing's fork server, with the modules imported already), so
that a kill hits work and not the start of Python. What must hold afterwards is the business of the test.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

_forks = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Program:
    """What one process runs: a function of a module, with arguments that can be pickled. It runs until it is killed."""

    run: Callable[..., object]
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Ordeal:
    """How much is done to the processes, and how fast. Times are in seconds.

    A frozen process (SIGSTOP) stands still for `frozen_seconds`, which should be longer than a lease.
    """

    kills: int
    freezes: int = 0
    between: tuple[float, float] = (0.1, 0.6)
    frozen_seconds: float = 2.5
    deadline: float = 60
    seed: int = 1


@dataclass
class Outcome:
    """What happened. `finished` is False when the deadline came first."""

    finished: bool = False
    kills: int = 0
    freezes: int = 0
    died: int = 0  # by themselves
    seconds: float = 0
    notes: list[str] = field(default_factory=list)


def warm() -> None:
    """Import what the programs need in the parent of all processes; before the first `put_through`."""
    # All at once, as there is one such parent. And `pytest`: a fork looks at the main module, and that is pytest's.
    _forks.set_forkserver_preload(["pytest", "tests.torture.jobs_room", "tests.torture.product"])


def put_through(
    programs: Sequence[Program],
    ordeal: Ordeal,
    finished: Callable[[], bool],
    meanwhile: Callable[[float], None] = lambda share: None,
) -> Outcome:
    """Run the programs, kill and freeze at random moments, and go on until `finished` or the deadline.

    `meanwhile` is called before each blow with the share of them that have fallen (0 to 1), to bring new work.
    """
    chance = random.Random(ordeal.seed)
    blows = ["kill"] * ordeal.kills + ["freeze"] * ordeal.freezes
    chance.shuffle(blows)
    outcome = Outcome()
    begin = time.monotonic()
    end = begin + ordeal.deadline
    running = [_start(program) for program in programs]
    frozen: dict[int, threading.Timer] = {}
    try:
        for count, blow in enumerate(blows):
            meanwhile(count / len(blows))
            until = time.monotonic() + chance.uniform(*ordeal.between)
            while time.monotonic() < min(until, end):
                _look_after(programs, running, outcome)
                time.sleep(0.02)
            place = chance.randrange(len(running))
            victim = running[place].pid
            if victim is None or running[place].exitcode is not None:
                continue  # it has just died by itself
            if victim in frozen and frozen[victim].is_alive() and blow == "freeze":
                continue  # it stands still already
            if blow == "freeze":
                os.kill(victim, signal.SIGSTOP)
                # By a timer: whoever holds SQLite's lock may be frozen, and the test waits for that lock.
                frozen[victim] = threading.Timer(ordeal.frozen_seconds, _thaw, (victim,))
                frozen[victim].start()
                outcome.freezes += 1
            else:
                if victim in frozen:
                    frozen.pop(victim).cancel()
                _kill(running[place])
                outcome.kills += 1
                running[place] = _start(programs[place])
        meanwhile(1)
        while not outcome.finished and time.monotonic() < end:
            _look_after(programs, running, outcome)
            time.sleep(0.1)
            outcome.finished = finished()
    finally:
        for timer in frozen.values():
            timer.cancel()
        for process in running:
            _kill(process)
    outcome.seconds = time.monotonic() - begin
    return outcome


def _look_after(programs: Sequence[Program], running: list[BaseProcess], outcome: Outcome) -> None:
    """Start again what died by itself."""
    for place, process in enumerate(running):
        if process.exitcode is not None:
            outcome.died += 1
            outcome.notes.append(f"{programs[place].run.__name__} ended with {process.exitcode}")
            running[place] = _start(programs[place])


def _start(program: Program) -> BaseProcess:
    process = _forks.Process(target=program.run, args=program.arguments, daemon=True)
    process.start()
    return process


def _kill(process: BaseProcess) -> None:
    process.kill()  # SIGKILL also ends a frozen one
    process.join()


def _thaw(process: int) -> None:
    with suppress(ProcessLookupError):  # it may have been killed meanwhile
        os.kill(process, signal.SIGCONT)
