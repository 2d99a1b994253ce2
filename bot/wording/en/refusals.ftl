# Why something did not happen, and what to do next.

## Refusals of a claim

claim-changed = { $reference } has changed in the meantime. Here is the current card.
posting-begun = Posting of { $reference } has begun: a decision on it cannot be taken back any more. If it was wrong, ask a bookkeeper to reverse it.
line-gone = Line { $line } is not on the claim any more. Here is the current card.
not-on-own-claim = Nobody decides on their own claim. Somebody else has to do this on { $reference }.
not-yours-to-decide = This is not yours to do on { $reference }. Nothing was changed.
no-lines = There is nothing on this claim yet. Send me a photo of a receipt first.
still-reading = Line { $line } is still being read. Please try again in a moment.
line-incomplete = Line { $line } still lacks this: { $field }. Press Correct on that line.
no-purpose = What was it for? Press Set purpose, then submit again.
twin-unexplained = Line { $line } seems to be claimed twice. Remove it, or press Explain on that line and say why.
twin-meanwhile = Line { $line } has been claimed again in { $other }, so the rejection stays. Whichever is right, have the other one rejected first.
other-currency = { $reference } is in { $old }, and the company claims in { $new } now. Discard or withdraw what is still open in { $old }, then send me the receipts again: they become a claim in { $new }.
no-approver = I found nobody who could approve this claim. The administrator has to add an approver for you.
amount-not-positive = The amount has to be more than zero.
approved-above-claimed = The approved amount of line { $line } has to lie between zero and what was claimed.
approver-has-left = { $name } is not with the company any more. Please choose somebody else.
approver-is-auditor = { $name } audits, and so decides nothing. Please choose somebody else.
tax-above-amount = The tax of line { $line } has to lie between zero and its amount.
no-account = Line { $line } has no account yet. Press Recode on that line first.
tax-undecided = The input tax of line { $line } is not decided yet. Press Recode on that line first.
paid-before-posted = { $reference } was posted on { $posted }, so it cannot have been paid on { $on } already.
nothing-approved = Nothing would be left of this claim. Reject it, or send it back.
approver-asked-already = { $name } is on the route already. Please choose somebody else.
part-changed = The lines that went back are { $other } now, and their claimant has gone on with it, so this cannot be taken back. The rest of { $reference } is as it was.
deputy-self = You cannot be your own deputy. Please choose somebody else.
deputy-backwards = The last day is before the first. Please write the dates again.
deputy-past = That period is over. Please write the dates again.
deputy-long = A deputy is named for a year at most. Please write the dates again.
deputy-already = { $name } is your deputy from { $first } to { $last } already. To change that, write “deputy end” first.
deputy-none = You have no deputy. To name one, write “deputy”.
digest-changed = It has changed since; please look at it by itself.
digest-findings = Something was found about it since; please look at it by itself.
administrators-only = Only an administrator can do this.
restart-offices-only = Only an administrator or a bookkeeper can do this.
unknown-button = I do not know this button any more. Here is the current card.
reminded-today = A reminder of { $reference } went out today already. You can send the next one from tomorrow on.
nobody-to-remind = { $name } cannot decide on { $reference } any more, so a reminder helps nobody. The administrators know it and can ask somebody else.
strange-button = I do not know this button. Write “list” for your claims, or “todo” for what waits for you.
which-line = Which line is it about? Please press the button on the line itself, on the current card.
words-missing = Please write why, so that the other side knows.
words-missing-ask = Please write what you want to know.
words-missing-answer = Please write your answer.
words-missing-explain = Please write why this line is right.

## A document that could not be read

unreadable-empty = The file is empty. Please send it again.
unreadable-unknown_type = I cannot read this kind of file. Send a photo, a PDF, an OFD or an invoice XML, or fill the line in with Correct.
unreadable-damaged = The file is damaged. Please send it again, or fill the line in with Correct.
unreadable-encrypted = The file is locked with a password. Send it without one, or fill the line in with Correct.
unreadable-no_text = I found no text on it. Send a sharper photo, or fill the line in with Correct.
unreadable-no_receipt = I found no merchant, date or amount on it. If it is a receipt, send a sharper photo or fill the line in; otherwise remove it.
unreadable-nested = There is another archive in this ZIP. Unpack it and send what is in it, or fill the line in with Correct.
unreadable-unsafe = The file contains things that no invoice has, so it was not opened. Send the file as the seller gave it, or its PDF, or fill the line in with Correct.
unreadable-no_pages = The document has no pages. Please send it again.
too-large-bytes = The file is too big. Send a smaller one, or fill the line in with Correct.
too-large-pixels = The picture is too big. Send a smaller one, or fill the line in with Correct.
too-large-pages = The document has more than 60 pages. Remove it, and send only the pages of the receipt.
reading-engine_missing = Reading does not work here at the moment; the administrator knows. You can fill the line in with Correct.
reading-engine_failed = Reading went wrong. You can fill the line in with Correct, or send the photo again.
reading-time_out = Reading took too long. You can fill the line in with Correct, or send the photo again.
reading-cancelled = You cancelled the reading. Fill the line in with Correct, or remove it and send only the pages of the receipt.
reading-gave_up = This could not be read, and the administrator knows. Press “Correct” to fill it in by hand, or send the photo again.
