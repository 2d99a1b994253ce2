"""The arithmetic that Beancount allows in amounts. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


class Unreadable(Exception):
    """An entry that concerns us cannot be understood; the text says where and what."""


class Sum:
    """The arithmetic Beancount allows in amounts: + - * / and brackets. `value` raises Unreadable for anything else."""

    def __init__(self, place: str, texts: list[str]) -> None:
        self._place, self._texts, self._next = place, texts, 0

    def value(self) -> Decimal:
        """What it comes to."""
        try:
            result = self._terms()
        except (InvalidOperation, ZeroDivisionError, RecursionError) as error:
            raise self._unreadable() from error
        if self._next != len(self._texts):
            raise self._unreadable()
        return result

    def _unreadable(self) -> Unreadable:
        return Unreadable(f"{self._place}: cannot read the amount {' '.join(self._texts)!r}")

    def _take(self, *wanted: str) -> str:
        if self._next < len(self._texts) and self._texts[self._next] in wanted:
            self._next += 1
            return self._texts[self._next - 1]
        return ""

    def _terms(self) -> Decimal:
        result = self._factors()
        while sign := self._take("+", "-"):
            result = result + self._factors() if sign == "+" else result - self._factors()
        return result

    def _factors(self) -> Decimal:
        result = self._atom()
        while sign := self._take("*", "/"):
            result = result * self._atom() if sign == "*" else result / self._atom()
        return result

    def _atom(self) -> Decimal:
        if sign := self._take("+", "-"):
            return self._atom() if sign == "+" else -self._atom()
        if self._take("("):
            result = self._terms()
            if not self._take(")"):
                raise self._unreadable()
            return result
        if self._next == len(self._texts):
            raise self._unreadable()
        self._next += 1
        return Decimal(self._texts[self._next - 1].replace(",", ""))
