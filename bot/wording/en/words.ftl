# States, buttons, roles, levels, fields and kinds of document: one word each, the same everywhere.

## Where a claim is

state-draft = Draft
state-submitted = Submitted
state-in_approval = In approval
state-sent_back = Sent back
state-rejected = Rejected
state-withdrawn = Withdrawn
state-discarded = Discarded
state-approved = Approved
state-posting = Being posted
state-posting_failed = Posting failed
state-posted = Posted
state-paid = Paid
state-reversed = Reversed

## What can be done: the words on the buttons

action-add = Add by hand
action-read = Read
action-correct = Correct
action-remove = Remove
action-cancel_reading = Cancel reading
action-restore = Undo
action-split = A line for each
action-join = It is one receipt
action-categorise = Category for all
action-confirm = All ≈ correct
action-describe = Set purpose
action-explain = Explain
action-submit = Submit
action-withdraw = Withdraw
action-remind = Remind
action-discard = Discard
action-approve = Approve
action-approve_all = { $count ->
    [one] Approve the one without findings
   *[other] Approve all { $count } without findings
}
action-approve_less = Approve less
action-send_back = Send back
action-send_back_lines = Send back line
action-give_back = Give back
action-reject = Reject
action-ask = Ask
action-answer = Answer
action-take_back = Take back
action-deputy = Name a deputy
action-end_deputy = End the deputy
action-post_all = { $count ->
    [one] Post the one without findings
   *[other] Post all { $count } without findings
}
action-take_back_all = Take all { $count } back
action-reroute = Reroute
action-recode = Recode
action-check = Check and post
action-start_posting = Start posting
action-book = Post
action-fail = Posting failed
action-alarm = Alarm
action-fix_and_post = Fix and post
action-post_next = Post in next period
action-accrue = Post against accrual
action-ask_period = Ask for period
action-look_again = Look again
action-pay = Pay
action-mark_paid = Mark as paid
action-ask_reversal = Ask for reversal
action-drop_reversal = Drop reversal
action-confirm_reversal = Confirm reversal
action-reverse = Reverse
action-fail_reversal = Reversal failed
action-reopen = Claim again
action-open = Open
action-requeue = Requeue

## What has happened: the words in the history

happened-add = added line { $line }
happened-read = read the document of line { $line }
happened-correct = corrected line { $line }
happened-remove = removed line { $line }
happened-cancel_reading = cancelled the reading of line { $line }
happened-restore = put line { $line } back
happened-split = made a line for each receipt in the file of line { $line }
happened-join = said that the file of line { $line } is one receipt
happened-categorise = chose one category for all lines without one
happened-confirm = confirmed what was read
happened-describe = set the purpose
happened-explain = explained line { $line }
happened-submit = submitted
happened-withdraw = withdrew
happened-remind = reminded
happened-approve = approved
happened-send_back = sent back
happened-send_back_lines = sent lines back ({ $other })
happened-give_back = gave its lines back to { $other }
happened-reject = rejected
happened-ask = asked
happened-answer = answered
happened-take_back = took the decision back
happened-reroute = rerouted
happened-recode = recoded line { $line }
happened-check = checked and released for posting
happened-start_posting = started posting
happened-book = posted
happened-fail = could not post
happened-fix_and_post = fixed and released for posting
happened-post_next = released it for posting in the next open period
happened-accrue = released it for posting against the accrual
happened-ask_period = asked in which period to post
happened-alarm = found something else in the books
happened-look_again = put it right in the books and had them looked at again
happened-pay = confirmed the payment
happened-mark_paid = said that it was paid
happened-ask_reversal = asked for reversal
happened-drop_reversal = dropped the reversal
happened-confirm_reversal = confirmed the reversal
happened-reverse = reversed
happened-fail_reversal = could not reverse it
happened-reopen = claimed again

## Roles

role-claimant = Claimant
role-approver = Approver
role-bookkeeper = Bookkeeper
role-administrator = Administrator
role-auditor = Auditor
role-system = Expense Assistant

## Levels of approval a company may use; another name is shown as the company wrote it

level-manager = Manager
level-department = Head of department
level-director = Director
level-finance = Finance
level-general_manager = General manager

## Fields

field-merchant = Merchant
field-date = Date
field-time = Time
field-total = Amount
field-net = Net amount
field-tax = Tax
field-tax_rate = Tax rate
field-currency = Currency
field-rate = Exchange rate
field-payment_method = Paid by
field-category = Category
field-invoice_code = Invoice code
field-invoice_number = Invoice number
field-number = Number
field-buyer = Buyer
field-buyer_tax_number = Buyer's tax number
field-seller_tax_number = Seller's tax number
field-seller_registration = Seller's registration number
field-seller_phone = Seller's telephone
field-traveller = Traveller
field-purpose = Purpose
field-approver = Approver
field-account = Account
field-input_tax = Input tax
field-tax_code = Tax code
field-cost_centre = Cost centre
field-project = Project
field-claimant = Claimant
field-reference = Claim
field-state = State
field-claimed = Claimed amount
field-approved = Approved amount
field-approved_line = Approved
field-waiting_for = Waiting for
field-voucher_number = Voucher number
field-posted_on = Posted on
field-paid_on = Paid on

## Kinds of document

kind-receipt = Receipt
kind-invoice = Invoice
kind-vat_invoice = VAT invoice
kind-vat_special_invoice = VAT special invoice
kind-train_ticket = Train ticket
kind-rail_fee = Train refund or change fee
kind-air_itinerary = Air itinerary
kind-road_ticket = Road ticket
kind-water_ticket = Ferry ticket
kind-taxi_receipt = Taxi receipt
kind-ride_hailing_invoice = Ride-hailing invoice
kind-toll_invoice = Toll invoice
kind-trip_list = List of rides
kind-quota_invoice = Fixed-amount invoice
kind-printed_invoice = Printed invoice
kind-parking_receipt = Parking receipt
kind-fuel_receipt = Fuel receipt
kind-hotel_folio = Hotel bill
kind-by_hand = Entered by hand
kind-other = Document

## How a receipt was paid

payment-wechat_pay = WeChat Pay
payment-alipay = Alipay
payment-unionpay_app = UnionPay app
payment-touch_n_go = Touch ’n Go
payment-grabpay = GrabPay
payment-boost = Boost
payment-apple_pay = Apple Pay
payment-google_pay = Google Pay
payment-paypal = PayPal
payment-octopus = Octopus
payment-transit_card = Transit card
payment-card = Card
payment-direct_debit = Direct debit
payment-bank_transfer = Bank transfer
payment-cheque = Cheque
payment-cash = Cash
