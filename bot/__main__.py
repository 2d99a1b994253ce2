"""The commands of `python -m bot`, as `docs/commands.md` lists them. Each says what to do when it cannot."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from bot import settings as settings_file
from bot.chat.text import padded
from bot.claims.errors import ClaimError
from bot.jobs.errors import Occupied
from bot.settings import SettingsError
from bot.store import audit, people, verifier
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.wording import wording
from bot.wording.spoken import spoken


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when something needs a person, 2 for a wrong call."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except SettingsError as error:
        print(f"The settings need a look:\n{error}", file=sys.stderr)
        if not settings_file.settings_file().is_file():
            print(
                "There is no expense.toml here: `python -m bot init` makes one (docs/expense.example.toml is one).",
                file=sys.stderr,
            )
        return 1
    except StoreError as error:
        print(f"The database needs a look: {error}", file=sys.stderr)
        return 1
    except Occupied:
        print(
            "Another `run` works on this SQLite database. One is enough; for several use PostgreSQL.", file=sys.stderr
        )
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename or 'The system'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """What may be typed; `docs/commands.md` lists it."""
    whole = argparse.ArgumentParser(prog="python -m bot", description="Expense Assistant")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="a sample company in your browser, or played in this terminal")
    demo.add_argument(
        "receipts", nargs="*", type=Path, metavar="RECEIPT", help="your own files, played in the terminal"
    )
    demo.add_argument(
        "--script", action="store_true", help="play the story in this terminal; without one this is what happens"
    )
    demo.add_argument("--port", type=_port, metavar="N", help="serve the page on this port of 127.0.0.1")
    demo.add_argument(
        "--data", type=Path, metavar="FOLDER", help="where to keep database and ledger (a new or empty folder)"
    )
    demo.set_defaults(command=_demo)

    init = commands.add_parser("init", help="from nothing to a working company, by questions or from files")
    init.add_argument("--company", type=Path, metavar="FILE", help="the company's file, company.toml")
    init.add_argument("--employees", type=Path, metavar="FILE", help="the list of people, CSV or XLSX")
    init.add_argument(
        "--template", type=Path, metavar="FILE", help="only write an empty list or company.toml to fill in"
    )
    init.add_argument("--language", choices=("zh", "en"), metavar="LANGUAGE", default="", help="zh or en")
    init.add_argument("--yes", action="store_true", help="ask nothing: everything is in the files")
    init.set_defaults(command=_init)

    staff = commands.add_parser("employees", help="people come, move and leave, by a list")
    staff.add_argument("file", type=Path, metavar="FILE", help="the list of people, CSV or XLSX")
    staff.add_argument("--by", default="", metavar="PERSON", help="your employee number, an administrator's")
    staff.add_argument("--part", action="store_true", help="the list is not everybody's: who is not in it stays")
    staff.add_argument("--reroute", action="append", default=[], metavar="CLAIM=PERSON", help="send a claim to another")
    staff.add_argument("--write", action="store_true", help="only write the people as they are to FILE")
    staff.add_argument("--yes", action="store_true", help="ask nothing")
    staff.set_defaults(command=_employees)

    run = commands.add_parser("run", help="work: take events in, read, post, remind")
    run.set_defaults(command=_run)

    check = commands.add_parser("check", help="what is configured, what is missing and what to do")
    check.add_argument("--live", action="store_true", help="only whether `run` is alive, for a health check")
    check.add_argument("--language", choices=("zh", "en"), metavar="LANGUAGE", default="", help="zh or en")
    check.set_defaults(command=_check)

    migrate = commands.add_parser("migrate", help="bring database and ledger to this version and these settings")
    migrate.set_defaults(command=_migrate)

    audit = commands.add_parser("audit", help="the audit trail: verify, export, erase a person")
    parts = audit.add_subparsers(required=True, metavar="PART")
    verify = parts.add_parser("verify", help="check the whole chain")
    verify.add_argument("--head", default="", metavar="HASH", help="a head noted earlier, which must be in the chain")
    verify.set_defaults(command=_audit_verify)
    export = parts.add_parser("export", help="write out the whole chain, for the verifier")
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to (default: standard output)")
    export.set_defaults(command=_audit_export)
    program = parts.add_parser("verifier", help="print the program that checks an export without us or a network")
    program.set_defaults(command=_audit_verifier)
    erase = parts.add_parser("erase", help="erase a person's values; the chain still verifies")
    erase.add_argument("person", metavar="PERSON", help="employee number")
    erase.add_argument("--ground", required=True, help="why, as it will stand in the audit trail")
    erase.add_argument("--by", required=True, metavar="PERSON", help="your employee number")
    erase.set_defaults(command=_audit_erase)

    for name, command, told in (
        ("invite", _invite, "links that let people in to the web chat"),
        ("signout", _sign_out, "end the sessions of people in the web chat"),
    ):
        entering = commands.add_parser(name, help=told)
        entering.add_argument("people", nargs="*", metavar="PERSON", help="employee number, e-mail or name")
        entering.add_argument("--everyone", action="store_true", help="all of the company")
        entering.add_argument("--by", required=True, metavar="PERSON", help="you, an administrator")
        entering.set_defaults(command=command)

    jobs = commands.add_parser("jobs", help="work that was given up, and starting it again")
    jobs.add_argument("--requeue", type=int, metavar="ID", help="start this one again; needs --by")
    jobs.add_argument("--by", default="", metavar="PERSON", help="your employee number, an administrator's")
    jobs.set_defaults(command=_jobs)
    return whole


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 (any port that is free) to 65535")
    return int(text)


def _demo(options: argparse.Namespace) -> int:
    if options.port is not None and (options.script or options.receipts):
        print("--port is for the page, --script and receipts are for the terminal: choose one.", file=sys.stderr)
        return 2
    # Where nobody sits, nobody opens a page either: the story is played, and ends.
    seen = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if options.port is not None or (seen and not options.script and not options.receipts):
        from bot.demo.page import serve

        return serve(options.port, options.data)
    from bot.demo.story import play

    return play(options.receipts, options.data)


def _init(options: argparse.Namespace) -> int:
    from bot import app
    from bot.init import command

    order = command.Order(options.company, options.employees, options.template, options.language, options.yes)
    return command.main(order, app.utc_now().astimezone().date())


def _employees(options: argparse.Namespace) -> int:
    from bot import app
    from bot.init import staffing

    if not options.by and not options.write:
        print("Whose order is it? Add --by PERSON, your employee number.", file=sys.stderr)
        return 2
    order = staffing.Order(options.file, options.by, options.part, tuple(options.reroute), options.write, options.yes)
    return staffing.main(order, app.utc_now())


def _run(_: argparse.Namespace) -> int:
    from bot import app, logs

    settings = settings_file.load(app.CHECKS)
    logs.start(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app.serve(settings, stop)
    return 0


def _check(options: argparse.Namespace) -> int:
    from bot import app
    from bot.init.lines import typed

    if options.live:
        if app.is_alive(settings_file.load()):
            return 0
        print("`run` has given no sign of life for a minute.", file=sys.stderr)
        return 1
    settings = settings_file.load(app.CHECKS)
    words = wording(options.language or spoken(os.environ) or app.administrators_language(settings) or "en")
    wrong = 0
    for found in app.look(settings):
        mark = {"well": "✓", "wrong": "✗", "known": "·"}[found.verdict]
        first, *more = typed(found.told(words)).splitlines() or [""]
        lines = [f"{mark} {padded(found.called(words), 10)}{first}", *(f"{'':12}{line}" for line in more)]
        print("\n".join(lines), flush=True)
        wrong += found.verdict == "wrong"
    print(words.say("check-to_look_at", count=wrong) if wrong else words.say("check-all_well"))
    return 1 if wrong else 0


def _migrate(_: argparse.Namespace) -> int:
    from bot import app

    app.set_up(settings_file.load(app.CHECKS))
    print("Database and ledger are at this version.")
    return 0


def _audit_verify(options: argparse.Namespace) -> int:
    from bot import app

    with app.current_database(settings_file.load()) as database, database.reading() as connection:
        verdict = audit.verify(connection, options.head)
    for line in verifier.told(verdict):
        print(line)
    return 0 if verdict.broken is None else 1


def _audit_export(options: argparse.Namespace) -> int:
    from bot import app

    with app.current_database(settings_file.load()) as database, database.reading() as connection:
        to = nullcontext(sys.stdout) if options.file is None else options.file.open("w", encoding="utf-8", newline="\n")
        with to as file:
            file.writelines(audit.export(connection))
    if options.file is not None:
        print(f"{options.file} is written. To check it without us, anywhere with Python:")
        print(f"  python -m bot audit verifier > verifier.py && python3 -I verifier.py {options.file}")
    return 0


def _audit_verifier(_: argparse.Namespace) -> int:
    sys.stdout.write(Path(verifier.__file__).read_text("utf-8"))
    return 0


def _audit_erase(options: argparse.Namespace) -> int:
    from bot import app
    from bot.store import people
    from bot.workflow.erasing import erase

    with app.current_database(settings_file.load()) as database, database.writing() as connection:
        if options.by not in people.load(connection):
            print(f"There is nobody with the employee number {options.by} who could erase this.", file=sys.stderr)
            return 1
        erased = erase(connection, options.person, ground=options.ground, by=options.by, at=app.utc_now())
    if not erased:
        print(f"There is nothing of {options.person} to erase: is it the employee number?", file=sys.stderr)
        return 1
    print(f"Erased: {erased} values of {options.person}.")
    return 0


def _invite(options: argparse.Namespace) -> int:
    from bot.invitations import invited

    return invited(options)


def _sign_out(options: argparse.Namespace) -> int:
    from bot.invitations import signed_out

    return signed_out(options)


def _jobs(options: argparse.Namespace) -> int:
    from bot import app
    from bot.jobs import queue

    if options.requeue is not None and not options.by:
        print("Whose order is it? Add --by PERSON, your employee number.", file=sys.stderr)
        return 2
    with app.current_database(settings_file.load()) as database:
        if options.requeue is not None:
            return _requeue(database, options.requeue, options.by)
        with database.reading() as connection:
            given_up = queue.dead(connection)
    for job in given_up:
        print(f"{job.id:>8}  {job.kind:<14}  {job.attempt} attempts  {job.key}\n          {job.error}")
    print("Nothing was given up." if not given_up else "Start one again: python -m bot jobs --requeue ID --by PERSON")
    return 1 if given_up else 0


def _requeue(database: Database, job_id: int, by: str) -> int:
    from bot import app
    from bot.workflow.starting_again import start_again

    with database.reading() as connection:
        everybody = people.load(connection)
    if by not in everybody:
        print(f"There is nobody with the employee number {by}.", file=sys.stderr)
        return 1
    try:
        with database.writing() as connection:
            start_again(connection, job_id, everybody[by], app.utc_now())
    except ClaimError as refusal:
        print(wording("en").say(refusal.key, **refusal.values), file=sys.stderr)
        return 1
    print("Started again.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
