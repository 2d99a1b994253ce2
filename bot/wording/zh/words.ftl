# 状态、按钮、角色、审批级别、字段、票据种类：一物一名，处处相同。

## 报销单的状态

state-draft = 草稿
state-submitted = 已提交
state-in_approval = 审批中
state-sent_back = 已退回
state-rejected = 已驳回
state-withdrawn = 已撤回
state-discarded = 已作废
state-approved = 已同意
state-posting = 入账中
state-posting_failed = 入账失败
state-posted = 已入账
state-paid = 已付款
state-reversed = 已冲销

## 可以做的事：按钮上的字

action-add = 手工添加
action-read = 识别
action-correct = 更正
action-remove = 移除
action-cancel_reading = 取消识别
action-restore = 撤销
action-split = 每张一行
action-join = 这是一张票据
action-categorise = 全部选此类别
action-confirm = ≈ 都对
action-describe = 填写事由
action-explain = 说明
action-submit = 提交
action-withdraw = 撤回
action-remind = 催办
action-discard = 作废
action-approve = 同意
action-approve_all = 全部同意（无提示的 { $count } 张）
action-approve_less = 核减后同意
action-send_back = 退回
action-send_back_lines = 退回此行
action-give_back = 归还明细
action-reject = 驳回
action-ask = 提问
action-answer = 回答
action-take_back = 收回决定
action-deputy = 设代理人
action-end_deputy = 结束代理
action-post_all = 全部入账（无提示的 { $count } 张）
action-take_back_all = 全部收回（{ $count } 张）
action-reroute = 转交
action-recode = 修改科目
action-check = 复核并入账
action-start_posting = 开始入账
action-book = 入账
action-fail = 入账失败
action-alarm = 账目不符
action-fix_and_post = 修正并入账
action-post_next = 计入下一期间
action-accrue = 冲减预提
action-ask_period = 询问入账期间
action-look_again = 重新核对
action-pay = 付款
action-mark_paid = 标记为已付款
action-ask_reversal = 申请冲销
action-drop_reversal = 取消冲销
action-confirm_reversal = 确认冲销
action-reverse = 冲销
action-fail_reversal = 冲销失败
action-reopen = 重新报销
action-open = 打开
action-requeue = 重新执行

## 发生过的事：历史记录里的字

happened-add = 添加第 { $line } 行
happened-read = 识别第 { $line } 行的票据
happened-correct = 更正第 { $line } 行
happened-remove = 移除第 { $line } 行
happened-cancel_reading = 取消识别第 { $line } 行
happened-restore = 恢复第 { $line } 行
happened-split = 把第 { $line } 行的文件按票据拆成多行
happened-join = 说明第 { $line } 行的文件是一张票据
happened-categorise = 为所有缺类别的行选了同一类别
happened-confirm = 确认了识别结果
happened-describe = 填写事由
happened-explain = 说明第 { $line } 行
happened-submit = 提交
happened-withdraw = 撤回
happened-remind = 催办
happened-approve = 同意
happened-send_back = 退回
happened-send_back_lines = 退回部分明细（{ $other }）
happened-give_back = 把明细归还 { $other }
happened-reject = 驳回
happened-ask = 提问
happened-answer = 回答
happened-take_back = 收回决定
happened-reroute = 转交
happened-recode = 修改第 { $line } 行的科目
happened-check = 复核并放行入账
happened-start_posting = 开始入账
happened-book = 入账
happened-fail = 入账失败
happened-fix_and_post = 修正后再次放行入账
happened-post_next = 放行计入下一开放期间
happened-accrue = 放行冲减预提
happened-ask_period = 询问入账期间
happened-alarm = 发现账上内容不符
happened-look_again = 已在账上处理，要求重新核对
happened-pay = 确认已付款
happened-mark_paid = 标记为已付款
happened-ask_reversal = 申请冲销
happened-drop_reversal = 取消冲销
happened-confirm_reversal = 确认冲销
happened-reverse = 冲销
happened-fail_reversal = 冲销未成功
happened-reopen = 重新报销

## 角色

role-claimant = 报销人
role-approver = 审批人
role-bookkeeper = 会计
role-administrator = 管理员
role-auditor = 审计
role-system = 系统

## 公司可以使用的审批级别；其他名称按公司所写显示

level-manager = 直接上级
level-department = 部门负责人
level-director = 总监
level-finance = 财务
level-general_manager = 总经理

## 字段

field-merchant = 商户
field-date = 日期
field-time = 时间
field-total = 金额
field-net = 不含税金额
field-tax = 税额
field-tax_rate = 税率
field-currency = 币种
field-rate = 汇率
field-payment_method = 支付方式
field-category = 费用类别
field-invoice_code = 发票代码
field-invoice_number = 发票号码
field-number = 票据号码
field-buyer = 购买方
field-buyer_tax_number = 购买方税号
field-seller_tax_number = 销售方税号
field-seller_registration = 销售方登记号
field-seller_phone = 销售方电话
field-traveller = 旅客
field-purpose = 事由
field-approver = 审批人
field-account = 科目
field-input_tax = 进项税额
field-tax_code = 税码
field-cost_centre = 成本中心
field-project = 项目
field-claimant = 报销人
field-reference = 报销单号
field-state = 状态
field-claimed = 申请金额
field-approved = 核准金额
field-approved_line = 核准
field-waiting_for = 等待
field-voucher_number = 凭证号
field-posted_on = 入账日期
field-paid_on = 付款日期

## 票据种类

kind-receipt = 收据
kind-invoice = 商业发票
kind-vat_invoice = 增值税普通发票
kind-vat_special_invoice = 增值税专用发票
kind-train_ticket = 火车票
kind-rail_fee = 火车退票或改签费
kind-air_itinerary = 机票行程单
kind-road_ticket = 客运汽车票
kind-water_ticket = 船票
kind-taxi_receipt = 出租车发票
kind-ride_hailing_invoice = 网约车发票
kind-toll_invoice = 通行费发票
kind-trip_list = 网约车行程单
kind-quota_invoice = 定额发票
kind-printed_invoice = 通用机打发票
kind-parking_receipt = 停车票
kind-fuel_receipt = 加油票据
kind-hotel_folio = 酒店账单
kind-by_hand = 手工填写
kind-other = 票据

## 支付方式

payment-wechat_pay = 微信支付
payment-alipay = 支付宝
payment-unionpay_app = 云闪付
payment-touch_n_go = Touch ’n Go
payment-grabpay = GrabPay
payment-boost = Boost
payment-apple_pay = Apple Pay
payment-google_pay = Google Pay
payment-paypal = PayPal
payment-octopus = 八达通
payment-transit_card = 交通卡
payment-card = 银行卡
payment-direct_debit = 自动扣款
payment-bank_transfer = 银行转账
payment-cheque = 支票
payment-cash = 现金
