"""Employees, and which chat user is which employee."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.claims.people import Employee, People, Role
from bot.store import rows
from bot.store.tables import chat_identity, employee


def save(connection: Connection, employees: Iterable[Employee]) -> None:
    """Insert or change these; the others stay as they are. Who has left is saved as not active, never deleted."""
    rows.put(
        connection,
        employee,
        [
            {
                "number": one.number,
                "name": one.name,
                "email": one.email,
                "manager": one.manager,
                "department": one.department,
                "cost_centre": one.cost_centre,
                "locale": one.locale,
                "time_zone": one.time_zone,
                "country": one.country,
                "roles": sorted(one.roles),
                "active": one.active,
            }
            for one in employees
        ],
    )


def load(connection: Connection) -> People:
    """Everyone, those who have left too."""
    return People(employee_of(row) for row in connection.execute(select(employee).order_by(employee.c.number)))


def link(connection: Connection, platform: str, workspace: str, user_id: str, number: str, at: datetime) -> None:
    """This chat user is this employee from now on, whoever they were before."""
    identity = {"platform": platform, "workspace": workspace, "user_id": user_id}
    rows.put(connection, chat_identity, [{**identity, "employee": number, "linked_at": at}])


def linked(connection: Connection, platform: str, workspace: str, user_id: str) -> Employee | None:
    """The employee this chat user is linked to, active or not; None for a stranger."""
    row = connection.execute(
        select(employee)
        .join(chat_identity)
        .where(
            chat_identity.c.platform == platform,
            chat_identity.c.workspace == workspace,
            chat_identity.c.user_id == user_id,
        )
    ).first()
    return employee_of(row) if row else None


def hold(connection: Connection, number: str) -> None:
    """Let nobody else write on behalf of this person until the commit; on SQLite there is one writer anyway."""
    # The weaker lock: rows that only refer to the person, such as a step of a claim, are written meanwhile. With the
    # stronger one two decisions that name each other's approver would block each other.
    mine = select(employee.c.number).where(employee.c.number == number).with_for_update(key_share=True)
    connection.execute(mine)


def identities(connection: Connection, number: str) -> list[tuple[str, str, str]]:
    """Where the employee can be reached: (platform, workspace, user id), the latest link first."""
    found = connection.execute(
        select(chat_identity.c.platform, chat_identity.c.workspace, chat_identity.c.user_id)
        .where(chat_identity.c.employee == number)
        .order_by(chat_identity.c.linked_at.desc(), chat_identity.c.platform, chat_identity.c.user_id)
    )
    return [(row.platform, row.workspace, row.user_id) for row in found]


def employee_of(row: Row[Any]) -> Employee:
    """The employee whose columns stand in the row, perhaps among others."""
    return Employee(
        number=row.number,
        name=row.name,
        email=row.email,
        manager=row.manager,
        department=row.department,
        cost_centre=row.cost_centre,
        locale=row.locale,
        time_zone=row.time_zone,
        country=row.country,
        roles=frozenset(Role(role) for role in row.roles),
        active=row.active,
    )
