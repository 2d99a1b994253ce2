# 进入网页之前看到的内容，以及管理员邀请时收到的提示。

sign-in-nobody = 没有工号为 { $number } 的员工。
sign-in-has-left = { $name }已离职，不能邀请。

door-hello = { $name }，您好
door-hello-text = 在此浏览器中打开您的报销？在您退出之前，此设备将保持进入状态。
door-open = 打开我的报销
door-instead = 此处目前是{ $name }，打开后将退出其账户。
door-used = 此链接已使用
door-used-text = 每个链接只能打开一次。如需继续使用，请在之前打开过的浏览器中访问 { $address }。
door-expired = 此链接已过期
door-expired-text = 邀请链接七天内有效，聊天中收到的链接十分钟内有效。
door-unknown = 此链接无法打开
door-unknown-text = 可能没有复制完整，或者已有更新的链接将其替代。
door-left = 您已不在公司
door-left-text = 根据我们的记录您已离职，因此无法打开此页面。如有误，请告知管理员。
door-out = 您尚未进入
door-out-text = 您的报销只有您本人可以看到。请用以下方式进入：
door-bye = 您已退出
door-bye-text = 内容不会丢失，再次进入后仍可看到您的报销。
door-next-oidc = 使用公司账户进入
door-next-oidc-as = 使用{ $name }进入
door-next-chat = 公司聊天软件中有报销助手吗？向它发送“网页”，即可收到新链接。
door-next-invitation = 也可以向报销助手的管理员索取新的邀请链接。
door-oidc-stranger = 员工名单中没有找到您
door-oidc-stranger-text = 您的账户是 { $email }，没有员工使用此邮箱。请联系管理员填写后再试。
door-oidc-unverified = 您的邮箱尚未验证
door-oidc-unverified-text = 公司账户没有确认 { $email } 属于您，因此不能以此进入。请先在公司账户中验证，或向管理员索取邀请链接。
door-oidc-no-email = 公司账户没有提供邮箱
door-oidc-no-email-text = 我们通过邮箱确认员工身份。请向管理员索取邀请链接。
door-oidc-again = 没有成功
door-oidc-again-text = 可能用时过长、中途取消，或是在另一个浏览器中开始的。请再试一次。
door-oidc-away = 公司账户系统没有正常响应
door-oidc-away-text = 请过几分钟再试。如仍不行，请告知管理员：`python -m bot check` 会说明原因。
