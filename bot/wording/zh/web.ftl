# 网页聊天的页面本身：卡片以外的文字。

web-title = 报销助手
web-conversation = 与报销助手的对话
web-way-back = 换人
web-places = 您的页面
web-place-conversation = 对话
web-place-company = 公司和人员
web-receipts = 票据
web-attach = 添加票据（照片或 PDF，可多选）
web-write = 写事由或指令
web-send = 发送
web-drop = 松开即可发送票据
web-close = 关闭
web-earlier = ↑ 更早的内容
web-newer = ↓ 有新内容
web-picture = 票据图片：
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
