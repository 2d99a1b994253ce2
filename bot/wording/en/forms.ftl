# Forms: titles, the words on the send button, questions, and what is wrong with an answer.

form-correct = Correct line { $line }
form-describe = Purpose of { $reference }
form-approve_less = Approve less
form-explain = Explain line { $line }
form-send_back = Send back { $reference }
form-reject = Reject { $reference }
form-deputy = Who decides in your place, and when?
form-end_deputy = Which deputy is to end?
form-send_back_lines = Send back line { $line }
form-ask = Ask { $name }
form-ask-nameless = Ask about { $reference }
form-answer = Answer: { $words }
form-reroute = Reroute { $reference }
form-recode = Recode line { $line }
form-ask_reversal = Ask for reversal of { $reference }
form-mark_paid = { $reference } was paid

choice-none = none
send-save = Save

ask-purpose = What was it for?
ask-reason = Reason
ask-explanation = Why is it right all the same?
ask-deputy = Deputy
ask-which_deputy = Deputy and period
deputy-period = { $name }, { $first } to { $last }
ask-first = First day
ask-last = Last day
ask-lines = Only these lines; the rest goes on (none chosen: the whole claim)
ask-question = Your question
ask-answer = Your answer
ask-approver = Who should decide instead?
ask-approver-number = Who should decide instead? Employee number
ask-amount = Line { $line }, { $merchant } (at most { $amount })
ask-amount-nameless = Line { $line } (at most { $amount })
ask-rate = { $to } for one { $from }

wrong-long = That is too long: at most 64 characters.
wrong-amount = Please write an amount, such as 88.50.
wrong-digits = This currency has fewer digits behind the point.
wrong-date = Please write a date, such as 2026-07-24.
wrong-future = That day is still to come.
wrong-currency = Please write a currency code, such as CNY.
wrong-choice = Please choose one of the list.
wrong-rate = Please write a rate above zero in digits only, such as 7.18.
wrong-above-claimed = This is more than was claimed.
