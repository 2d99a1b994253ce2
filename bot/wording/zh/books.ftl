# 会计专用：将报销单导出为文件。

## 导出

sheet-claims = 报销单
sheet-lines = 费用明细
column-claimant_number = 工号
column-department = 部门
column-lines = 行数
column-submitted_on = 提交日期
column-line = 行
column-kind = 票据种类
column-paid_amount = 支付金额
column-paid_currency = 支付币种
column-account_name = 科目名称
export-offices-only = 只有会计、管理员和审计人员可以导出报销单。

## 工作台

web-place-desk = 工作台
desk-title = 待您处理
desk-empty = 没有待您处理的报销单。
desk-more = 后面还有，处理完这些后会显示。
desk-tick_all = 全选
desk-tick = 入账 { $reference }
desk-post = 将勾选的全部入账
desk-post_hint = 已为您勾选没有任何提示的报销单。
desk-nothing_ticked = 没有勾选报销单，因此没有入账。
desk-done = { $count ->
   *[other] 已有 { $count } 张报销单正在入账。
}
desk-saved = 已保存。
desk-left_count = { $count ->
   *[other] { $count } 张报销单保持原状：
}
desk-returned = 尚未保存，请核对有标记的内容。
desk-check = 待复核
desk-mend = 入账失败
desk-alarm = 账务异常
desk-reversal = 待确认冲销
desk-lines = { $count ->
   *[other] { $count } 行：科目、税额、成本中心
}
desk-open = 打开并查看票据
desk-changed = { $reference } 在此期间有变动；如仍待您处理，这里显示的是最新内容。
desk-left = { $reference }：{ $why }
desk-bookkeepers-only = 只有会计可以使用工作台。
tax-undecided-here = 请填写进项税额，没有则填 0。

## 月末

web-place-month_end = 月末
month-title = 正在处理的报销单
month-nothing = 没有正在处理的报销单，全部已办结。
month-count = 张数
month-more = 显示更多
month-longest = 最早的一张
month-take_out = 将报销单导出为文件
month-dated = 按哪个日期
month-dated_spent = 费用日期
month-dated_posted = 入账日期
month-dated_paid = 付款日期
month-first = 从
month-last = 到
month-states = 只导出某些状态的报销单
month-xlsx = 电子表格（XLSX）
month-csv_claims = 报销单（CSV）
month-csv_lines = 费用明细（CSV）

## 付款

web-place-payments = 付款
payments-title = 将一批付款标记为已付款
payments-lead = 请粘贴付款清单，或选择银行导出的文件（CSV 或 XLSX）。按报销单号或凭证号逐行查找；您核对之前不会标记任何内容。
payments-list = 清单
payments-file = 或者文件
payments-on = 清单中没有日期时的付款日期
payments-look = 核对
payments-nothing_given = 请粘贴清单或选择文件。
payments-found = { $count } 行中有 { $ready } 行可以标记为已付款
payments-row = 第 { $row } 行
payments-mark = 将勾选的标记为已付款
payments-marked = { $count ->
   *[other] 已将 { $count } 张报销单标记为已付款。
}
payments-ready = 一致
payments-unknown = 没有该报销单
payments-differs = 金额不一致
payments-paid = 已付款
payments-marked_before = 已标记
payments-unposted = 尚未入账
payments-reversal = 已申请冲销
payments-own = 本人的报销单
payments-twice = 上面已有一行
payments-early = 早于入账日期
payments-unclear = 无法确定单号或金额
payments-future = 日期晚于今天

## 纸质原件

cover-title = 报销单封面
cover-needed = 需交原件
cover-arrived = 原件已收
cover-none = 无需原件
cover-save = 保存已收原件
cover-hint = 请打印此页，与需要的纸质原件一起交给会计。扫描条形码即可找到该报销单。
cover-find = 按报销单号或条形码查找
cover-open = 查找

## 已结账期间

period = 已结账期间
period-asked = 有 { $count } 行（第 { $lines } 行）是 { $months } 的费用，而账已结至 { $until }。请问计入哪个期间？
period-refused = ERP 不接受 { $until } 的凭证，该期间已结账。请问计入哪个期间？
period-again = 修正并入账：期间已重新打开时，仍按 { $day } 入账。
period-next = 计入下一期间：凭证日期为 { $day }，摘要注明 { $months }，明细的费用日期不变。
period-accrual = 冲减预提：凭证日期同为 { $day }，冲减您在已结账期间的预提（{ $account }）。
period-no_account = 尚未指定科目
period-said = { $what }（{ $name }，{ $at }）
period-post_next = { $months }，计入下一开放期间
period-accrue = { $months }，冲减 { $account } 上的预提
period-closed = 账已结至 { $until }，其中有 { $months } 的费用：请先说明 { $reference } 计入下一开放期间，还是冲减预提。
period-not-closed = { $reference } 所属期间已重新打开，可直接入账。
no-accrued-account = 尚未指定预提费用科目：会计可在“月末”页指定。{ $reference } 保持不变。
desk-period = 期间已结账
desk-asked = 有 { $count } 张报销单含已结账期间的费用，在您说明计入哪个期间之前不会入账。
closing-title = 结账
closing-none = 账目开放：没有已结账的期间。
closing-stands = 账已结至 { $until }（{ $name }，{ $at }）。
closing-until = 结账至（含当日）
closing-hint = 已入账和正在入账的不受影响；此后，已结账日期的费用会先询问。填较早的日期会重新打开其后的期间，留空则全部打开。
closing-account = 预提科目
closing-save = 保存
closing-saved = 已保存。
closing-closed = { $name } 结账至 { $until }，{ $at }
closing-opened = { $name } 重新打开 { $until } 之后的期间，{ $at }
closing-all_open = { $name } 打开全部期间，{ $at }
closing-history = 以往
closing-too-late = 最多只能结账至本月末 { $last }。
closing-unknown-account = 账上没有科目 { $account }。
closing-offices-only = 只有会计和管理员可以结账。
closing-meanwhile = 期间有人修改过，这里显示的是最新内容。
closing-originals = 收到纸质原件后才入账

## 卡片上的纸质原件

field-original = 纸质原件
original-awaited = 未收到
original-here = 已收到（{ $name }，{ $at }）
action-original = 原件已收
action-original_undone = 原件未收
paper-awaited = 尚有 { $count } 行未收到纸质原件（第 { $lines } 行）。
paper-first = 尚有 { $count } 行未收到纸质原件（第 { $lines } 行），收到后才能入账。
originals-awaited = { $reference } 收到纸质原件后才能入账：第 { $lines } 行尚未收到。请在卡片或封面上勾选已收。

## 公司已知的商户

web-place-merchants = 商户
merchants-title = 公司已知的商户
merchants-about = 从更正中学得：下一张带有相同税号、登记号或电话的票据，会用这里的名称和费用类别。金额和日期从不取自这里。
merchants-empty = 还没有。有人更正一张票据的商户或费用类别，而票据上有销售方的号码时，就会学到第一家。
merchants-find = 查找名称或号码
merchants-search = 查找
merchants-none = 没有叫“{ $words }”的已知商户。
merchants-these =
    公司已知的商户：
    { $merchants }
merchants-first =
    公司已知的前 { $count } 家商户；写“商户：关键词”可以查找：
    { $merchants }
merchants-forgotten = 已忘记：{ $words }。下一张票据按票面识别。
merchants-all = 全部商户
merchants-learnt = 学自 { $reference }，{ $name }，{ $at }
merchants-holds_one = 只对{ $name }有效，直到报销单获批
merchants-holds_approved = 对所有人有效：报销单已获批
merchants-holds_office = 对所有人有效：由{ $name }填写
merchants-used = 用过 { $count } 次，最近一次 { $at }
merchants-unused = 还没有用过
merchants-several = 别人称之为{ $names }：涉及的人会被询问。保存正确的名称即可确定。
merchants-doubted = 有人说不是已知的那家
merchants-as_printed = 名称按票面
merchants-varies = 不固定
merchants-correct = 更正
merchants-forget = 忘记
merchants-saved = 已保存，从现在起对所有人有效。
merchants-gone = 已忘记。
merchants-nothing = 这样就什么都不剩了。请填写名称或费用类别，或者选择忘记。
merchants-changed = 您查看之后它已有变化。现在是这样的。
merchants-offices-only = 只有会计、管理员和审计人员能看到已知商户，其中审计人员不能更改。
merchants-more = 更多
merchants-take_out = 导出为文件
merchants-csv = 表格（CSV）
column-tax_number = 税号
column-registration = 登记号
column-phone = 电话
column-learnt_from = 学自
column-said_by = 更正人
column-said_on = 更正日期
column-holds_for = 适用
column-used = 使用次数
column-used_on = 最近使用
