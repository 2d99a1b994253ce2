# 有人写消息来时，助手怎么回答。

welcome = { $name }，您好！把票据拍照或以 PDF 发给我，我来生成报销单。发送“帮助”可以看到我还听得懂什么。
help =
    把票据拍照或以 PDF 发给我：我来识别，并记到您的报销单上。
    您另外写的话会记为草稿的事由。
    您还可以写：
    报销单 – 显示当前的报销单
    列表 – 最近的报销单
    待办 – 等您处理的事
    提交 EC26-000123 · 撤回 EC26-000123
    同意 EC26-000123 · 退回 EC26-000123 原因 · 驳回 EC26-000123 原因
    提问 EC26-000123 问题 · 回答 EC26-000123 内容
    帮助 – 这段说明
unlinked = 您好！我还不知道您是公司里的哪一位，暂时不能收您的票据。已通知管理员，关联好之后请再发一次。
group = 报销只在私聊中办理，请打开与我的私聊，在那里发送。
group-link = 报销只在私聊中办理，请在与我的私聊中发送：{ $link }
has-left = 按公司记录您已离职，我不能再收您的票据。如有错误，请联系管理员。
say-unknown = 没看懂。请发一张票据的照片，或写“帮助”。
say-no_claim = 您没有进行中的报销单。发一张票据的照片就可以开始。
say-no_such_claim = 没有找到您可以查看的报销单 { $reference }。
say-look_first = 请先看一下 { $reference }，见下面的卡片，然后按按钮，或再写一次。
say-same_photo = 这份票据已在 { $reference } 第 { $line } 行，您无需操作。
say-parted_title = 不再由您处理：{ $reference }
say-parted = { $reference } 不再由您处理，您无需操作。
say-which_claim = 有几张报销单在等您，请同时写上单号，例如 { $reference }。
say-nothing_waits = 没有等您处理的事。
say-no_such_button = { $reference } 现在不能这样操作，下面是最新的卡片。
say-list = 您最近的报销单：
say-list_line = { $reference } · { $state } · { $amount } · { $purpose }
say-refused_file = 这个文件收不下。请发照片或 PDF，不超过 25 MB。
say-try_later = 这里遇到一点阻碍。没有丢失任何内容，我会自己再试。
