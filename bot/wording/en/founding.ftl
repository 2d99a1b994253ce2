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
roster-no_number = The employee number is missing.
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
roster-manager_unknown = There is nobody in this list with the number, name or e-mail “{ $given }”.
roster-manager_unclear = Several people are called “{ $given }”: { $numbers }. Write the employee number.
roster-manager_self = Nobody can be their own manager. At the top it stays empty.
roster-manager_left = { $name } has left. Put in who is manager now.
roster-circle = Managers go in a circle: { $numbers }. One of them has to have another manager, or none.

## What is worth a thought, and stops nothing

roster-passed_over = These columns are not used: { $headings }.
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
