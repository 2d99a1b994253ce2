# What the bot says when somebody writes to it.

welcome = Hello { $name }! Send me a photo or a PDF of a receipt and I make an expense claim of it. Write “help” to see what else I understand.
help =
    Send me a photo or a PDF of a receipt: I read it and put it on your claim.
    What you write besides becomes the purpose of your draft.
    You can also write:
    claim – show your open claim
    list – your open claims
    todo – what waits for you · approve all, post all – what it lists without findings
    open – a link to your page in the browser
    submit EC26-000123 · withdraw EC26-000123 · remind EC26-000123
    approve EC26-000123 · send back EC26-000123 reason · reject EC26-000123 reason
    send back EC26-000123 2,3: reason – only these lines; the rest goes on
    ask EC26-000123 question · answer EC26-000123 words
    deputy E1002 2026-12-01 2026-12-07 · deputy end – who decides in your place
    merchants · merchants: words · forget merchant name – for bookkeepers: the merchants the company knows
    help – this text · help words – what the manual says to them
help-title = What would you like to know?
help-summary = The manual, by topic.
help-contents = All topics
help-nothing = I found nothing about “{ $question }” in the manual. Here is all of it:
unlinked = Hello! I do not know yet who you are in the company, so I cannot take anything from you. The administrator has been told; please try again once they have linked you.
group = I handle expenses in private only. Please open the direct chat with me and send it there.
group-link = I handle expenses in private only. Please send it in the direct chat with me: { $link }
has-left = You are not with the company any more according to our records, so I cannot take anything from you. If that is wrong, please tell the administrator.
say-unknown = I did not understand that. Send me a photo of a receipt, or write “help”.
say-no_claim = You have no open claim. Send me a photo of a receipt to start one.
say-nothing_to_cancel = No long document of yours is being read just now. A line is taken out with Remove.
say-no_such_claim = I find no claim { $reference } that you may see.
say-look_first = Please look at { $reference } first; here it is. Then press the button, or write it once more.
say-same_photo = This one is already on { $reference }, line { $line }. Nothing for you to do.
say-parted_title = No longer with you: { $reference }
say-parted = { $reference } is no longer with you. Nothing for you to do.
say-refused_file = { $name } is too big, or gone. Please send it again, as a photo or a PDF of at most 25 MB.
say-no_receipt = { $name } is no photo, no PDF and no electronic invoice, so I did not take it. Please send photos (JPEG, PNG, WebP, HEIC), PDF, OFD or invoice XML files, or a ZIP of electronic invoices; unpack other archives first, and save a document of another kind as PDF.
say-empty_file = { $name } is an empty file. Please send it again.
say-open = Open this link to see your claims in the browser. It works once, within ten minutes; pass it to nobody: { $link }
say-open_here = You are on that page already. To use another device, ask an administrator for an invitation.
say-no_web = There is no page in the browser here. Everything can be done in this chat; write “help”.
