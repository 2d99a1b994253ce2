# 每条一句话：卡片有变动，或有事要办时说。reference 是报销单号。

## 给报销人

notice-reading_gave_up = { $reference } 的第 { $line } 行未能识别，管理员已知悉。请在该行按“更正”手工填写，或移除后重新发送照片。
notice-approved = { $name }已同意 { $reference }。
notice-approved_less = { $reference } 申请 { $claimed }，{ $name }核准 { $approved }。
notice-sent_back = { $name }已退回 { $reference }：{ $words }
notice-rejected = { $name }已驳回 { $reference }：{ $words }
notice-sent_back_lines = { $name }退回了您报销单中的部分明细，已另立为 { $reference }：{ $words }
notice-question = { $name }就 { $reference } 提问：{ $words } 请在卡片上按“回答”。
notice-rerouted = { $reference } 改由{ $name }审批。
notice-taken_back = { $name }已收回对 { $reference } 的决定，报销单恢复审批。
notice-posted = { $reference } 已入账，凭证号 { $voucher }。
notice-posting_failed_claimant = { $reference } 入账未成功，会计正在处理，您无需操作。
notice-paid = { $reference } 的 { $amount } 已于 { $on } 付款。
notice-reversed = { $reference } 的入账已冲销，您可以重新报销。
notice-reversal_failed = { $reference } 冲销未成功：{ $words }。账上内容没有变化。原因消除后，请重新申请冲销。

## 给审批人和会计

notice-answered = { $name }就 { $reference } 回答：{ $words }
notice-reminded = { $name }请您查看 { $reference }：{ $claimed } 待您审批。
notice-withdrawn = { $name }已撤回 { $reference }，您无需处理。
notice-moved_on = { $reference } 已改由{ $name }审批，您无需处理。
deputy-named = { $first }至{ $last }由{ $name }代您审批；您仍可自行审批。提前结束请写“代理 结束”。
deputy-for = { $name }请您在{ $first }至{ $last }代为审批。
deputy-ended = { $name }不再代您审批。
deputy-over = 您不再代{ $name }审批。

## 提醒

notice-late_superior = { $claimant }的 { $reference } 等{ $name }审批已 { $days } 个工作日，能否请您提醒一下？
notice-late_claimant = { $reference } 等{ $name }审批已 { $days } 个工作日，已通知可以处理的人员。
notice-late_administrator = { $claimant }的 { $reference } 等{ $name }审批已 { $days } 个工作日，您可以按“转交”。
notice-left_administrator = { $claimant }的 { $reference } 等{ $name }审批，但{ $name }已离职，请按“转交”。
notice-away_administrator = { $claimant }的 { $reference } 等{ $name }审批，但{ $name }不在，其代理人不能处理这一张。请按“转交”。
notice-barred_administrator = { $claimant }的 { $reference } 等{ $name }审批，但{ $name }已不能审批，请按“转交”。

## 给管理员

notice-oidc_stranger = 有人以公司账户 { $email } 进入，但没有员工使用此邮箱。如为公司员工，请更正其邮箱。
notice-unlinked = { $platform } 上有一位未关联的用户发来消息：{ $user }。请将其关联到员工。
notice-nobody_checks = { $name }的 { $reference } 没有人可以复核：没有其他会计。请另设一位会计。
notice-nobody_corrects = { $reference } 已退回给{ $name }，但{ $name }已离职，没有人可以重新提交。请与其另行处理，或由其他人重新报销。
notice-nobody_confirms = { $name }的 { $reference } 没有人可以确认冲销：须由申请人和报销人以外的另一人同意。请另设一位会计，或撤销冲销申请。
notice-administrator_looks = 账上与{ $name }的 { $reference } 核准内容不一致，且没有其他会计可以处理。请安排在账上更正，然后按“重新核对”。
notice-nobody_looks = 账上与{ $name }的 { $reference } 核准内容不一致，且没有人可以重新核对。请另设一位会计。
notice-unreachable = 在任何聊天里都联系不到{ $name }，请为其关联账号。
notice-payments = 无法从账上查询付款情况：{ $text } 请处理；系统每分钟会再次查询。
notice-unknown_references = 账上有 { $count } 个报销单号不是由本数据库入账的：{ $references }。是否恢复过较早的备份？这些编号不会再次使用。请在账上核对这些凭证，并确认相同的票据没有重复报销。
notice-payments_silent = ERP 已有 { $hours } 小时没有应答，无法查询付款情况。请检查其是否运行、是否允许访问。
notice-books_many = 有 { $count } 张已入账的报销单在账上已不存在或与核准不一致，其中包括 { $references }。请确认连接的 ERP 正确且数据完整；在此之前，这些报销单都不会记为已付款。
notice-posted_elsewhere = 有 { $count } 张已入账的报销单记在另一个 ERP 中，而现在设置的是 { $connector }，无法查询其付款情况。
notice-books_gone = { $reference } 已入账为 { $voucher }，但账上已经没有这张凭证。请在账上更正；在此之前，{ $reference } 不会记为已付款。
notice-books_differ = { $reference }：核准金额 { $approved }，其凭证 { $voucher } 现为 { $held }（编号 { $held_reference }），或已变回草稿。请在账上更正；在此之前，{ $reference } 不会记为已付款。
notice-books_again = { $reference } 的凭证 { $voucher } 已作废或不存在，同一编号下另有一张凭证，但它是草稿或与核准不一致。请将其更正为核准内容，或一并作废，之后可重新报销 { $reference }。
job-requeued = 任务已重新执行。
job-not-dead = 这项任务已经不需要处理了。
