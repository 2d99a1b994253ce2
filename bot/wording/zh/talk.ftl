# 有人写消息来时，助手怎么回答。

welcome = { $name }，您好！请把票据拍照或以 PDF 发给我，由我生成报销单。发送“帮助”可查看其他用法。
help =
    把票据拍照或以 PDF 发给我：我来识别，并记到您的报销单上。
    您另外写的话会记为草稿的事由。
    您还可以写：
    报销单 – 显示当前的报销单
    列表 – 最近的报销单
    待办 – 待您处理的事项 · 全部同意、全部入账 – 其中没有提示的
    网页 – 获取您的网页链接
    提交 EC26-000123 · 撤回 EC26-000123 · 催办 EC26-000123
    同意 EC26-000123 · 退回 EC26-000123 原因 · 驳回 EC26-000123 原因
    退回 EC26-000123 2,3：原因 – 只退回这些行，其余继续
    提问 EC26-000123 问题 · 回答 EC26-000123 内容
    代理 E1002 2026-12-01 2026-12-07 · 代理 结束 – 由谁代您审批
    帮助 – 这段说明 · 帮助 关键词 – 使用说明里怎么说
help-title = 想了解什么？
help-summary = 使用说明目录。
help-contents = 全部主题
help-nothing = 使用说明里没有找到“{ $question }”。全部内容如下：
unlinked = 您好！尚未确认您是公司的哪位员工，暂时无法接收您的票据。已通知管理员，关联后请重新发送。
group = 报销只在私聊中办理，请打开与我的私聊，在那里发送。
group-link = 报销只在私聊中办理，请在与我的私聊中发送：{ $link }
has-left = 公司记录显示您已离职，无法再接收您的票据。如有错误，请联系管理员。
say-unknown = 未能理解。请发一张票据的照片，或写“帮助”。
say-no_claim = 您没有进行中的报销单。发一张票据的照片就可以开始。
say-no_such_claim = 没有找到您可以查看的报销单 { $reference }。
say-look_first = 请先看一下 { $reference }，见下面的卡片，然后按按钮，或再写一次。
say-same_photo = 这份票据已在 { $reference } 第 { $line } 行，您无需操作。
say-parted_title = 不再由您处理：{ $reference }
say-parted = { $reference } 不再由您处理，您无需操作。
say-list = 您最近的报销单：
say-list_line = { $reference } · { $state } · { $amount } · { $purpose }
say-refused_file = { $name } 过大或已失效，无法接收。请重新发送照片或 PDF，不超过 25 MB。
say-no_receipt = { $name } 不是照片、PDF 或电子发票，未接收。请发送照片（JPEG、PNG、WebP、HEIC）、PDF、OFD 或发票 XML；压缩包请先解压，其他格式的文件请先另存为 PDF。
say-empty_file = { $name } 是空文件，请重新发送。
say-open = 请打开此链接，在浏览器中查看您的报销。链接仅可使用一次，十分钟内有效，请勿转发：{ $link }
say-open_here = 您已在网页中。如需在其他设备上使用，请向管理员索取邀请链接。
say-no_web = 本系统未启用网页。所有操作都可以在聊天中完成，发送“帮助”查看。
