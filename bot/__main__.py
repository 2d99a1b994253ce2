"""The commands of `python -m bot`: demo, run, check, migrate, audit, jobs. Each says what to do when it cannot."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import settings as settings_file
from bot.settings import SettingsError
from bot.store import audit, verifier
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.migrations import migrate, require_newest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when something needs a person, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except SettingsError as error:
        print(f"The settings need a look:\n{error}", file=sys.stderr)
        return 1
    except StoreError as error:
        print(f"The database needs a look: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Expense Assistant")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="a sample company claims, approves, posts and pays two receipts")
    demo.add_argument("receipts", nargs="*", type=Path, metavar="RECEIPT", help="your own files instead of ours")
    demo.add_argument("--script", action="store_true", help="play the story in this terminal (the only way so far)")
    demo.add_argument("--data", type=Path, help="where to keep database and ledger (a new or empty folder)")
    demo.set_defaults(command=_demo)

    run = commands.add_parser("run", help="work: take events in, read, post, remind")
    run.set_defaults(command=_run)

    check = commands.add_parser("check", help="what is configured, what is missing and what to do")
    check.add_argument("--live", action="store_true", help="only whether `run` is alive, for a health check")
    check.set_defaults(command=_check)

    migrate = commands.add_parser("migrate", help="bring the database to this version")
    migrate.set_defaults(command=_migrate)

    audit = commands.add_parser("audit", help="verify or export the audit chain")
    parts = audit.add_subparsers(required=True, metavar="PART")
    parts.add_parser("verify", help="check the whole chain").set_defaults(command=_audit_verify)
    export = parts.add_parser("export", help="write the chain to a file that the verifier checks without us")
    export.add_argument("file", type=Path)
    export.set_defaults(command=_audit_export)
    erase = parts.add_parser("erase", help="erase a person's values; the chain still verifies")
    erase.add_argument("person", help="employee number")
    erase.add_argument("--ground", required=True, help="why, as it will stand in the audit trail")
    erase.add_argument("--by", required=True, help="your employee number")
    erase.set_defaults(command=_audit_erase)

    jobs = commands.add_parser("jobs", help="work that was given up, and starting it again")
    jobs.add_argument("--requeue", type=int, metavar="ID", help="start this one again")
    jobs.set_defaults(command=_jobs)
    return parser


def _demo(options: argparse.Namespace) -> int:
    from bot.demo.story import play

    return play(options.receipts, options.data)


def _run(_: argparse.Namespace) -> int:
    from bot import app, logs

    settings = settings_file.load()
    logs.start(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app.serve(settings, stop)
    return 0


def _check(options: argparse.Namespace) -> int:
    from bot import app

    settings = settings_file.load()
    if options.live:
        return 0 if app.is_alive(settings) else 1
    found = app.problems(settings)
    for problem in found:
        print(f"✗ {problem}")
    if not found:
        print("✓ everything that is configured works")
    return 1 if found else 0


def _migrate(_: argparse.Namespace) -> int:
    database = Database(settings_file.load().database_url)
    migrate(database)
    print("The database is at this version.")
    return 0


def _audit_verify(_: argparse.Namespace) -> int:
    with _database().reading() as connection:
        verdict = audit.verify(connection)
    for line in verifier.told(verdict):
        print(line)
    return 0 if verdict.broken is None else 1


def _audit_export(options: argparse.Namespace) -> int:
    with _database().reading() as connection, options.file.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in audit.export(connection))
    print(f"{options.file} can be checked without this program: python verifier.py {options.file}")
    return 0


def _audit_erase(options: argparse.Namespace) -> int:
    from bot.app import utc_now

    with _database().writing() as connection:
        erased = audit.erase(connection, options.person, ground=options.ground, by=options.by, at=utc_now())
    print(f"{erased} values of {options.person} erased.")
    return 0


def _jobs(options: argparse.Namespace) -> int:
    from bot.jobs import queue

    database = _database()
    if options.requeue is not None:
        with database.writing() as connection:
            started = queue.requeue(connection, options.requeue)
        print("Started again." if started else f"Job {options.requeue} was not given up: see the list.")
        return 0 if started else 1
    with database.reading() as connection:
        given_up = queue.dead(connection)
    for job in given_up:
        print(f"{job.id:>8}  {job.kind:<14}  {job.attempt} attempts  {job.key}\n          {job.error}")
    print(f"{len(given_up)} given up" if given_up else "✓ nothing was given up")
    return 1 if given_up else 0


def _database() -> Database:
    """The database of the settings; a missing or older one is said before anything is read from it."""
    database = Database(settings_file.load().database_url)
    require_newest(database)
    return database


if __name__ == "__main__":
    sys.exit(main())
