# The bookkeeper's own: taking claims out as a file.

## Taking out

sheet-claims = Claims
sheet-lines = Lines
column-claimant_number = Employee number
column-department = Department
column-lines = Number of lines
column-submitted_on = Submitted on
column-line = Line
column-kind = Kind
column-paid_amount = Amount paid
column-paid_currency = Currency paid
column-account_name = Account name
export-offices-only = Only bookkeepers, administrators and auditors can take claims out as a file.

## The desk

web-place-desk = Desk
desk-title = What waits for you
desk-empty = Nothing waits for you.
desk-more = There are more. They come up as these are dealt with.
desk-tick_all = Tick all
desk-tick = Post { $reference }
desk-post = Post all that are ticked
desk-post_hint = Ticked for you: those that nothing was found about.
desk-nothing_ticked = Nothing was ticked, so nothing was posted.
desk-done = { $count ->
    [one] One claim is
   *[other] { $count } claims are
} on the way to the books.
desk-saved = Saved.
desk-left_count = { $count ->
    [one] One claim was
   *[other] { $count } claims were
} left as it stands:
desk-returned = Nothing was saved yet. Please look at what is marked.
desk-check = to check
desk-mend = refused
desk-alarm = alarm
desk-reversal = reversal
desk-lines = { $count } { $count ->
    [one] line
   *[other] lines
}: account, tax, cost centre
desk-open = Open with pictures
desk-changed = { $reference } has changed meanwhile and stands here as it is now, if it still waits for you.
desk-left = { $reference }: { $why }
desk-bookkeepers-only = Only bookkeepers have a desk.
tax-undecided-here = Please write the input tax, 0 where there is none.

## Month end

web-place-month_end = Month end
month-title = What is under way
month-nothing = Nothing is under way: every claim has come to its end.
month-count = Claims
month-more = Show more
month-longest = The longest waits
month-take_out = Take claims out as a file
month-dated = Which day counts
month-dated_spent = of an expense
month-dated_posted = of posting
month-dated_paid = of payment
month-first = From
month-last = To
month-states = Only claims in some states
month-xlsx = Spreadsheet (XLSX)
month-csv_claims = Claims (CSV)
month-csv_lines = Lines (CSV)

## Payments

web-place-payments = Payments
payments-title = Mark a bank run as paid
payments-lead = Paste the list of payments, or choose the file of your bank (CSV or XLSX). Each row is found by the claim’s reference or its voucher number; nothing is marked before you have looked it over.
payments-list = List
payments-file = Or a file
payments-on = Paid on, where the list does not say
payments-look = Look it over
payments-nothing_given = Please paste a list or choose a file.
payments-found = { $ready } of { $count } can be marked as paid
payments-row = Row { $row }
payments-mark = Mark what is ticked as paid
payments-marked = { $count ->
    [one] One claim was
   *[other] { $count } claims were
} marked as paid.
payments-ready = matches
payments-unknown = no such claim
payments-differs = the amount differs
payments-paid = paid already
payments-marked_before = marked already
payments-unposted = not in the books
payments-reversal = a reversal was asked for
payments-own = your own claim
payments-twice = there is a row above
payments-early = before it was posted
payments-unclear = not clear which claim or amount
payments-future = still to come

## Paper originals

cover-title = Cover sheet
cover-needed = paper needed
cover-arrived = paper is here
cover-none = no paper
cover-save = Save what is here
cover-hint = Print this sheet and hand it in with the paper that is needed. The barcode finds the claim again.
cover-find = Find a claim by its reference or barcode
cover-open = Find

## Closed periods

period = Closed period
period-asked = { $count ->
    [one] Line { $lines } is of { $months }
   *[other] Lines { $lines } are of { $months }
}, and the books are closed up to { $until }. In which period is it posted?
period-refused = The ERP takes no voucher of { $until }: its books are closed there. In which period is it posted?
period-again = Fix and post: dated { $day } once more, if the books were opened again.
period-next = Post in next period: the voucher is dated { $day } and its text names { $months }; the days of the lines stay.
period-accrual = Post against accrual: dated { $day } too, but against what you accrued in the closed period ({ $account }).
period-no_account = no account is named yet
period-said = { $what } ({ $name }, { $at })
period-post_next = { $months }, posted in the next open period
period-accrue = { $months }, posted against the accrual on { $account }
period-closed = The books are closed up to { $until }, and this has expenses of { $months }: please say first whether { $reference } is posted in the next open period or against an accrual.
period-not-closed = The period of { $reference } is open again: it can be posted as it is.
no-accrued-account = No account for accrued expenses is named yet: a bookkeeper names it on the page Month end. { $reference } was left as it is.
desk-period = closed period
desk-asked = { $count ->
    [one] One claim has expenses of a closed period and is left until you say where it goes.
   *[other] { $count } claims have expenses of a closed period and are left until you say where each goes.
}
closing-title = Closed periods
closing-none = The books are open: no period is closed.
closing-stands = The books are closed up to { $until } ({ $name }, { $at }).
closing-until = Closed up to and including
closing-hint = What is posted already, or on its way, is not touched. Expenses of closed days are asked about from now on. An earlier day opens what is behind it; no day opens everything.
closing-account = Accrual account
closing-save = Save
closing-saved = Saved.
closing-closed = { $name } closed the books up to { $until }, { $at }
closing-opened = { $name } opened the books after { $until }, { $at }
closing-all_open = { $name } opened all periods, { $at }
closing-history = Earlier
closing-too-late = Books can be closed up to the end of this month at most, { $last }.
closing-unknown-account = The books have no account { $account }.
closing-offices-only = Only bookkeepers and administrators close the books.
closing-meanwhile = Somebody has changed this meanwhile. It stands here as it is now.
closing-originals = Post only when the paper originals have arrived

## Paper originals on the card

field-original = Paper original
original-awaited = still to come
original-here = here ({ $name }, { $at })
action-original = Paper is here
action-original_undone = Paper is not here
paper-awaited = Paper still to come of { $count ->
    [one] line { $lines }
   *[other] lines { $lines }
}.
paper-first = Paper still to come of { $count ->
    [one] line { $lines }
   *[other] lines { $lines }
}. Posting waits for it.
originals-awaited = { $reference } is posted once its paper originals are here: line { $lines } is still to come. Tick it off on the card or on the cover sheet.

## Merchants that the company knows

web-place-merchants = Merchants
merchants-title = Merchants that the company knows
merchants-about = Learnt from corrections: the next receipt with the same tax number, registration number or telephone gets this name and category. Amounts and dates are never taken from here.
merchants-empty = None yet. The first one is learnt when somebody corrects the merchant or the category of a receipt that names a number of its seller.
merchants-find = Find a name or number
merchants-search = Find
merchants-none = No merchant is known by “{ $words }”.
merchants-these =
    Merchants that the company knows:
    { $merchants }
merchants-first =
    The first { $count } merchants that the company knows; write “merchants: words” to find one:
    { $merchants }
merchants-forgotten = Forgotten: { $words }. The next receipt is read as it stands.
merchants-all = All merchants
merchants-learnt = Learnt from { $reference }, { $name }, { $at }
merchants-holds_one = only for { $name }, until the claim is approved
merchants-holds_approved = for everybody: the claim was approved
merchants-holds_office = for everybody: written by { $name }
merchants-used = { $count ->
    [one] used once, on { $at }
   *[other] used { $count } times, last on { $at }
}
merchants-unused = not used yet
merchants-several = Others call it { $names }: whoever that holds for is asked. Save the right name to settle it.
merchants-doubted = Said not to be the known merchant
merchants-as_printed = Name as printed
merchants-varies = differs
merchants-correct = Correct
merchants-forget = Forget
merchants-saved = Saved. From now on it holds for everybody.
merchants-gone = Forgotten.
merchants-nothing = Nothing would be left of it. Give a name or a category, or forget it.
merchants-changed = It has changed since you looked. Here is how it is now.
merchants-offices-only = Only bookkeepers, administrators and auditors see the known merchants, and auditors change nothing.
merchants-more = More
merchants-take_out = Take out as a file
merchants-csv = Table (CSV)
column-tax_number = Tax number
column-registration = Registration number
column-phone = Telephone
column-learnt_from = Learnt from
column-said_by = Said by
column-said_on = On
column-holds_for = Holds
column-used = Used
column-used_on = Last used
