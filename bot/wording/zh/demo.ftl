# 演示在卡片之外说的话：标题、向坐在终端前的人提的问题，以及怎样结束。

## 标题：姓名后面是此人做的事

demo-sends = 用手机发来 { $count } 张票据
demo-corrects = 更正第 { $line } 行
demo-looks = 核对第 { $line } 行
demo-removes = 移除第 { $line } 行
demo-describes = 写明事由并提交
demo-explains = 说明第 { $line } 行为何仍要报销
demo-approves = 一键同意
demo-recodes = 填写第 { $line } 行的科目
demo-checks = 核对科目与税额，入账
demo-pays = 付款，并在账本中手工记下

## 没有姓名的标题

demo-scripted = 以下审批、复核和付款由脚本扮演，一律通过；实际工作中由本人核对后决定。
demo-all-the-same = 卡片上有警示，脚本照样同意；实际的审批人会提问或退回。
demo-days = 三个工作日过去：提醒与升级
demo-journal = 账本中的凭证
demo-verdicts = 核对结果
demo-next = 接下来可以做的事

## 谁看到了

demo-sees = { $name }{ $count ->
   *[other] 看到
}：
demo-sees-first = { $name }（{ $number }，{ $role }，使用中文）看到：

## 在终端提的问题

demo-asks = 第 { $line } 行的{ $label }
demo-now = 现在是 { $value } · 直接回车表示不变
demo-number = 编号或名称
demo-needed = 此项必须填写。
demo-no-such-choice = 列表中没有“{ $answer }”。
demo-chosen = { $label }：没有人在场回答，演示以“{ $value }”为例。
demo-kept = { $label }：没有人在场回答，保留识别出的“{ $value }”。
demo-removed = 第 { $line } 行：没有人在场填写金额，演示将其移除。
demo-removed-twin = 第 { $line } 行：没有人在场说明为何重复报销，演示将其移除。
demo-why-twin = 第 { $line } 行可能重复报销。如确应报销，请说明理由；直接回车表示移除
demo-purpose = 拜访客户

## 提前结束

demo-no-answer = { $label }没有得到回答，演示到此为止，没有提交任何内容。
demo-not-taken = { $label }不能填“{ $answer }”：{ $why }
demo-nothing-left = 没有可报销的票据了，演示到此为止。
demo-refused = { $name }的操作没有办成：{ $why }
demo-stands = 报销单 { $reference } 停在“{ $state }”：{ $why }
demo-unposted = 账务系统没有及时答复。
demo-so-far = 到此为止的内容在 { $folder } 中。

## 网页上的演示

demo-page-at =
    示例公司已在 { $address } 打开，只有本机可以访问。数据在 { $folder } 中。
    按 Ctrl-C 结束。
demo-page-lead = 这是一家虚构的公司，全部在您的电脑上运行，不连接网络。演示中可以扮演任何人，每人在自己的窗口里只看到自己的对话。
demo-page-choose = 选择扮演谁
demo-page-try = 从票据到付款
demo-page-sends = 打开林小雨的窗口，发送自己的票据，或下面的样张（可以拖到窗口里），写上事由，核对后按“提交”。
demo-page-approves = 打开梅芳的窗口，按“同意”。1000 元以上还需 Grace Hall 同意。
demo-page-posts = 打开薄文的窗口，核对科目与税额，按“复核并入账”。
demo-page-pays = 在本页底部付款，如同会计在账本中记下付款；林小雨会收到通知。
demo-page-bank = 银行：已入账、待付款
demo-page-pay = 付款
demo-page-nothing-owed = 没有待付款的报销单。
