# 网页聊天的页面本身：卡片以外的文字。

web-title = 报销助手
web-conversation = 与报销助手的对话
web-way-back = 换人
web-places = 您的页面
web-place-conversation = 对话
web-place-company = 公司和人员
web-place-manual = 使用说明
web-contents = 目录
web-receipts = 票据
web-attach = 添加票据（照片、PDF、OFD、XML，可多选）
web-write = 写事由或指令
web-send = 发送
web-drop = 松开即可发送票据
web-close = 关闭
web-earlier = ↑ 更早的内容
web-newer = ↓ 有新内容
web-picture = 票据图片：
web-no-picture = 这份文件无法显示图片
web-page = 第 { $page } 页，共 { $pages } 页
web-crop = 票据上的“{ $label }”
web-progress = 识别进度
web-sending = 正在发送第 { $done } 份，共 { $count } 份……
web-offline = 连接中断，正在重试……
web-refused = 服务器没有接受。请刷新页面后再试一次。
web-failed = { $name } 没有发送成功，请再发一次。
web-too-large = { $name } 超过 25 MB，没有发送。
web-slow = 已收到，正在处理。
web-signed-out = 您已退出。已写的内容仍保留；请刷新页面后继续。
web-way-out = 退出
web-noscript = 此页面需要 JavaScript，请在浏览器中启用。

## 本人的报销单

web-place-own = 我的报销
own-title = 您的报销单
own-empty = 您还没有报销单。在对话中发一张票据，就有了第一张。
own-send = 去发票据
own-found_nothing = 这里没有。请查看全部报销单，或在对话中发送票据。
own-all = 查看全部报销单
own-find = 查找
own-words = 单号、事由或商户
own-month = 开始于
own-any_month = 不限月份
own-parts = 进展
own-part_all = 全部
own-part_with_me = 待我处理
own-part_waiting = 审批中
own-part_coming = 待付款
own-part_paid = 已付款
own-part_ended = 已结束
own-total_coming = 即将付给您：{ $amount }
own-total_waiting = 审批中：{ $amount }
own-total_paid = 已付款：{ $amount }
own-older = 更早的
own-newest = 回到最新
own-draft = { $count ->
    [0] 还没有票据，请在对话中发送。
   *[other] { $count } 张票据，尚未提交。
}
own-lowered = 申请 { $claimed }，核准 { $approved }。
own-since_approved = 待会计复核，{ $since }。
own-since_posting = 正在入账，{ $since }。
own-since_posting_failed = 入账未成功，会计正在处理，{ $since }。
own-since_posted = 已入账，待付款，{ $since }。
own-paid = 已于 { $on } 付款（{ $voucher }）。
own-did_remind = 已就 { $reference } 催办{ $name }。
own-did_withdraw = { $reference } 已撤回。打开后可修改并再次提交。
own-did_discarded = { $reference } 已作废。如仍需要，可打开继续。
own-changed = { $reference } 在此期间有变动，这里显示的是最新内容。
own-count = { $count ->
   *[other] 您有 { $count } 张进行中的报销单。
}
own-more = { $count ->
   *[other] ……另有 { $count } 张。
}
own-page = 全部报销单，可查找、可按月查看：{ $link }
