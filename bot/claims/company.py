"""Company: the rules of the one company this installation works for, as one value. All of it is data it can change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.claims.accounts import AccountRule, Category, account_for
from bot.claims.claim import Claim
from bot.claims.line import UNDECIDED, Line
from bot.claims.money import Money
from bot.claims.people import Employee
from bot.claims.policy import Limit
from bot.claims.route import Level
from bot.claims.tax import CHINA, TaxRule, ruling


@dataclass(frozen=True, slots=True)
class Company:
    """Names and tax numbers, currency, categories with accounts, levels of approval, limits, tax rules.

    `check_above`: the bookkeeper checks claims above this amount before posting; None means every claim. Below it an
    approval is released after `take_back_seconds`, the time in which it can still be taken back.
    `due_days` is how many working days somebody has before the next superior is told (reminders come daily).
    """

    name: str
    currency: str
    tax_numbers: frozenset[str]
    country: str
    time_zone: str
    categories: tuple[Category, ...]
    accounts: tuple[AccountRule, ...]
    levels: tuple[Level, ...]
    limits: tuple[Limit, ...] = ()
    taxes: tuple[TaxRule, ...] = CHINA
    check_above: Money | None = None
    take_back_seconds: int = 60
    oldest_days: int = 180
    due_days: int = 2
    account_names: tuple[tuple[str, str], ...] = ()  # code, and what people call it
    closed_until: date | None = None  # the last day of the closed books
    accrued_account: str = ""  # where accrued expenses of closed periods stand
    originals_first: bool = False  # whether posting waits for the paper originals

    def account_name(self, code: str) -> str:
        """What people call the account; empty where nobody has said."""
        return dict(self.account_names).get(code, "")

    def account_titled(self, code: str) -> str:
        """The code with what people call it: `2241.02 预提费用`."""
        return f"{code} {self.account_name(code)}".strip()

    def needs_check(self, claim: Claim) -> bool:
        """Whether the bookkeeper looks at the claim before it is posted: always, if it is in a former currency, or of a
        closed period."""
        if self.check_above is None or self.check_above.currency != claim.currency:
            return True
        if claim.spent_until(self.closed_until):
            # Somebody has to say in which period it is posted.
            return True
        return self.check_above < claim.approved


def coded(claim: Claim, claimant: Employee, company: Company) -> tuple[Line, ...]:
    """The claim's lines with account, cost centre and recoverable tax worked out, as far as the rules decide them.

    What they do not decide stays empty (account) or zero with the tax code `UNDECIDED`, for the bookkeeper.
    """
    return tuple(_coded(line, claim.currency, claimant, company) for line in claim.lines)


def _coded(line: Line, currency: str, claimant: Employee, company: Company) -> Line:
    amount = line.claimed(currency)
    if amount is None or line.spent_on is None:
        return line
    on: date = line.spent_on
    printed = line.printed_tax
    if printed is not None and line.paid is not None and line.rate is not None and line.paid.currency != currency:
        # Printed in the document's currency; recovered in the claim's.
        printed = Money(printed, line.paid.currency).at(line.rate.value, currency).amount
    # A category that the company no longer has: the kind of document decides, and the bookkeeper sees both.
    creditable = all(one.creditable for one in company.categories if one.code == line.category)
    tax = ruling(line.kind or "by_hand", creditable, on, amount.amount, printed, currency, company.taxes)
    if tax.tax and line.buyer_tax_number and company.tax_numbers and line.buyer_tax_number not in company.tax_numbers:
        # An invoice made out to somebody else gives no credit by itself; the bookkeeper sees the finding and decides.
        tax = replace(tax, tax=None)
    account = account_for(line.category, claimant.department, on, company.accounts)
    coded_line = replace(
        line,
        account=line.account or account,
        cost_centre=line.cost_centre or claimant.cost_centre,
        tax_code=tax.code if tax.tax is not None else UNDECIDED,
    )
    return coded_line.with_tax(tax.tax or Decimal(0), currency)
