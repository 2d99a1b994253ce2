# What somebody reads before they are let in to the web chat, and what an administrator hears who invites them.

sign-in-nobody = There is nobody with the employee number { $number }.
sign-in-has-left = { $name } has left the company and cannot be invited.

door-hello = Hello { $name }
door-hello-text = Open your expense claims in this browser? You stay signed in on this device until you sign out.
door-open = Open my claims
door-instead = { $name } is signed in here now, and will be signed out.
door-used = This link has been used
door-used-text = Each link opens once. If you want to go on in the browser where you used it, open { $address } there.
door-expired = This link is too old
door-expired-text = An invitation can be opened for seven days, a link from the chat for ten minutes.
door-unknown = This link opens nothing
door-unknown-text = It may not have been copied whole, or a newer one has taken its place.
door-left = You are not with the company any more
door-left-text = That is what our records say, so this page stays closed. If it is wrong, please tell an administrator.
door-out = You are not signed in
door-out-text = Your expense claims are shown only to you. Here is how you get in:
door-bye = You are signed out
door-bye-text = Nothing is lost: your claims are there when you come back.
door-next-oidc = Sign in with your company account
door-next-oidc-as = Sign in with { $name }
door-next-chat = Do you have the Expense Assistant in your company’s chat? Write “open” to it there, and it sends you a new link.
door-next-invitation = Or ask an administrator of the Expense Assistant for a new invitation link.
door-oidc-stranger = We do not find you among the employees
door-oidc-stranger-text = You signed in as { $email }, and no employee has this e-mail address here. Please ask an administrator to enter it, and then try again.
door-oidc-unverified = Your e-mail address is not verified
door-oidc-unverified-text = Your company account does not say that { $email } is really yours, so we cannot let you in by it. Please verify it there, or ask an administrator for an invitation link.
door-oidc-no-email = Your company account names no e-mail address
door-oidc-no-email-text = We know people by it. Please ask an administrator for an invitation link.
door-oidc-again = That did not work
door-oidc-again-text = It took too long, was stopped on the way, or was begun in another browser. Please try once more.
door-oidc-away = Your company’s sign-in does not answer as it should
door-oidc-away-text = Please try again in a few minutes. If it stays so, tell an administrator: `python -m bot check` says more.
