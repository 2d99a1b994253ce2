# One line each, said to somebody whose card changed or who has to do something. `reference` is the claim.

## To the claimant

notice-reading_gave_up = Line { $line } of { $reference } could not be read, and the administrator knows. Press “Correct” on it to fill it in by hand, or remove it and send the photo again.
notice-approved = { $name } approved { $reference }.
notice-approved_less = { $name } approved { $approved } of { $claimed } for { $reference }.
notice-sent_back = { $name } sent back { $reference }: { $words }
notice-rejected = { $name } rejected { $reference }: { $words }
notice-sent_back_lines = { $name } sent lines of a claim of yours back; they are { $reference } now: { $words }
notice-question = { $name } asks about { $reference }: { $words } Press Answer on the card.
notice-rerouted = { $reference } now waits for { $name }.
notice-taken_back = { $name } took the decision on { $reference } back. It is open again.
notice-posted = { $reference } is in the books as { $voucher }.
notice-posting_failed_claimant = { $reference } could not be posted. The bookkeeper is looking into it; nothing for you to do.
notice-paid = { $amount } for { $reference } was paid on { $on }.
notice-reversed = The posting of { $reference } was reversed. You can claim it again.
notice-reversal_failed = { $reference } was not reversed: { $words }. It stands in the books as before. When the reason is gone, ask for the reversal again.

## To those who decide

notice-answered = { $name } answered about { $reference }: { $words }
notice-reminded = { $name } asks you to look at { $reference }: { $claimed } waits for your approval.
notice-withdrawn = { $name } withdrew { $reference }. Nothing for you to do.
notice-moved_on = { $reference } no longer waits for you; it now waits for { $name }.
deputy-named = { $name } decides in your place from { $first } to { $last }; you still can, too. To end it early, write “deputy end”.
deputy-for = { $name } has named you deputy from { $first } to { $last }: what waits for them comes to you as well.
deputy-ended = { $name } no longer decides in your place.
deputy-over = You are no longer deputy for { $name }.

## Reminders

notice-late_superior = { $reference } of { $claimant } has been waiting for { $name } for { $days } working days. Could you ask them?
notice-late_claimant = { $reference } still waits for { $name }, for { $days } working days now. I have told somebody who can help.
notice-late_administrator = { $reference } of { $claimant } has been waiting for { $name } for { $days } working days. You can press Reroute.
notice-left_administrator = { $reference } of { $claimant } waits for { $name }, who is not with the company any more. Please press Reroute.
notice-away_administrator = { $reference } of { $claimant } waits for { $name }, who is away, and whose deputy may not decide on this one. Please press Reroute.
notice-barred_administrator = { $reference } of { $claimant } waits for { $name }, who may not approve any more. Please press Reroute.

## To the administrator

notice-oidc_stranger = Somebody signed in with the company account { $email }, and no employee has this e-mail address. If they belong to the company, please correct it.
notice-unlinked = Somebody wrote to me on { $platform } whom I do not know: { $user }. Please link them to an employee.
notice-nobody_checks = Nobody may check { $reference } of { $name }: there is no other bookkeeper. Please make somebody one.
notice-nobody_corrects = { $reference } was sent back to { $name }, who is not with the company any more: nobody can submit it again. Please settle it with them, or have it claimed by somebody else.
notice-nobody_confirms = Nobody may confirm the reversal of { $reference } of { $name }: a second person has to agree who neither asked for it nor claims it. Please make somebody else a bookkeeper, or have the reversal dropped.
notice-administrator_looks = Something in the books is not as approved for { $reference } of { $name }, and there is no other bookkeeper to look. Please have it put right there, then press Look again.
notice-nobody_looks = Something in the books is not as approved for { $reference } of { $name }, and nobody may look again. Please make somebody else a bookkeeper.
notice-unreachable = I cannot reach { $name } in any chat. Please link their account.
notice-payments = I cannot see in the books what is paid: { $text } Please put it right; I ask again every minute.
notice-unknown_references = The books hold { $count } of our references that this database did not post: { $references }. Was an older backup restored? Their numbers are not given out again. Please look these documents up in the books, and have nobody claim the same receipts again.
notice-payments_silent = The ERP has given no answer for { $hours ->
    [one] an hour
   *[other] { $hours } hours
}, so I cannot see what is paid. Please look whether it runs and lets me in.
notice-books_many = { $count } posted claims are not in the books as they were approved, { $references } among them. Is it the right ERP, and is it whole? Until it is put right none of them counts as paid.
notice-posted_elsewhere = { $count ->
    [one] One posted claim was
   *[other] { $count } posted claims were
} booked in another ERP than { $connector }, which is set up now. Whether they are paid cannot be seen from here.
notice-books_gone = { $reference } was booked as { $voucher }, and that document is not in the books any more. Please put it right there; until then { $reference } does not count as paid.
notice-books_differ = { $reference }: { $approved } was approved, and its document { $voucher } now holds { $held } under { $held_reference }, or is a draft again. Please put it right there; until then { $reference } does not count as paid.
notice-books_again = The document { $voucher } of { $reference } is cancelled or gone, and another one is there under the same reference that is a draft or not what was approved. Please make it what was approved, or cancel it too, so that { $reference } can be claimed again.
job-requeued = The job runs again now.
job-not-dead = This job is not waiting for anybody any more.
