# The claim card: titles, what comes next, marks, findings, route and history.

## Titles

title-draft = Draft { $reference }
title-submitted = Submitted { $reference }
title-in_approval = In approval { $reference }
title-sent_back = Sent back { $reference }
title-rejected = Rejected { $reference }
title-withdrawn = Withdrawn { $reference }
title-discarded = Discarded { $reference }
title-approved = Approved { $reference }
title-posting = Being posted { $reference }
title-posting_failed = Posting failed { $reference }
title-posted = Posted as { $voucher }
title-paid = Paid: { $voucher }
title-reversed = Reversed { $reference }
title-to_approve = { $name } asks for { $amount }
title-to_check = To check: { $name }, { $amount }
title-to_mend = Posting failed: { $name }, { $amount }

summary = { $title } · { $amount } · { $purpose }
summary-other = { $title } · { $name } · { $amount } · { $purpose }

## What comes next, for the claimant

next-draft-empty = Send me a photo or a PDF of each receipt.
next-draft-gaps = Still missing: { $what }. Fill it in, then press Submit.
gap-on-lines = { $field } ({ $count ->
    [one] line
   *[other] lines
    } { $lines })
next-draft-look = Please look at what is marked, then press Submit.
next-draft-likely = All there. What is marked ≈ is very likely right: glance at it, then press Submit.
next-draft = All there. Send another receipt, or press Submit.
next-sent_back = Correct it, then press Submit again.
next-withdrawn = You can change it and submit it again.
next-given_back = This was taken back: the lines are on { $other } as before. Nothing for you to do.
next-waiting = Waiting for { $name } { $since }.
next-answer = Press Answer; the decision waits for it.
next-approved = The bookkeeper checks it next. Nothing for you to do.
next-posting = It is going into the books. Nothing for you to do.
next-posting_failed = It could not be posted. The bookkeeper is looking into it.
next-look_again = The books hold something under this reference that was not approved. Put it right there, then press “Look again”. If you reverse it there, the claim can be claimed again.
next-alarm = Something in the books has to be cleared up. The bookkeeper is looking into it; nothing for you to do.
next-posted = It is in the books. Payment comes next.
next-paid = It has been paid.
next-rejected = This claim ends here. If you disagree, talk to { $name }.
next-reversed = The posting was taken back. You can claim it again.

## What comes next, for those who decide

next-decide = It has been waiting for your approval { $since }.
next-check = Check account and tax of each line, then press Check and post.
next-mend = Nothing was booked. Recode what is wrong and press Fix and post, or send it back.
next-release = It is posted in a moment. Until then the decision can be taken back.
next-confirm_reversal = { $name } asks to reverse the posting: { $words }
next-second_person = A second person has to confirm the reversal.
next-marked_paid = { $name } said that it was paid on { $on }. It counts as paid once the books show it.
next-reversing = The reversal is confirmed and on its way to the books.

## Words in between

not-given = not given yet
no-purpose-yet = no purpose yet
category-gone = { $code } (no longer in the list)
line-title = { $id } · { $kind }
line-reading = reading …
line-reading-page = reading page { $page } of { $pages } …
line-failed = could not be read
line-cancelled = not read
converted = { $paid } = { $amount }
rate-of = { $rate } on { $on } ({ $source })
tax-ask = not decided yet
account-none = not decided yet
progress = { $received } received, { $ready } ready{ $look ->
        [0] {""}
       *[other] , { $look } to look at
    }{ $waiting ->
        [0] {""}
       *[other] , { $waiting } being read
    }
progress-minutes = About { $minutes } min to go.
removed-line = Removed: { $what }
several-found = { $count } receipts were found in one file: lines { $lines }.
several-asked = There seem to be { $count } receipts in this file.
categorise-all = { $category } for all { $count } without a category
sent-back-by = Sent back by { $name }: { $words }
lines-gone = { $name } sent lines back as { $other }: { $words }
lines-from = { $name } sent this back from { $other }: { $words }
reminded-last = { $name } was reminded last on { $at }.
rejected-by = Rejected by { $name }: { $words }
question-by = { $name } asks: { $words }
answer-by = { $name } answers: { $words }
failure-of-erp = The accounting system says: { $text }

since-now = since { $moment }
since-days = since { $moment } ({ $days } { $days ->
    [one] day
   *[other] days
})

## What else stands on a document, a tap away

more = Details
goods-description = Item
goods-quantity = Quantity
goods-amount = Amount
goods-add_up = These add up to the sum that is printed.
goods-differ = These do not add up to the sum that is printed.
goods-unchecked = Not checked against a printed sum.
goods-left_out = … and { $count } more

## Marks, for platforms that write them out

mark-sure = sure
mark-look = please check
mark-likely = likely
mark-missing = missing
mark-warning = attention

## Findings

finding-over-limit = { $amount } is above the limit of { $limit } for this category.
finding-too-old = This expense is { $days } days old, past the time limit.
finding-in-the-future = The date is in the future.
finding-rate-by-claimant = The exchange rate { $rate } ({ $on }) was given by the claimant and looked up nowhere.
finding-no-document = There is no document for this line.
finding-wrong-company = Made out to another company: tax number { $number }.
finding-wrong-buyer = Made out to { $buyer }, not to this company.
finding-unsure = Read with doubt and not confirmed: { $fields }.
finding-twin-number = The same invoice number is already on { $reference }.
finding-twin-bytes = The same file is already on { $reference }.
finding-twin-looks = Same merchant, date and amount as a line on { $reference }.
finding-twin-number-here = The same invoice number is already on this claim.
finding-twin-bytes-here = The same file is already on this claim.
finding-twin-looks-here = Same merchant, date and amount as another line of this claim.
warning-twin = Remove this line, or press Explain and say why.
warning-buyer = Ask for one made out to { $name }{ $numbers ->
        [none] {""}
       *[other] , { $numbers }
    }, or press Explain and say why.
warning-limit = Correct it, or press Explain and say why.
warning-date = Correct the date, or press Explain and say why.
warning-currency = This receipt is in { $currency }, and this claim is paid in { $claim }: give the exchange rate you paid, or say that it is in { $claim }, or remove the line.
answer-currency = It is in { $currency }
warned-lines = Warnings on { $count ->
    [one] line
   *[other] lines
} { $lines }: see below before you decide.
explained-by = { $name } explains: { $words }

## Route

route = Route
route-approved = { $name }, approved { $at }
route-waiting = { $name }, waiting { $since }
route-checked = { $name }, checked { $at }
route-next = { $name }, next
route-lowered = { $name } lowered line { $line } to { $amount }.
check-step = Check
check-waiting = waiting { $since }

## History

history = History
history-entry = { $at } · { $name } { $what }
history-entry-words = { $at } · { $name } { $what }: { $words }
history-more = … and { $count } earlier { $count ->
    [one] entry
   *[other] entries
}

## Cards that are not about one claim

digest-title = Your expense claims today
digest-count-approve = { $count } to approve
digest-count-check = { $count } to check
digest-count-mine = { $count } of your own
digest-nothing = Nothing is waiting for you.
digest-approve = To approve
digest-check = To check
digest-mine = Your own
digest-claim = { $reference } · { $name } · { $amount }
digest-own = { $reference } · { $state } · { $amount }
digest-since = waiting { $since }
digest-deputy = { $name } decides in your place from { $first } to { $last }.
for-approver = For { $name }
by-deputy = { $name } (for { $approver })
digest-more = { $count } more are not shown: when these are done, write “todo” again.
digest-look = There is something to look at: open it before you decide.
digest-plain = { $count } of them without findings, { $amount } together.
digest-approve_all = Approved { $count } at once{ $left ->
    [0] .
   *[other] ; { $left } left as they were:
}
digest-post_all = Released { $count } for posting at once{ $left ->
    [0] .
   *[other] ; { $left } left as they were:
}
digest-take_back_all = Took { $count } decisions back{ $left ->
    [0] .
   *[other] ; { $left } could not be:
}
digest-left = { $reference }: { $why }
work-chat_together = Deciding on several claims

dead-title = A job has stopped
dead-summary = { $kind } for { $subject } has stopped and needs you
dead-kind = Job
dead-subject = About
dead-error = Reason
work-chat_help = Answering from the manual
work-chat_event = Handling a message
work-chat_card = Showing a card
work-chat_notice = Telling somebody
work-chat_say = Answering somebody
work-chat_form = Opening a form
work-chat_stranger = Answering somebody unknown
work-chat_dead = Showing a job that gave up
work-ocr_read = Reading a document
work-ocr_give_up = Giving up reading a document
work-erp_post = Posting a claim
work-erp_reverse = Reversing a posting
work-erp_payments = Looking for payments
work-erp_references = Comparing references with the books
work-erp_masters = Asking the books for accounts and cost centres
work-erp_pay = Writing a payment into the books
dead-next = Nothing was lost. Mend the cause, then press Requeue.
dead-next_others = Nothing was lost. Nobody starts work on their own claim again: somebody else has to do it.

## Around cards and forms in plain text

updated = updated
gone = removed
optional = (may stay empty)
now-value = now:
keep-value = send = to keep it
skip-value = send = to leave it empty
choose-number = send a number
choose-numbers = send one or more numbers, such as 1,3

## Merchants that the company knows

known-merchant = Known merchant: learnt from { $reference }, by { $by }.
known-category = The category is known from { $reference }, by { $by }.
known-several = By { $by } this merchant is known under several names ({ $names }; { $reference }). Which is it here?
known-doubted = By { $by } this merchant is known as { $names } ({ $reference }), which you said is not right. What is it here?
known-not_this = Not this
known-tax_number = tax number
known-registration = registration number
known-phone = telephone
