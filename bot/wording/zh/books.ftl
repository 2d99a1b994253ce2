# 会计专用：将报销单导出为文件。

## 导出

sheet-claims = 报销单
sheet-lines = 费用明细
column-claimant_number = 工号
column-department = 部门
column-lines = 行数
column-submitted_on = 提交日期
column-line = 行
column-kind = 票据种类
column-paid_amount = 支付金额
column-paid_currency = 支付币种
column-account_name = 科目名称
export-offices-only = 只有会计、管理员和审计人员可以导出报销单。
