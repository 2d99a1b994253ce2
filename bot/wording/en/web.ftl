# The page of the web chat itself: what stands around the cards.

web-title = Expense Assistant
web-conversation = Conversation with the Expense Assistant
web-way-back = Switch person
web-places = Your pages
web-place-conversation = Conversation
web-place-company = Company and people
web-receipts = Receipts
web-attach = Add receipts (photos or PDF, several at once)
web-write = Purpose or order
web-send = Send
web-drop = Let go to send the receipts
web-close = Close
web-earlier = ↑ What was before
web-newer = ↓ Something new
web-picture = Picture of the receipt:
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
