# 报销单卡片：标题、下一步、标记、提示、审批流、历史记录。

## 标题

title-draft = 草稿 { $reference }
title-submitted = 已提交 { $reference }
title-in_approval = 审批中 { $reference }
title-sent_back = 已退回 { $reference }
title-rejected = 已驳回 { $reference }
title-withdrawn = 已撤回 { $reference }
title-discarded = 已作废 { $reference }
title-approved = 已同意 { $reference }
title-posting = 入账中 { $reference }
title-posting_failed = 入账失败 { $reference }
title-posted = 已入账，凭证号 { $voucher }
title-paid = 已付款，凭证号 { $voucher }
title-reversed = 已冲销 { $reference }
title-to_approve = { $name }申请报销 { $amount }
title-to_check = 待复核：{ $name } { $amount }
title-to_mend = 入账失败：{ $name } { $amount }

summary = { $title } · { $amount } · { $purpose }
summary-other = { $title } · { $name } · { $amount } · { $purpose }

## 报销人的下一步

next-draft-empty = 请把票据拍照或以 PDF 发给我，一张一份。
next-draft-gaps = 还缺：{ $what }。补全后再按“提交”。
gap-on-lines = { $field }（第 { $lines } 行{ $count ->
       *[other] {""}
    }）
next-draft-look = 请核对有标记的内容，然后按“提交”。
next-draft-likely = 内容齐全。标 ≈ 的内容基本可信，请看一眼再按“提交”。
next-draft = 内容齐全。可以继续发票据，或按“提交”。
next-sent_back = 请更正后重新按“提交”。
next-withdrawn = 可以修改后重新提交。
next-given_back = 退回已收回，明细仍在 { $other } 中，您无需操作。
next-waiting = 等待{ $name }审批（{ $since }）。
next-answer = 请按“回答”，对方在等您答复后再决定。
next-approved = 接下来由会计复核，您无需操作。
next-posting = 正在入账，您无需操作。
next-posting_failed = 入账未成功，会计正在处理。
next-look_again = 账上该单号下的内容与核准的不一致。请先在账上处理，然后按“重新核对”。如在账上冲销，报销人可以重新报销。
next-alarm = 账上有内容需要会计核实，您无需操作。
next-posted = 已入账，等待付款。
next-paid = 款项已支付。
next-rejected = 这张报销单到此结束。如有异议，请与{ $name }沟通。
next-reversed = 原入账已冲销，您可以重新报销。

## 审批人、会计和管理员的下一步

next-decide = 待您审批，{ $since }。
next-check = 请核对每行的科目和税额，然后按“复核并入账”。
next-mend = 尚未入账。请修改科目后按“修正并入账”，或者退回。
next-release = 即将入账，在此之前可以收回决定。
next-confirm_reversal = { $name }申请冲销：{ $words }
next-second_person = 冲销须由另一人确认。
next-marked_paid = { $name }已标记于 { $on } 付款，账上显示后即为已付款。
next-reversing = 冲销已确认，正在处理。

## 其他用语

not-given = 待填写
no-purpose-yet = 事由待填写
category-gone = { $code }（已不在类别表中）
line-title = { $id } · { $kind }
line-reading = 识别中……
line-reading-page = 识别中，第 { $page } 页，共 { $pages } 页……
line-failed = 未能识别
line-cancelled = 未识别
converted = { $paid } = { $amount }
rate-of = { $rate }，{ $on }（{ $source }）
tax-ask = 待定
account-none = 待定
progress = 收到 { $received } 份，{ $ready } 份就绪{ $look ->
        [0] {""}
       *[other] ，{ $look } 份请看一下
    }{ $waiting ->
        [0] {""}
       *[other] ，{ $waiting } 份识别中
    }
progress-minutes = 大约还需 { $minutes } 分钟。
removed-line = 已移除：{ $what }
several-found = 一个文件里识别出 { $count } 张票据：第 { $lines } 行。
several-asked = 这个文件里似乎有 { $count } 张票据。
categorise-all = 缺类别的 { $count } 行都选“{ $category }”
sent-back-by = { $name }退回：{ $words }
lines-gone = { $name }已将部分明细退回，另立为 { $other }：{ $words }
lines-from = { $name }从 { $other } 退回：{ $words }
reminded-last = 上次催办{ $name }：{ $at }。
rejected-by = { $name }驳回：{ $words }
question-by = { $name }提问：{ $words }
answer-by = { $name }回答：{ $words }
failure-of-erp = 账务系统返回：{ $text }

since-now = 自 { $moment } 起
since-days = 自 { $moment } 起，已 { $days } 天

## 票据上的其他内容，点开可见

more = 票面详情
goods-description = 名称
goods-quantity = 数量
goods-amount = 金额
goods-add_up = 各项相加与票面合计一致。
goods-differ = 各项相加与票面合计不一致。
goods-unchecked = 未与票面合计核对。
goods-left_out = ……另有 { $count } 项

## 标记，供需要写出文字的平台使用

mark-sure = 确定
mark-look = 请核对
mark-likely = 基本可信
mark-missing = 缺少
mark-warning = 注意

## 提示

finding-over-limit = 金额 { $amount }，超过该费用类别的限额 { $limit }。
finding-too-old = 这笔费用发生在 { $days } 天前，已过报销期限。
finding-in-the-future = 日期晚于今天。
finding-rate-by-claimant = 汇率 { $rate }（{ $on }）由报销人填写，没有来源可查。
finding-no-document = 这一行没有票据。
finding-wrong-company = 发票抬头不是本公司，税号 { $number }。
finding-wrong-buyer = 发票抬头是“{ $buyer }”，不是本公司。
finding-unsure = 识别结果不确定，也未经确认：{ $fields }。
finding-twin-number = { $reference } 中已有相同的发票号码。
finding-twin-bytes = { $reference } 中已有同一份文件。
finding-twin-looks = 与 { $reference } 中一行的商户、日期、金额相同。
finding-twin-number-here = 本报销单中已有相同的发票号码。
finding-twin-bytes-here = 本报销单中已有同一份文件。
finding-twin-looks-here = 与本报销单另一行的商户、日期、金额相同。
warning-twin = 请移除这一行，或按“说明”写明理由。
warning-buyer = 请让开票方按“{ $name }”{ $numbers ->
        [none] {""}
       *[other] （税号 { $numbers }）
    }重开，或按“说明”写明理由。
warning-limit = 请更正，或按“说明”写明理由。
warning-date = 请更正日期，或按“说明”写明理由。
warning-currency = 这张票据是 { $currency }，而本报销单按 { $claim } 付款：请填写您实际支付的汇率；其实是 { $claim } 的，点一下即可；或移除这一行。
answer-currency = 其实是 { $currency }
warned-lines = 第 { $lines } 行有警示{ $count ->
   *[other] ，请先看下文再作决定
}。
explained-by = { $name }说明：{ $words }

## 审批流

route = 审批流
route-approved = { $name }，{ $at } 同意
route-waiting = { $name }，待审批，{ $since }
route-checked = { $name }，{ $at } 复核
route-next = { $name }，尚未轮到
route-lowered = { $name }将第 { $line } 行核减为 { $amount }。
check-step = 复核
check-waiting = 待复核，{ $since }

## 历史记录

history = 历史记录
history-entry = { $at } · { $name }{ $what }
history-entry-words = { $at } · { $name }{ $what }：{ $words }
history-more = ……更早的还有 { $count } 条

## 不针对某一张报销单的卡片

digest-title = 今天的报销事项
digest-count-approve = 待审批 { $count } 张
digest-count-check = 待复核 { $count } 张
digest-count-mine = 本人的 { $count } 张
digest-nothing = 没有待您处理的报销单。
digest-approve = 待审批
digest-check = 待复核
digest-mine = 本人的
digest-claim = { $reference } · { $name } · { $amount }
digest-own = { $reference } · { $state } · { $amount }
digest-since = 等待中（{ $since }）
digest-deputy = { $first }至{ $last }由{ $name }代您审批。
for-approver = 代{ $name }审批
by-deputy = { $name }（代{ $approver }）
digest-more = 另有 { $count } 张未列出，处理后再写“待办”。
digest-look = 有提示，请打开后再决定。
digest-plain = 其中 { $count } 张没有提示，共 { $amount }。
digest-approve_all = 已一次同意 { $count } 张{ $left ->
    [0] 。
   *[other] ，以下 { $left } 张未变动：
}
digest-post_all = 已一次放行入账 { $count } 张{ $left ->
    [0] 。
   *[other] ，以下 { $left } 张未变动：
}
digest-take_back_all = 已收回 { $count } 张的决定{ $left ->
    [0] 。
   *[other] ，以下 { $left } 张未收回：
}
digest-left = { $reference }：{ $why }
work-chat_together = 一次处理多张报销单

dead-title = 有一项任务已停止
dead-summary = 任务“{ $kind }”（{ $subject }）已停止，需要您处理
dead-kind = 任务
dead-subject = 涉及
dead-error = 原因
work-chat_help = 查阅使用说明
work-chat_event = 处理消息
work-chat_card = 显示卡片
work-chat_notice = 发送通知
work-chat_say = 回复消息
work-chat_form = 打开表单
work-chat_stranger = 回复不认识的用户
work-chat_dead = 显示已停止的任务
work-ocr_read = 识别票据
work-ocr_give_up = 放弃识别
work-erp_post = 报销单入账
work-erp_reverse = 冲销入账
work-erp_payments = 查询付款
work-erp_references = 与账上核对报销单号
work-erp_masters = 向账务系统查询科目和成本中心
work-erp_pay = 将付款记入账务系统
dead-next = 没有丢失任何内容。排除原因后，请按“重新执行”。
dead-next_others = 没有丢失任何内容。涉及本人报销单的任务不能由本人重新执行，须由他人处理。

## 以纯文本显示卡片和表单时的用语

updated = 已更新
gone = 已移除
optional = （可以不填）
now-value = 现在是
keep-value = 发送 = 表示不变
skip-value = 发送 = 表示不填
choose-number = 请发送编号
choose-numbers = 请发送编号，可多选，例如 1,3

## 公司已知的商户

known-merchant = 已知商户：从 { $reference } 学得，凭{ $by }识别。
known-category = 费用类别从 { $reference } 得知，凭{ $by }识别。
known-several = 凭{ $by }，这家商户有几个名称（{ $names }；{ $reference }）。这里是哪一个？
known-doubted = 凭{ $by }，这家商户叫{ $names }（{ $reference }），您说过不对。这里是哪一家？
known-not_this = 不是这家
known-tax_number = 税号
known-registration = 登记号
known-phone = 电话
