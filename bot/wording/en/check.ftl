# What `python -m bot check` says, and the commands that let people in. A value in a line may be what a system said.

## What was looked at

check-what_settings = settings
check-what_database = database
check-what_audit = audit
check-what_jobs = jobs
check-what_company = company
check-what_people = people
check-what_process = process
check-what_web = web
check-what_sign-in = sign-in
check-what_ledger = ledger
check-what_reading = reading

## What was found

check-said = { $said }
check-no_settings = no { $file }: environment and defaults
check-audit_broken = broken at entry { $entry }: { $why }
check-audit_whole = unbroken, { $rows } entries
check-jobs_given_up = given up: { $count }; see `python -m bot jobs`
check-jobs_none = none was given up
check-no_company = none yet: `python -m bot init` begins one
check-people = { $count }
check-not_let_in = { $count } of them were never invited to the web chat: `python -m bot invite --everyone --by { $number }`
check-no_administrator = nobody is administrator, so nobody hears of what went wrong: make somebody one
check-one_office = only { $name } is administrator or bookkeeper, and nobody looks after their own claims: make somebody else one, too
check-runs = `run` is alive
check-runs_not = `run` has given no sign for a minute: start `python -m bot run`
check-ledger_to_come = `python -m bot migrate` begins a new ledger, or opens what is missing
check-reading_wrong = { $why }: run `make setup`, or choose another `ocr.engine`
check-web_off = off; with `on = true` in [web] `run` serves the web chat
check-web_here = { $address }, which only this machine reaches; for others give web.address
check-web_behind = { $address }, through a reverse proxy to { $host }:{ $port }
check-by_invitation = by invitation: `python -m bot invite`; [web.oidc] adds the company's sign-in
check-by_account = with { $issuer }, which has to know { $back }
check-all_well = Everything that is set up works.
check-to_look_at = To be looked at: { $count }

## invite, signout

invite-web_off = There is no web chat to invite to: put `on = true` into [web] of the settings first.
invite-whom = Say whom, by number, e-mail or name, or --everyone.
invite-how = Each link opens once, within { $days } days, and replaces an older one. Send it to that person alone.
signout-ended = Ended: { $count } sessions. Links that were not used yet open nothing any more.
