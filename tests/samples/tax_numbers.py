"""Tax and registration numbers that pass their check digits and belong to nobody we know of: drawn, never looked up."""

from __future__ import annotations

from random import Random

#: GB 32100-2015: digits and capitals without I, O, S, V, Z; the last is 31 less the sum of value x 3^place, modulo 31.
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(rng: Random, region: str = "330100") -> str:
    """统一社会信用代码: 18 signs. `99` in front keeps it apart from the codes that companies are given (91…).

    Signs 9 to 17 are an organisation code of GB 11714: weighted (A is 10 …), the last makes a multiple of 11.
    """
    eight = "".join(rng.choice(_CREDIT_SIGNS) for _ in range(8))
    weighed = sum(int(sign, 36) * weight for sign, weight in zip(eight, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body = f"99{region}{eight}{'0123456789X'[-weighed % 11]}"
    rest = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body)) % 31
    return body + _CREDIT_SIGNS[-rest % 31]


def german(rng: Random) -> str:
    """USt-IdNr.: DE and nine digits, the last by ISO 7064 mod 11, 10."""
    digits = _digits(rng, 8)
    rest = 10
    for digit in digits:
        rest = 2 * ((rest + int(digit)) % 10 or 10) % 11
    return f"DE{digits}{(11 - rest) % 10}"


def french(rng: Random) -> str:
    """N° TVA: FR, the key (12 + 3 x SIREN mod 97) mod 97, and the SIREN, whose last digit is Luhn's."""
    eight = _digits(rng, 8)
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(eight)]
    siren = eight + str(-sum(value // 10 + value % 10 for value in doubled) % 10)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def british(rng: Random) -> str:
    """VAT Reg No: seven digits and two that make the sum weighted 8 to 2 a multiple of 97."""
    seven = _digits(rng, 7)
    rest = sum(int(digit) * weight for digit, weight in zip(seven, range(8, 1, -1), strict=True))
    return f"GB {seven[:3]} {seven[3:]} {(97 - rest % 97) % 97:02d}"


def singaporean(rng: Random) -> str:
    """UEN of a local company: year, five digits, and a letter by weights modulo 11."""
    body = str(rng.randint(1990, 2019)) + "".join(str(rng.randint(0, 9)) for _ in range(5))
    rest = sum(int(digit) * weight for digit, weight in zip(body, (10, 8, 6, 4, 9, 7, 5, 3, 1), strict=True)) % 11
    return body + "ZKCMDNERGWH"[rest]


def malaysian(rng: Random) -> str:
    """GST number as used until 2018 (twelve digits), or an SST number; neither has a check digit."""
    if rng.random() < 0.5:
        return "00" + _digits(rng, 10)
    return f"W10-{rng.randint(1808, 2412)}-{rng.randint(32000000, 32999999)}"


def _digits(rng: Random, count: int) -> str:
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))
