"""Known merchants 已知商户: what people of the company called a merchant, found again by its numbers. Pure.

A correction helps whoever made it at once, and everybody as soon as somebody else stands behind it: a second person
who said the same, the approvers of its claim, or a bookkeeper. Two names for one merchant are asked, never guessed.
Amounts and dates are never remembered. Why so: `docs/decisions/0013`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from bot.claims.line import Line, Recalled
from bot.claims.states import IN_BOOKS, State

#: Whose word it is, beside that of whoever said it: of the approvers of its claim, or of a bookkeeper.
Shared = Literal["", "approved", "office"]

#: What a merchant is known by, the surest first.
NUMBERS = ("tax_number", "registration", "phone")

#: Stands for a category where one person gave two at this merchant: none is suggested.
VARIES = "*"

#: From this share of signs in common on, two names may be one that was misread.
ALIKE = 0.75

#: A claim in one of these has passed its approvers.
APPROVED = IN_BOOKS | {State.APPROVED}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a merchant is known by; empty where the document does not say. `proven`: its tax number's check holds."""

    tax_number: str = ""
    registration: str = ""
    phone: str = ""
    proven: bool = False

    def __bool__(self) -> bool:
        return bool(self.tax_number or self.registration or self.phone)


@dataclass(frozen=True, slots=True)
class Merchant:
    """What one person called a merchant, on which line; `doubted` where they said that a known name is not this one.

    `claim` is the stem of the reference. An empty name or category is one of which nothing was said. `printed` is the
    name that was read there.
    """

    numbers: Numbers
    name: str
    category: str
    said_by: str
    said_at: datetime
    claim: str
    line: int
    printed: str = ""
    doubted: bool = False
    shared: Shared = ""
    used: int = 0
    used_at: datetime | None = None
    id: int = 0


def agreeing(known: Numbers, seen: Numbers) -> tuple[str, ...]:
    """The numbers by which these are one merchant, the surest first; none where they are not.

    A telephone alone is not enough where a number of the company's says otherwise: a head office answers for many.
    """
    alike = tuple(name for name in NUMBERS if getattr(known, name) and getattr(known, name) == getattr(seen, name))
    other = any(getattr(known, name) and getattr(seen, name) and name not in alike for name in NUMBERS[:2])
    return () if alike == ("phone",) and other else alike


def alike(one: str, other: str) -> bool:
    """Whether two names may be prints of one, misread here and there, or one without what the other has behind it."""
    first, second = (re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).casefold() for name in (one, other))
    if not (first and second):
        return False  # what cannot be read agrees with nothing
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE


def recalled(known: Iterable[Merchant], seen: Numbers, person: str, printed: str = "") -> Recalled | None:
    """What is known of a merchant that a document of this person's names by these numbers, and prints as `printed`."""
    here = [one for one in known if agreeing(one.numbers, seen)]
    named = _counting([one for one in here if one.name], person, "name")
    names = tuple(dict.fromkeys(one.name for one in named))
    several = len({name.casefold() for name in names}) > 1
    doubted = any(one.doubted and one.said_by == person for one in here)
    sorted_ = _counting([one for one in here if one.category], person, "category")
    categories = {one.category for one in sorted_}
    category = categories.pop() if len(categories) == 1 and VARIES not in categories else ""
    source = next(iter(named or (sorted_ if category else ())), None)
    if source is None:
        return None
    by = agreeing(source.numbers, seen)
    sure = (seen.proven and by[0] == "tax_number") or len(by) > 1
    # Another branch has another telephone, and may have another name; another house of the company prints another.
    elsewhere = bool(seen.phone and source.numbers.phone and "phone" not in by)
    other = bool(printed and source.printed) and not any(alike(printed, one) for one in (source.printed, *names))
    asked = several or (doubted and bool(names))
    return Recalled(
        source.id,
        source.claim,
        by[0],
        sure=sure and not elsewhere and not other,
        name="" if asked or not names else names[0],
        names=names if asked else (),
        category=category,
    )


def _counting(said: Sequence[Merchant], person: str, what: Literal["name", "category"]) -> list[Merchant]:
    """Those that count for this person, the one with most behind it first."""

    def saying(one: Merchant) -> int:
        return len({two.said_by for two in said if getattr(two, what).casefold() == getattr(one, what).casefold()})

    order = {"office": 0, "approved": 1, "": 2}
    counting = [one for one in said if one.said_by == person or one.shared or saying(one) > 1]
    return sorted(counting, key=lambda one: (order[one.shared], one.said_at))


def with_recalled(line: Line, found: Recalled, categories: Collection[str]) -> Line:
    """The line that was read, with what is known of its merchant. What is only likely is marked, as ever."""
    unsure = set(line.unsure)
    merchant, category = line.merchant, line.category
    if found.names:
        merchant = ""
        unsure.discard("merchant")
    elif found.name:
        merchant = found.name
        unsure = unsure - {"merchant"} if found.sure else unsure | {"merchant"}
    if found.category in categories:
        category = found.category
        unsure = unsure - {"category"} if found.sure else unsure | {"category"}
    return replace(line, merchant=merchant, category=category, unsure=frozenset(unsure), recalled=found)


def learnt(
    before: Line,
    after: Line,
    known: Iterable[Merchant],
    seen: Numbers,
    person: str,
    at: datetime,
    claim: str,
    printed: str = "",
) -> Merchant | None:
    """What a correction says of the line's merchant, in place of what the same person said of it; None for nothing."""
    if not seen or (before.merchant, before.category) == (after.merchant, after.category):
        return None
    own = next((one for one in known if one.said_by == person and agreeing(one.numbers, seen)), None)
    said = own or Merchant(seen, "", "", person, at, claim, after.id)
    name, doubted, category = said.name, said.doubted, said.category
    if after.merchant != before.merchant:
        was_known = before.recalled is not None and before.recalled.name == before.merchant != ""
        name, doubted = after.merchant, not after.merchant and was_known
    if after.category != before.category and after.category:
        elsewhere = own is not None and (own.claim, own.line) != (claim, after.id)
        # Corrected again on the same line, the first was a slip; on another one, this merchant sells several things.
        category = VARIES if elsewhere and category not in ("", after.category) else after.category
    if not (name or category or doubted) and own is None:
        return None
    numbers = Numbers(
        seen.tax_number or said.numbers.tax_number,
        seen.registration or said.numbers.registration,
        seen.phone or said.numbers.phone,
    )
    return replace(
        said, numbers=numbers, name=name, category=category, doubted=doubted, said_at=at, claim=claim, line=after.id,
        printed=printed, shared="",
    )  # fmt: skip
