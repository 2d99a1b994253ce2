# 管理员设置公司或变更人员时看到的话：名单与文件的问题，以及模板。

## 表格中的位置

founding-at_cell = 第 { $row } 行“{ $column }”：{ $said }
founding-at_row = 第 { $row } 行：{ $said }

## 不是表格的文件

sheet-too_large = 文件超过 { $megabytes } MB。人员名单不会这么大，是否选错了文件？
sheet-unpacks_too_large = 文件解压后超过 { $megabytes } MB，不予读取。请把名单单独另存为新文件。
sheet-empty = 文件是空的。
sheet-old_excel = 这是旧格式或带密码的 Excel 文件。请另存为不带密码的“Excel 工作簿 (.xlsx)”。
sheet-not_a_table = 这既不是 Excel 工作簿 (.xlsx)，也不是 CSV。请把名单另存为其中一种。
sheet-broken_csv = 这一行无法分成单元格，可能缺少一个引号。请另存为 .xlsx，或改正这一行。
sheet-broken_xlsx = 工作簿已损坏，无法读取。请在 Excel 中打开并重新保存。
sheet-too_many_rows = 超过 { $most } 行。请删除名单下方的行，或拆分名单。
sheet-too_many_columns = 超过 { $most } 列。请删除名单旁边的列。

## 人员名单

roster-no_headings = 没有找到表头。名单至少需要“{ $number }”和“{ $name }”两列，模板中列有全部表头。
roster-no_column = 缺少“{ $zh }”列（{ $en }）。
roster-column_twice = “{ $heading }”列出现了两次，请删除或改名其中一列。
roster-nobody = 表头下面没有人员。
roster-date = 表格软件把它变成了日期 { $date }。请把这一列设为文本格式后重新输入。
roster-formula = { $given } 是出错的公式，请填写实际内容。
roster-too_long = 超过 { $most } 个字。
roster-no_number = 缺少工号。如果这一行不是员工，请删除。
roster-odd_number = “{ $given }”不能作为工号，只能用字母、数字和 . - _ /。
roster-number_twice = 与第 { $other } 行的工号相同，或仅大小写、符号不同。
roster-number_alike = { $given } 与 { $known } 是同一个人吗？两者仅差前导零、大小写或符号。请按原来的工号填写。
roster-no_name = 缺少姓名。
roster-odd_email = “{ $given }”不是邮箱地址。
roster-email_twice = 与第 { $other } 行的邮箱相同。
roster-odd_language = 不支持语言“{ $given }”，可填中文或 English。
roster-odd_zone = 没有时区“{ $given }”。可填城市（上海）、Asia/Shanghai 这样的名称，或 UTC+8。
roster-odd_country = 没有国家“{ $given }”。可填名称或两位代码：中国、CN。
roster-odd_role = 没有角色“{ $given }”。可填会计、管理员、审计，其他人留空。
roster-odd_status = “{ $given }”看不出是否离职。离职请填“离职”，在职可留空。
roster-manager_unknown = 没有工号、姓名或邮箱为“{ $given }”的人。
roster-manager_unclear = 有多人叫“{ $given }”：{ $numbers }。请填工号。
roster-manager_self = 上级不能是本人。最上级请留空。
roster-manager_left = { $name }已离职，请填现在的上级。
roster-circle = 上级关系成了一个圈：{ $numbers }。其中一人须改换上级，或没有上级。

## 值得留意、但不妨碍进行的

roster-passed_over = 以下列未使用：{ $headings }。
roster-no_managers = 名单中没有人有上级。是否缺少“直接上级”一列，或表头写法不同？
roster-no_approver = 没有人可以审批{ $people }的报销单，因为没有可审批的上级。请填写上级，或在审批级别中指定审批人。
roster-no_email = 没有邮箱：{ $people }。聊天平台无法凭邮箱识别，只能通过邀请进入。
roster-one_bookkeeper = 只有{ $people }一位会计，而本人不能复核自己的报销单，请再设一位。
roster-no_bookkeeper = 没有会计：同意后的报销单将一直等待复核。
roster-no_administrator = 没有管理员：需要人处理的事情都会告诉管理员。
roster-only_left = 名单中所有人都已离职，没有在职人员。

## 模板

template-sheet = 人员
template-number = 例 E1001
template-name = 张三
template-email = zhangsan@example.com
template-manager = E1000
template-department = 销售部
template-cost_centre = CC-10
template-language = 中文
template-time_zone = 上海
template-country = 中国
template-roles = 会计
template-about_number = 人事名单和账簿中的工号。工号以“例”开头的行不会读入。
template-about_name = 同事熟悉的称呼。
template-about_email = 公司邮箱，聊天平台凭它识别本人。
template-about_manager = 第一级审批人的工号、姓名或邮箱。最上级留空。
template-about_department = 公司内的名称；不同部门可用不同科目。
template-about_cost_centre = 报销单所用的成本中心编号，没有可留空。
template-about_language = 中文或 English。留空则与公司相同。
template-about_time_zone = 城市或时区。留空则与公司相同。
template-about_country = 按哪个国家的节假日。留空则与公司相同。
template-about_roles = 会计、管理员、审计，多个用逗号分隔。其他人留空。

## 公司文件

founding-at_key = { $place }：{ $said }
charter-unknown = 没有这一项。
charter-missing = 必须填写。
charter-too_long = 超过 { $most } 个字。
charter-no_list = 应为列表：["…", "…"]。
charter-no_tables = 应为表，每个以 [[{ $table }]] 开头。
charter-no_names = 应为“编号 = "名称"”的表。
charter-no_categories = 至少要有一个费用类别。
charter-no_levels = 至少要有一个审批级别：本人不能审批自己的报销单。
charter-twice = { $code } 出现了两次。
charter-account_twice = 科目 { $account } 已有其他用途。应付、进项税额和银行是三个不同的科目，费用类别也不记入其中。
charter-accounts_alike = { $account } 与 { $other } 仅符号不同，在账簿中会成为同一科目。
charter-odd_currency = “{ $given }”不是可以支付的货币。请填三个字母，如 CNY。
charter-odd_tax_number = “{ $given }”不能作为税号，税号由 5 至 20 位字母和数字组成。
charter-tax_number_length = “{ $given }”有 { $length } 位，税号应为 18 位，旧税号为 15、17 或 20 位。
charter-check_digit = 税号 { $given } 可能有误，校验码不符，请与营业执照核对。
charter-odd_code = “{ $given }”不能作为编号，编号中不能有空格。
charter-odd_amount = “{ $given }”不是金额，请填 1000 或 1,000.00 这样的数。
charter-odd_digits = “{ $given }”的小数位数超过了 { $currency } 的位数。
charter-cannot_approve = { $name }是审计人员或已离职，不参与审批，请另选一位。
charter-no_taxes = 目前没有中国以外的进项税规则，每一行都会请会计确定。

## 写出的文件

file-company = `python -m bot init --company` 读取的公司文件。
file-language = zh 或 en：名单中未注明语言的人使用
file-people = 人员名单，CSV 或 XLSX，与本文件放在一起
file-data = 数据库和账簿所在的文件夹
file-name = 与发票抬头一致
file-address = 员工访问网页版所用的 https 地址；没有这一行则只能在本机访问
file-tax_numbers = 开给其他税号的发票会予以提示
file-country = 按哪个国家的节假日和税法
file-time_zone = 城市或时区
file-currency = 报销所用的货币
file-check_above = 超过此金额先由会计复核再入账；没有这一行则每张都复核
file-payable = 应付员工报销款的科目
file-input_tax = 可抵扣进项税额的科目
file-bank = 付款的科目
file-administrators = 除名单注明者外，谁是管理员
file-bookkeepers = 除名单注明者外，谁是会计
file-accounts = 科目的名称
file-categories = 费用类别；creditable = false 表示进项税额不得抵扣；limit 是单张票据的限额
file-levels = 审批级别：超过多少金额由谁审批；不写 approver 则由报销人的上级审批
file-settings =
    由 `python -m bot init` 写出；`python -m bot check` 可查看是否一切正常。
    全部设置见 docs/settings.md。
file-web = 网页版；address 是其前面带 https 的反向代理的地址，不写则只能在本机访问（docs/web-chat.md）
file-ledger = 内置账簿；每位员工的账户在第一次入账时开立

## init

init-welcome = 几个问题，就能从零建好一家公司。按回车采用方括号中的内容；输入“返回”回到上一题，“?”查看说明，“退出”停止并保留已填的内容。最后确认之前不会有任何设置。
init-ask_name = 公司名称（与发票抬头一致）：
init-about_name = 开给其他抬头或税号的票据，会在提交前提示。
init-ask_country = 国家：
init-about_country = 名称或两位代码。由此决定节假日和进项税规则。
init-ask_tax_numbers = 税号（多个用逗号分隔，没有请填“-”）：
init-about_tax_numbers = 开给其他税号的发票，会提示报销人和审批人。
init-ask_time_zone = 时区或城市：
init-about_time_zone = 由此决定今天是哪一天。在别处工作的人可在名单中另填。
init-ask_currency = 以哪种货币报销：
init-about_currency = 三个字母。其他货币的票据，由报销人填写汇率。
init-ask_people = 人员名单文件，CSV 或 XLSX（输入“?”了解模板）：
init-about_people = 另开一个窗口运行 python -m bot init --template people.xlsx，会写出带全部表头的名单供填写。工号和姓名必填，上级、部门、邮箱等有列就读入。
init-ask_administrators = 名单中没有管理员。由谁担任（工号、姓名或邮箱，多个用逗号分隔）？
init-about_administrators = 需要人处理的事情会告诉管理员；管理员邀请人员、转交报销单。
init-ask_bookkeepers = 名单中没有会计。由谁担任（最好两位，本人不能复核自己的报销单）？
init-about_bookkeepers = 会计复核同意后的报销单的科目和税额，然后入账。
init-ask_categories = 合适请按回车。否则：编号=科目 改科目，-编号 去掉，+编号=科目 中文/English 增加：
init-about_categories = 例如：hotel=6601.04，或 -flight，或 +fuel=6601.08 油费/Fuel。科目是贵公司账上的科目。
init-ask_payable = 应付员工报销款的科目：
init-about_payable = 每位员工在账簿中有一个明细科目。
init-ask_input_tax = 可抵扣进项税额的科目：
init-about_input_tax = 票据上公司可以抵扣的税额。
init-ask_bank = 付款的科目：
init-about_bank = 付给员工的钱从这里支出。
init-ask_limits = 单张票据的限额，如 hotel=1200, meals=500，没有请填“-”：
init-about_limits = 超过限额不会被挡下，但会醒目地显示给审批的人。
init-ask_second_amount = 先由直接上级审批。超过多少金额还须第二人审批（“-”表示不需要）？
init-about_second_amount = 第二人不能与直接上级是同一人。
init-ask_second_approver = 由谁审批？
init-about_second_approver = 工号、姓名或邮箱。其本人的报销单由其上级审批。
init-ask_check_above = 超过多少金额先由会计复核再入账（0 表示每张都复核）？
init-about_check_above = 未超过的在最后一级同意一分钟后入账。无法自动确定的总会交会计复核。
init-ask_address = 员工将从哪个地址访问网页版，如 https://expense.example.com；“-”表示暂时只在本机
init-about_address = 前面需要有带 https 的反向代理，做法见 docs/web-chat.md。以后也可写入 expense.toml。
init-odd_address = 这个地址不行：{ $why }。
init-ask_do_it = 就这样设置吗？输入“返回”可以修改。[是]
init-needed = 请填写，输入“?”查看说明。
init-more_problems = ……还有 { $count } 处。
init-no_category = 没有费用类别“{ $given }”。
init-odd_category = 无法理解“{ $given }”。例如：hotel=6601.04，-flight，+fuel=6601.08 油费/Fuel
init-odd_limit = 无法理解“{ $given }”。例如：hotel=1200, meals=500
init-no_people = 缺少人员名单。请用 --employees 文件名，或在公司文件中写 people = "文件名"。
init-no_file = 文件夹 { $folder } 中没有“{ $file }”。
init-cannot_read = 无法读取 { $file }：{ $why }
init-odd_toml = { $file } 不是 TOML：{ $why }
init-file_there = { $file } 已经存在，没有改动。请换一个名称。
init-template_name = 模板可以是人员名单（.xlsx 或 .csv）或公司文件（.toml），{ $file } 都不是。
init-template_written = 已写出 { $file }，请填写。以“例”开头的一行是示例，不会读入。
init-company_written = 已写出 { $file }。请按贵公司情况修改，然后运行：python -m bot init --company { $file }
init-example_company = 示例有限公司
init-there_already = 这里已经有一家公司，没有改动。人员入职、离职、调动请用：python -m bot employees 文件 --by 您的工号
init-somebody_was_faster = 刚才有人在同一个数据库中设置了公司，这里没有任何改动。请与对方核对；python -m bot check 可查看现在的公司。
init-no_terminal = 这里没有人在终端前。请用文件给出全部内容：python -m bot init --company company.toml --employees people.xlsx --yes（--template company.toml 可写出一份供修改）。
init-stopped = 没有进行任何设置。
init-draft_kept = 已填的内容保存在 { $file }，再次运行 python -m bot init 可以继续。
init-draft_there = 之前为“{ $name }”填写的内容还在。要继续吗？[是]
init-settings_there = { $file } 已经存在，保持不变，但其中的账簿缺少这些科目：{ $accounts }。请补上，或先把该文件移走。
init-account_payable = 其他应付款-员工
init-account_input_tax = 应交税费-进项税额
init-account_bank = 银行存款
init-shown_company = 公司
init-shown_place = 国家、时区、货币
init-shown_people = 人员
init-shown_administrators = 管理员
init-shown_bookkeepers = 会计
init-shown_level = 审批
init-shown_check = 会计复核金额高于
init-shown_limit = 限额
init-shown_web = 网页版
init-this_machine = { $address }，只能在本机访问
init-shown_books = 账簿
init-shown_categories = 费用类别和科目
init-counted = { $people } 人，{ $departments } 个部门，{ $centres } 个成本中心
init-level = 高于 { $amount }：{ $who }
init-level_always = 每张报销单：{ $who }
init-row = { $what }：{ $said }
init-read_people = 已读入：{ $said }。
init-check_every = 每张报销单
init-books = 内置账簿，位于 { $folder }
init-done = { $name }已设置完成，共 { $count } 人。设置保存在 { $file }。
init-next =
    接下来：
      python -m bot check    查看是否一切正常
      python -m bot run      开始运行，一直开着
      python -m bot invite { $number } --by { $number }    另开一个窗口：生成您自己进入的链接
      python -m bot invite --everyone --by { $number }    每人一个链接，分别发给本人

## 人员变动

no-such-person = 没有工号为 { $number } 的人。
staff-administrators_only = 只有在职的管理员可以变更人员。请填写您本人的工号：--by 工号。
staff-nothing_changed = 没有任何变动。
staff-somebody_was_faster = 有人同时作了变动，请重新执行一次。
staff-written = 已写出 { $file }，共 { $count } 人。修改后运行：python -m bot employees { $file } --by 您的工号
staff-plan = 将入职 { $added } 人，变更 { $changed } 人，离职 { $left } 人，{ $unchanged } 人不变。
staff-goes_to = { $reference }，{ $amount }，待其审批 → { $to }
staff-goes_to_nobody = { $reference }，{ $amount }，待其审批 → 没有可审批的上级，请指定
staff-later = { $reference } 之后将轮到其审批，届时由其上级审批
staff-unpaid = { $reference }，{ $amount }，其本人的报销单：{ $state }。照常进行，付款给本人
staff-draft = { $reference }，{ $amount }，其本人尚未提交（{ $lines } 行）。只有本人可以提交，请在离职前联系
staff-under = { $count } 人以其为上级：改换上级之前，报销单由更上一级审批
staff-level = 其为“{ $level }”一级的指定审批人，将由其上级审批
staff-ask = 就这样变更吗？[是]
staff-ask_reroute = 就这样变更吗？[是] 或改由他人审批：报销单号=工号，……
staff-noted = 已记下：{ $wishes }
staff-odd_wish = 无法理解“{ $given }”。例如：EC26-000001=E1005
staff-not_waiting = { $reference } 并不在等离职的人审批。
staff-add_yes = 要执行，请在同一命令后加 --yes，或在终端中运行。
staff-many_leave = 将有 { $count } 人离职，超过四分之一，名单是否完整？如果完整，请在终端中运行，不加 --yes。如果只是部分名单，请加 --part。
staff-left_over = { $reference } 仍在等已离职的人审批，管理员已收到卡片，请指定审批人。
staff-done = 已完成。入职 { $added } 人，变更 { $changed } 人，离职 { $left } 人。
staff-there = 在职
staff-gone = 离职
staff-field_name = 姓名
staff-field_email = 邮箱
staff-field_manager = 上级
staff-field_department = 部门
staff-field_cost_centre = 成本中心
staff-field_locale = 语言
staff-field_time_zone = 时区
staff-field_country = 国家
staff-field_roles = 角色
staff-field_active = 状态

## 管理员页面

staff-change = 人员变动
staff-how = 请上传全体人员的名单，Excel 或 CSV。先显示会有哪些变动，再由您确认。不在名单上的人视为离职。
staff-download = 下载现有人员名单（Excel）
staff-pick = 选择名单
staff-part = 名单只含部分人员，其他人不变
staff-wrong = 有 { $count } 处需要改正，没有任何变动
staff-come = 入职
staff-changed = 变更
staff-leave = 离职
staff-waits = { $reference }，{ $amount }，待其审批。改由以下人员审批：
staff-later_on = 暂无，稍后由管理员指定
staff-change_now = 就这样变更
staff-see = 查看现有人员
staff-offline = 没有连接，没有任何变动。请重新选择名单。
staff-is_it_whole = 将有 { $count } 人离职，超过四分之一。名单是否完整？
staff-reports_to = 上级：{ $name }

## 在页面上修改制度

staff-rules_how = 修改自今日起生效：科目和限额适用于今日起发生的费用，审批级别适用于今日起提交的报销单。此前的规定会保留。
staff-amend = 保存制度
staff-amended = 已保存：{ $fields }。
staff-no_account = 账簿中没有科目 { $account }。请选择已有的科目，或先在账簿中开设（内置账簿：写入设置的 [erp.ledger.accounts]，再运行 python -m bot migrate）。
staff-nobody_below = 不超过 { $amount } 的报销单将没有人审批：要有一级从 0 起。
staff-there_already = 已经有“{ $name }”。
staff-add_category = 增加费用类别
staff-add_level = 增加一级审批
staff-remove_category = 自今日起不再使用
staff-remove_level = 自今日起取消这一级
staff-rule_name = 名称
staff-rule_zh = 中文名称（中英文填一个即可）
staff-rule_en = 英文名称
staff-rule_creditable = 进项税额可以抵扣
staff-rule_remove_category = 不再使用：
staff-rule_remove_level = 取消：
staff-rule_tax_numbers = 税号，多个用逗号分隔
staff-rule_check_above = 超过此金额由会计复核（留空表示每张都复核）
staff-rule_above = 高于
staff-rule_approver = 审批人
staff-rule_account = 科目
staff-rule_limit = 单张票据限额（留空表示没有）
