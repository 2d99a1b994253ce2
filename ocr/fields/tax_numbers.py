"""Chinese tax numbers 纳税人识别号: what their check digits say, and what a misread one may have been.

Sources: GB 32100-2015 统一社会信用代码 (18 characters, the last of them modulo 31, the ninth to the seventeenth an
organisation code); GB 11714-1997 组织机构代码 (9 characters, the last modulo 11); GB 11643-1999, the identity number
of a person (18, modulo 11-2), under which sole traders pay tax. Numbers of before 2015 have 15 characters: six digits
of a place and an organisation code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: GB 32100: no I, O, S, V, Z, so that they cannot be taken for digits.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_PERSON = re.compile(r"\d{17}[0-9X]")
_PERSON_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))

#: What a letter that no number has was printed as.
_FORBIDDEN = str.maketrans("IOSVZ", "105Y2")
#: What engines take for one another in print of even width.
_CONFUSED = ("0DQU", "1LT7", "27", "38B", "4A", "56G", "58", "6B8", "9Q", "CG0", "EF", "HMNW", "KX", "PR", "XY")


def normal(text: str) -> str:
    """The number without spaces, in capitals, forbidden letters as the digits they were."""
    number = re.sub(r"\s", "", text).upper()
    return number.translate(_FORBIDDEN) if len(number) == 18 else number


def holds(number: str) -> bool | None:
    """Whether the check digit of a normal number holds; None for a form without any (20 characters and others)."""
    if len(number) == 18:
        return _unified(number) or _person(number)
    if len(number) == 15:
        # An identity number of 15 digits has no check digit, and looks the same.
        return True if number[:6].isdigit() and _organisation(number[6:]) else None
    return None


def proven(number: str) -> bool:
    """Whether two check digits hold, so that a misread character would pass once in some three hundred times."""
    return len(number) == 18 and _unified(number) and _organisation(number[8:17])


def repairs(number: str) -> tuple[str, ...]:
    """Numbers one look-alike away from a failing number of 18 whose check digits hold; both digits first."""
    if len(number) != 18 or holds(number):
        return ()
    near = [one for one in _neighbours(number) if holds(one)]
    return tuple(sorted(dict.fromkeys(near), key=lambda one: not proven(one)))


def check_sign(first: str) -> str:
    """The last character of a unified code that begins with these 17 of SIGNS: the weighed sum becomes a multiple."""
    weighed = sum(_VALUES[sign] * weight for sign, weight in zip(first, _WEIGHTS, strict=True))
    return SIGNS[-weighed % 31]


def organisation_sign(first: str) -> str:
    """The last character of an organisation code that begins with these 8 digits and capitals."""
    weighed = sum(int(sign, 36) * weight for sign, weight in zip(first, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-weighed % 11]


def _unified(number: str) -> bool:
    known = all(sign in _VALUES for sign in number) and number[2:8].isdigit()  # six digits of a place
    return known and check_sign(number[:17]) == number[17]


def _organisation(code: str) -> bool:
    return bool(_ORGANISATION.fullmatch(code)) and organisation_sign(code[:8]) == code[8]


def _person(number: str) -> bool:
    if not _PERSON.fullmatch(number):
        return False
    weighed = sum(int(sign) * weight for sign, weight in zip(number[:17], _PERSON_WEIGHTS, strict=True))
    return "10X98765432"[weighed % 11] == number[17]


def _neighbours(number: str) -> Iterator[str]:
    for place, sign in enumerate(number):
        for group in _CONFUSED:
            if sign in group:
                yield from (number[:place] + other + number[place + 1 :] for other in group if other != sign)
