# The bookkeeper's own: taking claims out as a file.

## Taking out

sheet-claims = Claims
sheet-lines = Lines
column-claimant_number = Employee number
column-department = Department
column-lines = Number of lines
column-submitted_on = Submitted on
column-line = Line
column-kind = Kind
column-paid_amount = Amount paid
column-paid_currency = Currency paid
column-account_name = Account name
export-offices-only = Only bookkeepers, administrators and auditors can take claims out as a file.
