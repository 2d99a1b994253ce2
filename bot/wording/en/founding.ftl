# What an administrator hears who sets a company up, or changes its people: problems of lists and files, and the template.

## Where in a table

founding-at_cell = Row { $row }, “{ $column }”: { $said }
founding-at_row = Row { $row }: { $said }

## A file that is no table

sheet-too_large = The file is larger than { $megabytes } MB. A list of people is far smaller: is it the right file?
sheet-unpacks_too_large = The file holds more than { $megabytes } MB once it is unpacked, so it is not read. Save the list alone as a new file.
sheet-empty = The file is empty.
sheet-old_excel = This is an Excel file of the old form, or one with a password. Save it as “Excel workbook (.xlsx)”, without a password.
sheet-not_a_table = This is neither an Excel workbook (.xlsx) nor a CSV. Save the list as one of the two.
sheet-broken_csv = The line cannot be taken apart into cells: a quotation mark may be missing. Save the list as .xlsx, or mend the line.
sheet-broken_xlsx = The workbook is damaged and cannot be read. Open it in Excel and save it once more.
sheet-too_many_rows = There are more than { $most } rows. Delete those below the list, or split it.
sheet-too_many_columns = There are more than { $most } columns. Delete those beside the list.

## A list of people

roster-no_headings = There is no row with headings. A list needs at least “{ $number }” and “{ $name }” as headings; the template has all of them.
roster-no_column = There is no column “{ $en }” ({ $zh }).
roster-column_twice = The column “{ $heading }” is there twice. Delete or rename one of them.
roster-nobody = There is nobody below the headings.
roster-date = The spreadsheet program made the date { $date } of it. Format the column as text, and type it once more.
roster-formula = { $given } is a formula that failed. Put in the value itself.
roster-too_long = That is longer than { $most } characters.
roster-no_number = The employee number is missing. If this row is no person, delete it.
roster-odd_number = “{ $given }” cannot be an employee number: letters, digits and . - _ / are possible.
roster-number_twice = The same employee number as in row { $other }, or one that differs in capitals and signs alone.
roster-number_alike = Is { $given } the same person as { $known }? They differ in zeros, capitals or signs alone. Write the number as before.
roster-no_name = The name is missing.
roster-odd_email = “{ $given }” is no e-mail address.
roster-email_twice = The same e-mail address as in row { $other }.
roster-odd_language = “{ $given }” is not spoken here. Possible are 中文 and English.
roster-odd_zone = “{ $given }” is no time zone. Possible are a city (Shanghai), a name such as Asia/Shanghai, or UTC+8.
roster-odd_country = “{ $given }” is no country. Possible are a name or two letters: China, CN.
roster-odd_role = “{ $given }” is no role. There are bookkeeper, administrator and auditor; leave it empty for everybody else.
roster-odd_status = “{ $given }” does not say whether somebody has left. Write “left”, or nothing for those who are there.
roster-manager_unknown = There is nobody with the number, name or e-mail “{ $given }”.
roster-manager_unclear = Several people are called “{ $given }”: { $numbers }. Write the employee number.
roster-manager_self = Nobody can be their own manager. At the top it stays empty.
roster-manager_left = { $name } has left. Put in who is manager now.
roster-circle = Managers go in a circle: { $numbers }. One of them has to have another manager, or none.

## What is worth a thought, and stops nothing

roster-passed_over = These columns are not used: { $headings }.
roster-no_managers = Nobody in the list has a manager. Is there no column “Manager”, or is its heading another word?
roster-no_approver = Nobody could approve claims of { $people }: they have no manager who may. Give them one, or name an approver in the levels.
roster-no_email = No e-mail address: { $people }. They cannot be recognised by it in a chat, and enter by invitation alone.
roster-one_bookkeeper = { $people } alone keeps the books, and nobody checks their own claims: make somebody else bookkeeper, too.
roster-no_bookkeeper = Nobody is bookkeeper: approved claims would wait for ever.
roster-no_administrator = Nobody is administrator: whatever needs a person is told to them.
roster-only_left = Nobody would be there: everybody in the list has left.

## The template

template-sheet = People
template-number = e.g. E1001
template-name = Alex Example
template-email = alex@example.com
template-manager = E1000
template-department = Sales
template-cost_centre = CC-10
template-language = English
template-time_zone = Shanghai
template-country = China
template-roles = bookkeeper
template-about_number = The number in the personnel list and in the books. Rows whose number begins with “e.g.” are passed over.
template-about_name = As colleagues know them.
template-about_email = The address of the company, by which a chat recognises them.
template-about_manager = Number, name or e-mail of who approves their claims first. Empty at the top.
template-about_department = As the company calls it; accounts may differ by department.
template-about_cost_centre = Code of the cost centre that their claims stand on, if there are any.
template-about_language = 中文 or English. Empty: the company's.
template-about_time_zone = A city or a time zone. Empty: the company's.
template-about_country = Whose public holidays count. Empty: the company's.
template-about_roles = bookkeeper, administrator or auditor, several with a comma. Empty for everybody else.

## A company's own file

founding-at_key = { $place }: { $said }
charter-unknown = There is no such key.
charter-missing = Has to be given.
charter-too_long = That is longer than { $most } characters.
charter-no_list = Has to be a list: ["…", "…"].
charter-no_tables = Has to be tables, each headed [[{ $table }]].
charter-no_names = Has to be a table of code = "name".
charter-no_categories = There has to be at least one category.
charter-no_levels = There has to be at least one level: nobody approves their own claims.
charter-twice = { $code } is there twice.
charter-account_twice = The account { $account } has another part already. Payable, input tax and bank are three accounts, and no category is booked to them.
charter-accounts_alike = { $account } and { $other } differ in signs alone, and would be one account in the ledger.
charter-odd_currency = “{ $given }” is no currency that one can pay with. Write three letters such as CNY.
charter-odd_tax_number = “{ $given }” cannot be a tax number: it has 5 to 20 letters and digits.
charter-tax_number_length = “{ $given }” has { $length } characters; a Chinese tax number has 18, older ones 15, 17 or 20.
charter-check_digit = In the tax number { $given } something seems mistyped: its check digit does not fit. Please compare it with the licence.
charter-odd_code = “{ $given }” cannot be a code: it has no spaces in it.
charter-odd_amount = “{ $given }” is no amount. Write it like 1000 or 1,000.00.
charter-odd_digits = “{ $given }” has more decimal places than { $currency } has.
charter-cannot_approve = { $name } is auditor, or has left, and decides nothing. Choose somebody else.
charter-no_taxes = There are no rules for input tax outside China yet: the bookkeeper is asked for it on each line.

## The files that are written

file-company = What `python -m bot init --company` reads: a company, as it begins.
file-language = zh or en: what people speak of whom the list of people says nothing
file-people = the list of people, CSV or XLSX, beside this file
file-data = where database and ledger lie
file-name = as it stands on invoices
file-address = the https address under which people reach the web chat; without this line only this machine does
file-tax_numbers = invoices made out to another one are pointed out
file-country = whose public holidays and tax rules count
file-time_zone = a city or a time zone
file-currency = in which people are paid back
file-check_above = above this amount the bookkeeper checks before it is posted; without this line always
file-payable = the account on which the company owes its people what they have claimed
file-input_tax = the account of recoverable input tax
file-bank = the account that pays
file-administrators = who is administrator beside those of whom the list of people says so
file-bookkeepers = who is bookkeeper beside those of whom the list of people says so
file-accounts = what people call the accounts
file-categories = what money is spent on; creditable = false where input tax is never recovered; limit is for one receipt
file-levels = who approves: above which amount; without an approver it is the claimant's manager
file-settings =
    Written by `python -m bot init`; `python -m bot check` says whether all is well.
    Every setting is described in docs/settings.md.
file-web = the web chat; an address is that of the reverse proxy with https before it, without one only this machine reaches it (docs/web-chat.md)
file-ledger = the embedded ledger; people are opened in it with their first posting

## init

init-welcome = From nothing to a working company: a few questions. Enter takes what stands in brackets; “back” goes back, “?” says more, “quit” stops and keeps what you entered. Nothing is set up before you confirm it at the end.
init-ask_name = Name of the company, as on its invoices:
init-about_name = Receipts made out to another name or tax number are pointed out before they are claimed.
init-ask_country = Country:
init-about_country = A name or two letters. It decides public holidays, and the rules for input tax.
init-ask_tax_numbers = Tax number, several with commas, “-” for none:
init-about_tax_numbers = Invoices made out to another number are pointed out to claimant and approver.
init-ask_time_zone = Time zone or city:
init-about_time_zone = It decides what day it is. People elsewhere have their own in the list of people.
init-ask_currency = Currency in which people are paid back:
init-about_currency = Three letters. Of a receipt in another currency its sender gives the rate.
init-ask_people = List of people, a CSV or XLSX file (“?” for a template):
init-about_people = In another window: python -m bot init --template people.xlsx writes a list with all headings to fill in. Employee number and name are needed; managers, departments, e-mail and the rest are taken where there are columns for them.
init-ask_administrators = Nobody in the list is administrator. Who is to be (number, name or e-mail; several with commas)?
init-about_administrators = Administrators hear of what needs a person, let people in and reroute claims.
init-ask_bookkeepers = Nobody in the list is bookkeeper. Who is to be (two are better: nobody checks their own claims)?
init-about_bookkeepers = Bookkeepers check account and tax of approved claims and release them to the books.
init-ask_categories = Enter if these fit. Else CODE=ACCOUNT changes an account, -CODE takes one out, +CODE=ACCOUNT 中文/English adds one:
init-about_categories = For instance: hotel=6601.04, or -flight, or +fuel=6601.08 油费/Fuel. The accounts are those of your books.
init-ask_payable = Account on which the company owes its people:
init-about_payable = Each person gets a sub-account of it in the ledger.
init-ask_input_tax = Account of recoverable input tax:
init-about_input_tax = The tax on receipts that the company gets back.
init-ask_bank = Account that pays:
init-about_bank = Payments to people leave from it.
init-ask_limits = Limits for one receipt, such as hotel=1200, meals=500; “-” for none:
init-about_limits = What is above is not refused, but stands first on the card of whoever decides.
init-ask_second_amount = Managers approve first. From which amount on does somebody second approve (“-” for never)?
init-about_second_amount = The second person has to be somebody else than the manager.
init-ask_second_approver = Who is that?
init-about_second_approver = Employee number, name or e-mail. Their own claims go to their superior.
init-ask_check_above = From which amount on does the bookkeeper check before it is posted (0: always)?
init-about_check_above = Below it a claim is posted a minute after the last approval. What could not be worked out is always checked.
init-ask_address = Address at which people will reach the web chat, such as https://expense.example.com; “-”: only this machine for now
init-about_address = A reverse proxy with https has to stand before it; docs/web-chat.md says how. It can be put into expense.toml later.
init-odd_address = This { $why }.
init-ask_do_it = Set it up like this? “back” changes an answer. [yes]
init-needed = There has to be an answer; “?” says more.
init-more_problems = … and { $count } more.
init-no_category = There is no category “{ $given }”.
init-odd_category = “{ $given }” is not understood. Examples: hotel=6601.04, -flight, +fuel=6601.08 油费/Fuel
init-odd_limit = “{ $given }” is not understood. Example: hotel=1200, meals=500
init-no_people = Which people? Give the list with --employees FILE, or as people = "FILE" in the company's file.
init-no_file = There is no “{ $file }” in the folder { $folder }.
init-cannot_read = { $file } cannot be read: { $why }
init-odd_toml = { $file } is no TOML: { $why }
init-file_there = { $file } is there already, and is left as it is. Give another name.
init-template_name = A template is a list of people (.xlsx or .csv), or a company's file (.toml); { $file } is none of them.
init-template_written = { $file } is written. Fill it in; the row that begins with “e.g.” is an example and passed over.
init-company_written = { $file } is written. Change what is yours, then: python -m bot init --company { $file }
init-example_company = Example Ltd
init-there_already = There is a company here already; nothing was changed. For people who came, left or moved: python -m bot employees FILE --by YOUR-NUMBER
init-somebody_was_faster = Somebody has set up a company in this database a moment ago; nothing was changed here. Ask them; python -m bot check says which company is there.
init-no_terminal = Nobody sits at a terminal here. Give everything in files: python -m bot init --company company.toml --employees people.xlsx --yes (--template company.toml writes one to start from).
init-stopped = Nothing was set up.
init-draft_kept = What you entered is kept in { $file }; python -m bot init goes on from there.
init-draft_there = What was entered for “{ $name }” earlier is still here. Go on with it? [yes]
init-settings_there = { $file } is there already and stays as it is, but its ledger lacks these accounts: { $accounts }. Add them to it, or move it aside.
init-account_payable = Owed to employees
init-account_input_tax = Input tax
init-account_bank = Bank
init-shown_company = Company
init-shown_place = Country, time, money
init-shown_people = People
init-shown_administrators = Administrators
init-shown_bookkeepers = Bookkeepers
init-shown_level = Approval
init-shown_check = Bookkeeper checks above
init-shown_limit = Limit
init-shown_web = Web chat
init-this_machine = { $address }, only from this machine
init-shown_books = Books
init-shown_categories = Categories and accounts
init-counted = { $people }, departments: { $departments }, cost centres: { $centres }
init-level = above { $amount }: { $who }
init-level_always = every claim: { $who }
init-row = { $what }: { $said }
init-read_people = Read: { $said }.
init-check_every = every claim
init-books = the embedded ledger in { $folder }
init-done = { $name } is set up with { $count } people. The settings are in { $file }.
init-next =
    What comes next:
      python -m bot check    says whether everything works
      python -m bot run      works, and has to stay open
      python -m bot invite { $number } --by { $number }    in another window: the link by which you enter yourself
      python -m bot invite --everyone --by { $number }    a link for each, to be sent to that person alone

## employees

no-such-person = There is nobody with the employee number { $number }.
staff-administrators_only = Only an administrator who is there changes people. Give your own employee number: --by PERSON.
staff-nothing_changed = Nothing was changed.
staff-somebody_was_faster = Somebody changed something of this at the same moment. Please do it once more.
staff-written = { $file } is written, with { $count } people. Change it, then: python -m bot employees { $file } --by YOUR-NUMBER
staff-plan = Would come: { $added }, be changed: { $changed }, leave: { $left }, stay as they are: { $unchanged }.
staff-goes_to = { $reference }, { $amount }, waits for their approval → { $to }
staff-goes_to_nobody = { $reference }, { $amount }, waits for their approval → nobody above may approve it: choose somebody
staff-later = { $reference } comes to them at a later level: then their superior is asked
staff-unpaid = { $reference }, { $amount }, is theirs: { $state }. It goes on, and is paid to them
staff-draft = { $reference }, { $amount }, is theirs and not submitted (lines: { $lines }). Only they can: ask them before they go
staff-under = { $count ->
    [one] One person has them as manager: their claims go one level higher until they have another
   *[other] { $count } people have them as manager: their claims go one level higher until they have another
}
staff-level = They are named for the level “{ $level }”: it goes to their superior
staff-ask = Change it like this? [yes]
staff-ask_reroute = Change it like this? [yes] Or send claims to others: CLAIM=EMPLOYEE-NUMBER, …
staff-noted = Noted: { $wishes }
staff-odd_wish = “{ $given }” is not understood. Example: EC26-000001=E1005
staff-not_waiting = { $reference } does not wait for anybody who leaves.
staff-add_yes = To do it: the same command with --yes, or at a terminal.
staff-many_leave = { $count } people would leave, more than a quarter: is the list whole? If it is, do it at a terminal, without --yes. If it is not everybody's: --part.
staff-left_over = { $reference } still waits for whom has left: the administrators have its card, to choose somebody.
staff-done = Done. Came: { $added }, changed: { $changed }, left: { $left }.
staff-there = there
staff-gone = left
staff-field_name = name
staff-field_email = e-mail
staff-field_manager = manager
staff-field_department = department
staff-field_cost_centre = cost centre
staff-field_locale = language
staff-field_time_zone = time zone
staff-field_country = country
staff-field_roles = roles
staff-field_active = status

## The administrators' page

staff-change = Change people
staff-how = Hand in a list of all people, Excel or CSV. You see what it would change before anything happens. Who is not in it has left.
staff-download = Download the people as they are (Excel)
staff-pick = Choose a list
staff-part = The list has only some people; the others stay
staff-wrong = { $count ->
    [one] One thing is wrong; nothing was changed
   *[other] { $count } things are wrong; nothing was changed
}
staff-come = Come
staff-changed = Are changed
staff-leave = Leave
staff-waits = { $reference }, { $amount }, waits for their approval. Instead asks:
staff-later_on = nobody yet; an administrator chooses later
staff-change_now = Change it like this
staff-see = See the people now
staff-offline = No connection. Nothing was changed; choose the list once more.
staff-is_it_whole = { $count } people would leave, more than a quarter. Is the list whole?
staff-reports_to = reports to { $name }

## Rules, amended on the page

staff-rules_how = What you change counts from today on: accounts and limits for what is spent from today, levels for what is submitted from today. What counted before is kept.
staff-amend = Save the rules
staff-amended = Saved: { $fields }.
staff-no_account = The books have no account { $account }. Choose one they have, or open it there first (in our own ledger: [erp.ledger.accounts] of the settings, then python -m bot migrate).
staff-nobody_below = Nobody would approve claims up to { $amount }: one level has to begin at 0.
staff-there_already = There is “{ $name }” already.
staff-add_category = Add a category
staff-add_level = Add a level of approval
staff-remove_category = Stop using it from today on
staff-remove_level = Stop asking from today on
staff-rule_name = Name
staff-rule_zh = Name in Chinese (either name will do)
staff-rule_en = Name in English
staff-rule_creditable = Input tax is recoverable
staff-rule_remove_category = No longer used:
staff-rule_remove_level = No longer asked:
staff-rule_tax_numbers = Tax numbers, with commas
staff-rule_check_above = The bookkeeper checks above (empty: every claim)
staff-rule_above = Above
staff-rule_approver = Approver
staff-rule_account = Account
staff-rule_limit = Limit for one receipt (empty: none)
