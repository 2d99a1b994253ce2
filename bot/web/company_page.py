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
from bot.claims.company import Company
from bot.claims.deserted import in_office
from bot.claims.errors import ClaimError
from bot.claims.people import People, Role
from bot.founding.problems import Problem, Refused, told
from bot.founding.remarks import remarks
from bot.founding.roster import Roster
from bot.founding.sheets import LARGEST
from bot.founding.template import listed
from bot.store import masters
from bot.store.database import Database
from bot.store.errors import Stale
from bot.web.asked import Wrong, parsed, text, texts
from bot.web.company_rules import field_name, rules
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
            post("/company-rules-look", self._look_at_rules),
            post("/company-rules", self._amend),
        ]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        desk, words = self._desk(visitor), wording(visitor.person.locale)
        drawing = self._door.drawing(visitor)
        people = [_row(one.number, desk.people, words) for one in desk.people.active()]
        return HTMLResponse(drawing.page("company.html", COMPANY, people=people, **self._rules(desk, words)))

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

    def _look_at_rules(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        """What is wrong with what stands in the form, or worth a thought, before it is saved."""
        desk, words, values = self._desk(visitor), wording(visitor.person.locale), texts(parsed(content), "values")
        try:
            with self._database.reading() as connection:
                changed = setting_up.as_amended(connection, values, self._now())
        except Refused as refusal:
            return self._amended(visitor, problems=_by_field(refusal, desk.company, words))
        return self._amended(visitor, remarks=self._remarks(desk, changed, words))

    def _amend(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        """Change the company's rules, as the form of the page has them."""
        before, words, sent = self._desk(visitor), wording(visitor.person.locale), parsed(content)
        values, seen = texts(sent, "values"), text(sent, "seen")
        try:
            with self._database.writing() as connection:
                changed = setting_up.amend(connection, values, seen=seen, by=visitor.person.number, at=self._now())
        except Refused as refusal:
            return self._amended(visitor, problems=_by_field(refusal, before.company, words))
        except ClaimError as refusal:
            said = words.say(refusal.key, **refusal.values)
            return self._amended(visitor, problems=[{"field": "", "said": said, "told": said}])
        desk = self._desk(visitor)
        fields = ", ".join(_named(name, before.company, desk.company, words) for name in changed)
        said = words.say("staff-amended", fields=fields) if changed else words.say("staff-nothing_changed")
        # What is seen now is drawn anew, so that the next change is about that.
        return self._amended(
            visitor, done=[said], remarks=self._remarks(before, desk.company, words), **self._rules(desk, words)
        )

    def _remarks(self, desk: office.Office, changed: Company, words: Wording) -> list[str]:
        today, everybody = desk.today(self._now()), desk.people.everybody()
        before, after = (remarks(one, everybody, Roster(()), today) for one in (desk.company, changed))
        return [told(one, words) for one in after if one not in before]

    def _rules(self, desk: office.Office, words: Wording) -> Mapping[str, Any]:
        with self._database.reading() as connection:
            accounts = masters.load(connection).accounts
        return rules(desk.company, desk.people, desk.today(self._now()), accounts, words)

    def _amended(self, visitor: Visitor, **values: Any) -> Response:
        known: dict[str, Any] = {"problems": [], "done": [], "remarks": []}
        return HTMLResponse(self._door.drawing(visitor).said("company_amended.html", **known | values))

    def _desk(self, visitor: Visitor) -> office.Office:
        """Company and people, for an administrator; for everybody else the page is not there."""
        with self._database.reading() as connection:
            desk = office.load(connection)
        if all(one.number != visitor.person.number for one in in_office(desk.people, Role.ADMINISTRATOR)):
            raise Wrong("There is no such page here.", 404)
        return desk

    def _drawn(self, visitor: Visitor, **values: Any) -> Response:
        known: dict[str, Any] = {"plan": None, "problems": [], "done": []}
        return HTMLResponse(self._door.drawing(visitor).said("company_plan.html", **known | values))


def _list(request: Request, content: bytes) -> List:
    asked = request.query_params
    return List(content, asked.get("name", "")[:255], asked.get("part") == "1")


def _said(refusal: Refused | ClaimError, words: Wording) -> list[str]:
    if isinstance(refusal, Refused):
        return [told(problem, words) for problem in refusal.problems]
    return [words.say(refusal.key, **refusal.values)]


def _by_field(refusal: Refused, company: Company, words: Wording) -> list[Mapping[str, str]]:
    """Each problem with its field, to be said beside it and, with the field's name, above all."""
    return [
        {
            "field": one.column,
            "said": words.say(one.key, **one.values),
            "told": told(replace(one, column=field_name(one.column, company, words) if one.column else ""), words),
        }
        for one in refusal.problems
    ]


def _named(name: str, before: Company, after: Company, words: Wording) -> str:
    """What a changed field is called, by the company that has it."""
    known = any(one.code == name.partition(":")[2] for one in after.categories)
    return field_name(name, after if known else before, words)


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
    noted = [told(remark, words) for remark in plan.remarks]
    if plan.changes.many_leave:
        noted.insert(0, told(Problem("staff-is_it_whole", {"count": len(plan.changes.left)}), words))
    return {
        "counted": staffing.counted(plan, words),
        "added": staffing.added(plan),
        "changed": staffing.changed(plan, words),
        "gone": gone,
        "remarks": noted,
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
