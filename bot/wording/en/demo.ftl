# What the demo says beside the cards: headings, questions to whoever sits at the terminal, and how it ends.

## Headings: what somebody does, behind their name

demo-sends = sends { $count } { $count ->
    [one] receipt
   *[other] receipts
} from the phone
demo-corrects = corrects line { $line }
demo-looks = looks at line { $line }
demo-removes = takes line { $line } out
demo-describes = says what it was for, and submits
demo-explains = says why line { $line } is claimed all the same
demo-approves = approves with one tap
demo-recodes = gives line { $line } its account
demo-checks = checks accounts and tax, and posts
demo-pays = pays, and writes the payment into the ledger by hand

## Headings without a name

demo-scripted = From here on the script plays those who decide: it approves, checks and pays whatever comes. People look first.
demo-all-the-same = The card warns; the script approves all the same. A real approver asks, or sends it back.
demo-days = Three working days go by: reminders, then the next in line hears
demo-journal = The journal, as the bookkeeper opens it
demo-verdicts = The verdicts
demo-next = What you can do now

## Who sees it

demo-sees = { $name } { $count ->
    [one] sees
   *[other] see
}:
demo-sees-first = { $name } ({ $number }, { $role }, reads English) sees:

## Questions at the terminal

demo-asks = { $label } of line { $line }
demo-now = now: { $value } · Enter keeps it
demo-number = a number or a name
demo-needed = This is needed. Please fill it in.
demo-no-such-choice = “{ $answer }” is not on the list.
demo-chosen = { $label }: nobody is here to answer, so the demo takes “{ $value }” as an example.
demo-kept = { $label }: nobody is here to answer, so “{ $value }” stays as it was read.
demo-removed = Line { $line }: nobody is here to say its amount, so the demo takes it out.
demo-removed-twin = Line { $line }: nobody is here to say why it is claimed twice, so the demo takes it out.
demo-why-twin = Line { $line } seems to be claimed twice. Say why it is right all the same; Enter takes it out
demo-purpose = Visiting a customer

## How it ends before its end

demo-no-answer = No answer came for { $label }, so the story stops here. Nothing was submitted.
demo-not-taken = “{ $answer }” was not taken for { $label }: { $why }
demo-nothing-left = No receipt is left to be claimed, so the story stops here.
demo-refused = { $name } could not go on: { $why }
demo-stands = The claim { $reference } is “{ $state }” and does not go on: { $why }
demo-unposted = The books gave no answer in time.
demo-so-far = What was done so far lies in { $folder }.

## The demo on a page

demo-page-at =
    The sample company is open at { $address }, for this machine only. Its data lie in { $folder }.
    Ctrl-C ends it.
demo-page-lead = An invented company that runs on your computer alone, without a network. In the demo you may be anybody; each person has a window of their own and sees only their own conversation.
demo-page-choose = Choose whom to be
demo-page-try = From a receipt to the money
demo-page-sends = Open the window of Sam Carter (or 林小雨), send a receipt of your own or one of these (they can be dropped there), say what it was for, look it over and press “Submit”.
demo-page-approves = Open the window of 梅芳 and press “同意” (approve). Above ¥1,000 Grace Hall approves too.
demo-page-posts = Open the window of Nora Quinn, look over accounts and tax, and press “Check and post”.
demo-page-pays = Pay at the foot of this page, as the bookkeeper would write it into the ledger; the salesperson hears of it.
demo-page-bank = The bank: posted and not yet paid
demo-page-pay = Pay
demo-page-nothing-owed = Nothing waits to be paid.
