# 事情为什么没有办成，接下来怎么办。

## 报销单不接受的操作

claim-changed = { $reference } 已有变动，请看最新的卡片。
posting-begun = { $reference } 已经开始入账，不能再收回。如需更正，请找会计冲销。
line-gone = 第 { $line } 行已不在报销单上，请看最新的卡片。
not-on-own-claim = 不能处理本人的报销单。{ $reference } 的这一步须由他人处理。
not-yours-to-decide = { $reference } 的这一步不由您处理，内容没有变动。
no-lines = 报销单还是空的，请先发一张票据的照片。
still-reading = 第 { $line } 行还在识别，请稍后再试。
line-incomplete = 第 { $line } 行还缺：{ $field }。请在该行按“更正”。
no-purpose = 这笔费用是做什么用的？请按“填写事由”，然后重新提交。
twin-unexplained = 第 { $line } 行可能重复报销。请移除，或在该行按“说明”写明理由。
twin-meanwhile = 第 { $line } 行的票据已在 { $other } 中再次报销，因此驳回不能撤销。如应以本单为准，请先驳回另一张报销单。
other-currency = { $reference } 以 { $old } 计，公司现以 { $new } 报销。请先作废或撤回仍以 { $old } 计的报销单，再把票据重新发给我，将生成以 { $new } 计的报销单。
no-approver = 没有找到可以审批这张报销单的人，请管理员为您设置审批人。
amount-not-positive = 金额必须大于零。
approved-above-claimed = 第 { $line } 行的核准金额应在零和申请金额之间。
approver-has-left = { $name }已离职，请另选一位。
approver-is-auditor = { $name }是审计人员，不参与审批，请另选一位。
tax-above-amount = 第 { $line } 行的税额应在零和该行金额之间。
no-account = 第 { $line } 行还没有科目，请先在该行按“修改科目”。
tax-undecided = 第 { $line } 行的进项税额尚未确定，请先在该行按“修改科目”。
paid-before-posted = { $reference } 于 { $posted } 入账，付款日期不能早于该日（{ $on }）。
nothing-approved = 核减后已无可报销的金额，请驳回或退回。
approver-asked-already = { $name }已在审批流中，请另选一位。
part-changed = 退回的明细已成为 { $other }，报销人已作了修改，因此不能收回。{ $reference } 的其余部分仍可处理。
deputy-self = 代理人不能是您本人，请另选一位。
deputy-backwards = 最后一天早于第一天，请重新写日期。
deputy-past = 这段时间已经过去，请重新写日期。
deputy-long = 代理期间最长一年，请重新写日期。
deputy-already = { $first }至{ $last }已由{ $name }代理。如需更换，请先写“代理 结束”。
deputy-none = 您目前没有代理人。如需设置，请写“代理”。
digest-changed = 此后有变动，请单独查看。
digest-findings = 此后有了提示，请单独查看。
administrators-only = 只有管理员可以这样做。
restart-offices-only = 只有管理员或会计可以这样做。
unknown-button = 这个按钮已经失效，请看最新的卡片。
reminded-today = { $reference } 今天已经催办过，明天起可再次催办。
nobody-to-remind = { $name }已不能审批 { $reference }，催办没有用。管理员已知悉，可以转交其他人。
strange-button = 无法识别这个按钮。写“列表”可看您的报销单，写“待办”可看待您处理的事项。
which-line = 说的是哪一行？请在最新的卡片上按那一行的按钮。
words-missing = 请填写原因，以便对方了解。
words-missing-ask = 请填写您想问的问题。
words-missing-answer = 请填写您的回答。
words-missing-explain = 请说明为什么这一行没有问题。

## 未能识别的票据

unreadable-empty = 文件是空的，请重新发送。
unreadable-unknown_type = 无法识别这种文件。请发照片、PDF、OFD 或发票 XML，或按“更正”手工填写。
unreadable-damaged = 文件已损坏。请重新发送，或按“更正”手工填写。
unreadable-encrypted = 文件设有密码。请发没有密码的文件，或按“更正”手工填写。
unreadable-no_text = 未识别到文字。请发更清晰的照片，或按“更正”手工填写。
unreadable-no_receipt = 上面没有找到商户、日期或金额。如果是票据，请发更清晰的照片或手工填写；不是票据请移除。
unreadable-nested = 这个 ZIP 里还有压缩包。请解压后发送其中的文件，或按“更正”手工填写。
unreadable-unsafe = 文件中含有发票不应有的内容，出于安全未打开。请发送销售方给您的原文件或 PDF，或按“更正”手工填写。
unreadable-no_pages = 文件里没有页面，请重新发送。
too-large-bytes = 文件过大，无法接收。请发小一些的，或按“更正”手工填写。
too-large-pixels = 图片过大，无法接收。请发小一些的，或按“更正”手工填写。
too-large-pages = 文件超过 60 页。请移除此行，只发票据所在的页。
reading-engine_missing = 识别功能暂时不可用，管理员已知悉。您可以按“更正”手工填写。
reading-engine_failed = 识别出错。您可以按“更正”手工填写，或重新发送照片。
reading-time_out = 识别超时。您可以按“更正”手工填写，或重新发送照片。
reading-cancelled = 您已取消识别。请按“更正”手工填写，或移除此行后只发票据所在的页。
reading-gave_up = 未能识别，管理员已知悉。请按“更正”手工填写，或重新发送照片。
