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
roster-no_number = 缺少工号。
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
roster-manager_unknown = 名单中没有工号、姓名或邮箱为“{ $given }”的人。
roster-manager_unclear = 有多人叫“{ $given }”：{ $numbers }。请填工号。
roster-manager_self = 上级不能是本人。最上级请留空。
roster-manager_left = { $name }已离职，请填现在的上级。
roster-circle = 上级关系成了一个圈：{ $numbers }。其中一人须改换上级，或没有上级。

## 值得留意、但不妨碍进行的

roster-passed_over = 以下列未使用：{ $headings }。
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
