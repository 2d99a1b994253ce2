"""What the entries that carry one reference come to: the posted document, its payments, its reversal. Pure.

An entry is

    the document    its metadata says `reference: "REF"` and it is no payment, or it has only the link and turns an
                    expense into a debt
    the reversal    its metadata says `reverses: "REF"`, or it has only the link and turns an expense back
    a payment       it has the link and moves the payable account: a debit pays, a credit takes a payment back
    nothing to us   anything else that carries the link
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from erp.connectors.ledger.amounts import Unreadable
from erp.connectors.ledger.reading import AttachedFile, Entry, Posting, Transaction, entries_by_reference
from erp.connectors.ledger.settings import LedgerSettings
from erp.report import REFERENCE, PaymentState, Posted, PostedLine

Role = Literal["document", "reversal", "payment", "other"]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Everything in the ledger under one reference. More than one document is an alarm for a person."""

    documents: tuple[Transaction, ...]
    reversals: tuple[Transaction, ...]
    payments: tuple[Transaction, ...]
    digests: tuple[str, ...]


def meaning(reference: str, entries: Iterable[Entry], settings: LedgerSettings) -> Meaning:
    """Sort the entries of one reference into their roles."""
    found: dict[Role, list[Transaction]] = {"document": [], "reversal": [], "payment": [], "other": []}
    digests: list[str] = []
    for entry in entries:
        if isinstance(entry, AttachedFile):
            digests.append(posixpath.splitext(posixpath.basename(entry.path))[0])
        else:
            found[role(reference, entry, settings)].append(entry)
    return Meaning(
        documents=tuple(found["document"]),
        reversals=tuple(found["reversal"]),
        payments=tuple(found["payment"]),
        digests=tuple(dict.fromkeys(digests)),
    )


def role(reference: str, transaction: Transaction, settings: LedgerSettings) -> Role:
    """What this transaction is to the reference."""
    if transaction.metadata.get("reverses") == reference:
        return "reversal"
    payable = sum((p.weight[0] for p in transaction.postings if is_payable(p.account, settings)), ZERO)
    expense = sum((p.weight[0] for p in transaction.postings if p.account.startswith("Expenses:")), ZERO)
    if transaction.metadata.get("reference") == reference:
        # Some bookkeepers repeat the metadata on the payment.
        return "payment" if payable > 0 and expense >= 0 else "document"
    if payable < 0 < expense:
        return "document"
    if expense < 0 < payable:
        return "reversal"
    return "payment" if payable else "other"


def is_payable(ledger_name: str, settings: LedgerSettings) -> bool:
    """The payable account or one of its employees' sub-accounts."""
    payable = settings.ledger_name(settings.payable)
    return ledger_name == payable or ledger_name.startswith(payable + ":")


def posted_documents(
    reference: str, found: Meaning, settings: LedgerSettings, is_claim: Callable[[str], bool]
) -> list[Posted]:
    """One Posted for each document, oldest first. The first one's id is the reference; further ones get `/2`, `/3`.

    `is_claim` says of another link on a payment whether a document stands under it. Raises Unreadable.
    """
    ordered = sorted(found.documents, key=lambda transaction: transaction.on)
    return [
        _posted(
            reference if index == 0 else f"{reference}/{index + 1}", reference, transaction, found, settings, is_claim
        )
        for index, transaction in enumerate(ordered)
    ]


def every_document(contents: Mapping[str, bytes], settings: LedgerSettings) -> tuple[list[Posted], list[str]]:
    """All booked documents of the ledger by reference, and what could not be read, as `file:line: why`."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    problems: dict[str, list[Unreadable]] = defaultdict(list)
    for name, content in contents.items():
        for reference, entry in entries_by_reference(name, content):
            if isinstance(entry, Unreadable):
                problems[reference].append(entry)
            else:
                entries[reference].append(entry)
    found: list[Posted] = []
    meanings = {reference: meaning(reference, entries[reference], settings) for reference in sorted(entries)}

    def is_claim(link: str) -> bool:
        return link in meanings and bool(meanings[link].documents)

    for reference, under in meanings.items():
        try:
            found += posted_documents(reference, under, settings, is_claim)
        except Unreadable as error:
            problems[reference].append(error)
    unreadable = dict.fromkeys(str(error) for errors in problems.values() for error in errors)
    return [posted for posted in found if posted.reference not in problems], list(unreadable)


def _posted(
    id: str,
    reference: str,
    transaction: Transaction,
    found: Meaning,
    settings: LedgerSettings,
    is_claim: Callable[[str], bool],
) -> Posted:
    currency, total = _owed(transaction, settings)
    accounts = {posting.account for posting in transaction.postings if is_payable(posting.account, settings)}
    paid = ZERO
    for payment in found.payments:
        paid += sum(
            (_paid(payment, one, currency) for one in _pays(reference, payment, accounts, settings, is_claim)), ZERO
        )
    cancelled = bool(found.reversals)
    tax_account = settings.ledger_name(settings.input_tax)
    return Posted(
        id=id,
        reference=reference,
        state="cancelled" if cancelled else "posted",
        total=total,
        tax=sum((p.amount for p in transaction.postings if p.account == tax_account), ZERO),
        currency=currency,
        posting_date=transaction.on,
        voucher_number=transaction.metadata.get("voucher", ""),
        payment=payment_state(total, paid, cancelled=cancelled),
        paid_amount=paid,
        paid_on=max((payment.on for payment in found.payments), default=None),
        lines=tuple(
            PostedLine(
                account=settings.code_of(posting.account),
                amount=posting.amount,
                cost_centre=posting.metadata.get("cost_centre", ""),
                description=posting.metadata.get("description", ""),
            )
            for posting in transaction.postings
        ),
        document_digests=found.digests,
        employee=transaction.metadata.get("employee", ""),
        purpose=transaction.narration,
    )


def payment_state(total: Decimal, paid: Decimal, *, cancelled: bool) -> PaymentState:
    """How far a debt of `total` is paid."""
    if cancelled:
        return "reversed"
    if paid <= 0:
        return "unpaid"
    return "paid" if paid >= total else "partly_paid"


def _owed(transaction: Transaction, settings: LedgerSettings) -> tuple[str, Decimal]:
    """Currency and amount that the document credits to the payable account."""
    credits = [p for p in transaction.postings if is_payable(p.account, settings)]
    currencies = {posting.currency for posting in credits if posting.currency}
    if len(currencies) != 1:
        raise Unreadable(
            f"{transaction.place}: one posting to {settings.ledger_name(settings.payable)} was expected, "
            f"in one currency; found {len(credits)} in {', '.join(sorted(currencies)) or 'no currency'}"
        )
    return currencies.pop(), -sum((posting.amount for posting in credits), ZERO)


def _pays(
    reference: str,
    payment: Transaction,
    accounts: set[str],
    settings: LedgerSettings,
    is_claim: Callable[[str], bool],
) -> list[Posting]:
    """The postings of a payment that are for this reference, whose document is owed on `accounts`.

    One transfer may pay several claims: then each posting says `reference:` in its metadata, or every claim is another
    employee's. Raises Unreadable when neither is so; what is paid is never guessed.
    """
    payable = [posting for posting in payment.postings if is_payable(posting.account, settings)]
    marked = [posting for posting in payable if "reference" in posting.metadata]
    if marked and len(marked) == len(payable):
        return [posting for posting in marked if posting.metadata["reference"] == reference]
    others = [link for link in payment.links - {reference} if REFERENCE.fullmatch(link) and is_claim(link)]
    if not others:
        return payable
    if len({posting.account for posting in payable}) == len(others) + 1:
        return [posting for posting in payable if posting.account in accounts]
    raise Unreadable(
        f"{payment.place}: pays {', '.join(sorted([reference, *others]))} together; "
        f'write reference: "{reference}" under the posting that is for it'
    )


def _paid(payment: Transaction, posting: Posting, currency: str) -> Decimal:
    """What this posting pays of a debt in `currency`, by its amount or by its price."""
    if posting.currency == currency:
        return posting.amount
    if posting.weight[1] == currency:
        return posting.weight[0]
    raise Unreadable(f"{payment.place}: pays a debt in {currency} with {posting.currency} and no price")


def voucher_numbers(prefix: str, contents: Sequence[bytes]) -> int:
    """The highest number among the vouchers `prefix-0001` and up, 0 for none. Costs a search of the bytes."""
    mark = f'voucher: "{prefix}-'.encode()
    highest = 0
    for content in contents:
        position = content.find(mark)
        while position >= 0:
            digits = content[position + len(mark) : position + len(mark) + 12].split(b'"')[0]
            if digits.isdigit():
                highest = max(highest, int(digits))
            position = content.find(mark, position + 1)
    return highest
