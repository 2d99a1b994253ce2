# 表单：标题、发送按钮、问题，以及填写有误时的提示。

form-correct = 更正第 { $line } 行
form-describe = { $reference } 的事由
form-approve_less = 核减后同意
form-explain = 说明第 { $line } 行
form-send_back = 退回 { $reference }
form-reject = 驳回 { $reference }
form-deputy = 由谁在哪段时间代您审批？
form-end_deputy = 结束哪一位的代理？
form-send_back_lines = 退回第 { $line } 行
form-ask = 向{ $name }提问
form-ask-nameless = 就 { $reference } 提问
form-answer = 回答：{ $words }
form-reroute = 转交 { $reference }
form-recode = 修改第 { $line } 行的科目
form-ask_reversal = 申请冲销 { $reference }
form-mark_paid = { $reference } 已付款

choice-none = 无
send-save = 保存

ask-purpose = 这笔费用的用途是什么？
ask-reason = 原因
ask-explanation = 为什么仍应报销？
ask-deputy = 代理人
ask-which_deputy = 代理人和期间
deputy-period = { $name }，{ $first }至{ $last }
ask-first = 第一天
ask-last = 最后一天
ask-lines = 只退回这些行，其余继续（不选则整单退回）
ask-question = 您的问题
ask-answer = 您的回答
ask-approver = 改由谁审批？
ask-approver-number = 改由谁审批？请填工号
ask-amount = 第 { $line } 行，{ $merchant }（最多 { $amount }）
ask-amount-nameless = 第 { $line } 行（最多 { $amount }）
ask-rate = 1 { $from } 折合多少 { $to }

wrong-long = 太长了，最多 64 个字符。
wrong-amount = 请填写金额，例如 88.50。
wrong-digits = 小数位数超过了该币种的位数。
wrong-date = 请填写日期，例如 2026-07-24。
wrong-future = 日期晚于今天。
wrong-currency = 请填写币种代码，例如 CNY。
wrong-choice = 请从列表中选择。
wrong-rate = 请只用数字填写大于零的汇率，例如 7.18。
wrong-above-claimed = 超过了申请金额。
