"""The administrators' page: the company as it is, its people, and a list of people that changes them.

A list is looked at first and sent once more to be done, with the digest of what was seen: nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.claims.claim import stem_of
from bot.claims.deserted import in_office
from bot.claims.errors import ClaimError
from bot.claims.people import People, Role
from bot.claims.route import Level, can_approve
from bot.founding.amending import fields_of, levels_of
from bot.founding.problems import Problem, Refused, told
from bot.founding.sheets import LARGEST
from bot.founding.template import listed
from bot.store import companies
from bot.store.database import Database
from bot.store.errors import Stale
from bot.web.asked import Wrong, parsed, text, texts
from bot.web.door import Door
from bot.web.places import COMPANY
from bot.web.visitors import Visitor
from bot.wording import Wording, wording
from bot.workflow import office, setting_up, staffing
from bot.workflow.staffing import List, Plan

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CompanyPage:
    """The routes of the page; everything on it is for administrators alone."""

    def __init__(self, database: Database, door: Door, now: Callable[[], datetime]) -> None:
        self._database, self._door, self._now = database, door, now

    def routes(self) -> list[Route]:
        """All of them."""
        get, post = self._door.get, self._door.post
        return [
            get(f"/{COMPANY.path}", self._page),
            get("/people.xlsx", self._people),
            post("/company-look", self._look, LARGEST + 1),
            post("/company-change", self._change, LARGEST + 1),
            post("/company-rules", self._amend),
        ]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        desk, words = self._desk(visitor), wording(visitor.person.locale)
        drawing = self._door.drawing(visitor)
        people = [_row(one.number, desk.people, words) for one in desk.people.active()]
        return HTMLResponse(drawing.page("company.html", COMPANY, people=people, **_rules(desk, self._now(), words)))

    def _people(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        """The people as they are, as a list that can be changed and handed in."""
        desk = self._desk(visitor)
        content = listed("people.xlsx", desk.people.active(), wording(visitor.person.locale))
        return Response(
            content, media_type=_XLSX, headers={"Content-Disposition": 'attachment; filename="people.xlsx"'}
        )

    def _look(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        """What a list would change."""
        self._desk(visitor)
        words = wording(visitor.person.locale)
        try:
            with self._database.reading() as connection:
                plan = staffing.planned(connection, _list(request, content), visitor.person.number, self._now())
        except (Refused, ClaimError) as refusal:
            return self._drawn(visitor, problems=_said(refusal, words))
        return self._drawn(visitor, plan=_plan(plan, words))

    def _change(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        """Do what was seen."""
        self._desk(visitor)
        words, asked = wording(visitor.person.locale), request.query_params
        try:
            wishes = staffing.wishes_of(asked.getlist("reroute"))
            with self._database.writing() as connection:
                given, by = _list(request, content), visitor.person.number
                plan, left = staffing.carried_out(connection, given, by, self._now(), wishes, asked.get("seen") or "-")
        except Stale:
            return self._drawn(visitor, problems=[words.say("staff-somebody_was_faster")])
        except (Refused, ClaimError) as refusal:
            return self._drawn(visitor, problems=_said(refusal, words))
        found = plan.changes
        done = words.say("staff-done", added=len(found.added), changed=len(found.changed), left=len(found.left))
        left_over = [words.say("staff-left_over", reference=one.claim.reference) for one in left]
        return self._drawn(visitor, done=[done, *left_over])

    def _amend(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        """Change the company's rules, as the form of the page has them."""
        self._desk(visitor)
        words, sent = wording(visitor.person.locale), parsed(content)
        values, seen = texts(sent, "values"), text(sent, "seen")
        try:
            with self._database.writing() as connection:
                changed = setting_up.amend(connection, values, seen=seen, by=visitor.person.number, at=self._now())
        except Refused as refusal:
            wrong = [told(replace(one, column=_field(one.column, words)), words) for one in refusal.problems]
            return self._drawn(visitor, problems=wrong)
        except ClaimError as refusal:
            return self._drawn(visitor, problems=_said(refusal, words))
        listed_fields = ", ".join(_field(name, words) for name in changed)
        said = words.say("staff-amended", fields=listed_fields) if changed else words.say("staff-nothing_changed")
        # What is seen now, so that the next change is about that.
        return self._drawn(visitor, done=[said], seen=companies.digest(self._desk(visitor).company))

    def _desk(self, visitor: Visitor) -> office.Office:
        """Company and people, for an administrator; for everybody else the page is not there."""
        with self._database.reading() as connection:
            desk = office.load(connection)
        if all(one.number != visitor.person.number for one in in_office(desk.people, Role.ADMINISTRATOR)):
            raise Wrong("There is no such page here.", 404)
        return desk

    def _drawn(self, visitor: Visitor, **values: Any) -> Response:
        known: dict[str, Any] = {"plan": None, "problems": [], "done": [], "seen": ""}
        return HTMLResponse(self._door.drawing(visitor).said("company_plan.html", **known | values))


def _list(request: Request, content: bytes) -> List:
    asked = request.query_params
    return List(content, asked.get("name", "")[:255], asked.get("part") == "1")


def _said(refusal: Refused | ClaimError, words: Wording) -> list[str]:
    if isinstance(refusal, Refused):
        return [told(problem, words) for problem in refusal.problems]
    return [words.say(refusal.key, **refusal.values)]


def _plan(plan: Plan, words: Wording) -> Mapping[str, Any]:
    gone = [
        {
            "name": f"{departure.person.name} ({departure.person.number})",
            "approvals": [
                {
                    "stem": stem_of(one.claim.reference),
                    "said": words.say("staff-waits", reference=one.claim.reference, amount=one.claim.claimed),
                    "to": one.to.number if one.to else "",
                    "choices": [(other.number, f"{other.name} ({other.number})") for other in plan.could_take(one)],
                }
                for one in departure.approvals
            ],
            "behind": staffing.left_behind(departure, plan.people, words),
        }
        for departure in plan.departures
    ]
    remarks = [told(remark, words) for remark in plan.remarks]
    if plan.changes.many_leave:
        remarks.insert(0, told(Problem("staff-is_it_whole", {"count": len(plan.changes.left)}), words))
    return {
        "counted": staffing.counted(plan, words),
        "added": staffing.added(plan),
        "changed": staffing.changed(plan, words),
        "gone": gone,
        "remarks": remarks,
        "digest": plan.digest if plan.changes.employees else "",
    }


def _row(number: str, people: People, words: Wording) -> Mapping[str, str]:
    one = people[number]
    # Whom their claims go to: the next one above who is there.
    above = people.above(number)
    return {
        "number": one.number,
        "name": one.name,
        "email": one.email,
        "department": one.department,
        "cost_centre": one.cost_centre,
        "manager": above[0].name if above else "",
        "roles": ", ".join(words.say(f"role-{role}") for role in sorted(one.roles)),
    }


def _field(name: str, words: Wording) -> str:
    """What a field of the rules is called: `limit:hotel` is “Limit hotel”."""
    kind, _, of = name.partition(":")
    called = words.say(f"level-{of}") if words.knows(f"level-{of}") else of
    # What may be left empty stands in brackets behind it, which is for the form.
    plain = words.say(f"staff-rule_{kind}").replace("（", " (").partition(" (")[0]
    return f"{plain} {called}".strip()


def _rules(desk: office.Office, now: datetime, words: Wording) -> Mapping[str, Any]:
    company, today = desk.company, desk.today(now)
    fields = fields_of(company, today)

    def field(name: str, label: str, *, amount: bool = False) -> Mapping[str, Any]:
        return {"name": name, "label": label, "value": fields[name], "amount": amount, "choices": None}

    def asked(level: Level) -> Mapping[str, Any]:
        manager = ("", words.say("level-manager"))
        choices = [
            manager,
            *((one.number, f"{one.name} ({one.number})") for one in desk.people.active() if can_approve(one)),
        ]
        name = f"approver:{level.name}"
        return {"name": name, "label": words.say("staff-rule_approver"), "value": fields[name], "choices": choices}

    own = [field(name, words.say(f"staff-rule_{name}")) for name in ("name", "tax_numbers")]
    own.append(field("check_above", words.say("staff-rule_check_above"), amount=True))
    levels = [
        {
            "name": words.say(f"level-{level.name}") if words.knows(f"level-{level.name}") else level.name,
            "fields": [field(f"above:{level.name}", words.say("staff-rule_above"), amount=True), asked(level)],
        }
        for level in levels_of(company, today)
    ]
    categories = [
        {
            "name": one.zh if words.locale == "zh" else one.en,
            "account": company.account_name(fields[f"account:{one.code}"]),
            "fields": [
                field(f"account:{one.code}", words.say("staff-rule_account")),
                field(f"limit:{one.code}", words.say("staff-rule_limit"), amount=True),
            ],
        }
        for one in company.categories
    ]
    place = f"{company.country} · {company.time_zone} · {company.currency}"
    digest = companies.digest(company)
    return {"own": own, "levels": levels, "categories": categories, "where": place, "digest": digest}
