# `python -m bot check` 以及邀请、退出两个命令所说的话。有的值是系统自己的原话。

## 检查的对象

check-what_settings = 设置
check-what_database = 数据库
check-what_audit = 审计
check-what_jobs = 任务
check-what_company = 公司
check-what_people = 人员
check-what_process = 运行
check-what_web = 网页版
check-what_sign-in = 进入方式
check-what_ledger = 账簿
check-what_reading = 识别

## 检查的结果

check-said = { $said }
check-no_settings = 没有 { $file }，采用环境变量和默认值
check-audit_broken = 第 { $entry } 条处断开：{ $why }
check-audit_whole = 完整，共 { $rows } 条
check-jobs_given_up = 已放弃 { $count } 项，请看 `python -m bot jobs`
check-jobs_none = 没有放弃的任务
check-no_company = 还没有，可用 `python -m bot init` 从零开始
check-people = { $count } 人
check-not_let_in = 其中 { $count } 人从未被邀请进入网页版：`python -m bot invite --everyone --by { $number }`
check-no_administrator = 没有管理员，出了问题没有人知道，请指定一位
check-one_office = 管理员和会计只有{ $name }一人，而本人不能处理自己的报销单，请再指定一位
check-runs = `run` 正在运行
check-runs_not = `run` 已有一分钟没有动静，请启动 `python -m bot run`
check-ledger_to_come = `python -m bot migrate` 会建立新账簿，或补开缺少的科目
check-reading_wrong = { $why }：请运行 `make setup`，或换一个 `ocr.engine`
check-web_off = 未启用。在 [web] 中写 `on = true`，`run` 就会提供网页版
check-web_here = { $address }，只能在本机访问；要让他人访问请填 web.address
check-web_behind = { $address }，经反向代理到 { $host }:{ $port }
check-by_invitation = 凭邀请进入：`python -m bot invite`；配置 [web.oidc] 后可用公司账号
check-by_account = 通过 { $issuer }，对方须登记 { $back }
check-all_well = 已配置的都正常。
check-to_look_at = 需要处理：{ $count } 项

## invite、signout

invite-web_off = 网页版没有启用，无法邀请。请先在设置的 [web] 中写 `on = true`。
invite-whom = 请说明是谁（工号、邮箱或姓名），或用 --everyone。
invite-how = 每个链接只能打开一次，{ $days } 天内有效，并取代之前的链接。请只发给本人。
signout-ended = 已让 { $count } 处退出。尚未使用的链接不再有效。
