# The page of the web chat itself: what stands around the cards.

web-title = Expense Assistant
web-conversation = Conversation with the Expense Assistant
web-way-back = Switch person
web-places = Your pages
web-place-conversation = Conversation
web-place-company = Company and people
web-place-manual = Manual
web-contents = Contents
web-receipts = Receipts
web-attach = Add receipts (photos, PDF, OFD or XML, several at once)
web-write = Purpose or order
web-send = Send
web-drop = Let go to send the receipts
web-close = Close
web-earlier = ↑ What was before
web-newer = ↓ Something new
web-picture = Picture of the receipt:
web-no-picture = No picture can be shown
web-page = page { $page } of { $pages }
web-crop = “{ $label }” on the receipt
web-progress = Reading
web-sending = Sending { $done } of { $count } …
web-offline = No connection. Trying again …
web-refused = The server did not take this. Please reload the page and try again.
web-failed = { $name } could not be sent. Please send it again.
web-too-large = { $name } has more than 25 MB and was not sent.
web-slow = Received, and being worked on.
web-signed-out = You are signed out here. What you have written stays; reload the page to go on.
web-way-out = Sign out
web-noscript = This page needs JavaScript. Please switch it on in the browser.

## One's own claims

web-place-own = My claims
own-title = Your claims
own-empty = You have no claims yet. Send a receipt in the conversation, and it becomes your first.
own-send = Send a receipt
own-found_nothing = Nothing here. Look in all your claims, or send a receipt in the conversation.
own-all = Show all my claims
own-find = Find
own-words = Reference, purpose or merchant
own-month = Begun in
own-any_month = Any month
own-parts = Where they are
own-part_all = All
own-part_with_me = With me
own-part_waiting = In approval
own-part_coming = On the way
own-part_paid = Paid
own-part_ended = Ended
own-total_coming = On its way to you: { $amount }
own-total_waiting = Waiting for approval: { $amount }
own-total_paid = Paid: { $amount }
own-older = Older ones
own-newest = Back to the newest
own-draft = { $count ->
    [0] No receipt yet. Send one in the conversation.
    [one] One receipt, not submitted yet.
   *[other] { $count } receipts, not submitted yet.
}
own-lowered = { $approved } of { $claimed } was approved.
own-since_approved = With the bookkeeper { $since }.
own-since_posting = On its way into the books { $since }.
own-since_posting_failed = With the bookkeeper { $since }: it could not be posted yet.
own-since_posted = In the books { $since }. Payment comes next.
own-paid = Paid on { $on } ({ $voucher }).
own-did_remind = { $name } has been reminded of { $reference }.
own-did_withdraw = { $reference } was withdrawn. Open it to change it and submit it again.
own-did_discarded = { $reference } was discarded. Open it if you need it after all.
own-changed = { $reference } has changed meanwhile. Here it is as it stands now.
own-count = { $count ->
    [one] One claim of yours is open.
   *[other] { $count } claims of yours are open.
}
own-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
own-page = All of them, to search and by month: { $link }
