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
