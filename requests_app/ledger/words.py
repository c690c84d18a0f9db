"""The words real ledgers use beside those of the template: for the heads of columns and for what stands in them.

Only what can be meant in one way: a word that tables 3 and 4 of the annual report divide further (不予公开) is refused
with what to choose from, and 申请时间, which is not the statutory day of receipt, is asked about (see mapping by hand).
"""

# Heads, by the field they stand for. 日期 and 时间 are the same here (see `columns.named`).
HEADERS = {
    "number": ("编号", "登记编号", "登记号", "受理号", "申请编号", "申请号", "办件编号", "收文编号"),
    "received_on": (
        "收到申请日期", "收到申请的日期", "收到申请表日期", "收件日期", "收文日期", "接收日期", "接收申请日期", "来件日期",
        "受理日期", "登记日期",
    ),
    "kind": ("申请人类别", "申请人性质", "申请人身份", "申请人分类", "申请主体", "申请主体类型", "申请主体类别", "主体类型"),
    "name": ("申请人姓名", "申请人名称", "姓名", "申请人姓名或名称", "申请人姓名名称", "申请人姓名或者名称", "申请单位或个人"),
    "source": (
        "申请方式", "申请渠道", "申请途径", "提交渠道", "提交途径", "来件方式", "收件方式", "受理方式", "受理渠道",
        "接收方式", "接收渠道", "申请提交方式",
    ),
    "content": (
        "申请事项", "申请公开内容", "申请公开的内容", "申请公开事项", "申请公开的信息", "申请公开信息", "申请公开信息内容",
        "申请公开的政府信息", "申请公开政府信息内容", "申请信息", "申请信息内容", "所需信息", "所需政府信息", "所需信息内容",
        "所需政府信息内容", "所需政府信息内容描述", "申请内容描述", "信息内容",
    ),
    "correction_asked_on": ("补正通知日期", "告知补正日期", "要求补正日期", "补正告知书日期"),
    "corrected_on": ("收到补正日期", "补正材料收到日期", "收到补正材料日期"),
    "extended_on": ("延期日期", "延期答复告知日期", "告知延期日期", "延长告知日期", "延期答复日期"),
    "extended_by": ("延期天数", "延期工作日", "延期工作日数", "延长天数", "延长工作日数"),
    "asked_on": ("征求意见日期", "征求第三方意见日期", "发出征求意见日期"),
    "answered_on": ("意见收回日期", "收到意见日期", "收到反馈意见日期", "意见反馈日期", "第三方反馈日期"),
    "fee_noticed_on": ("收费告知日期", "缴费通知日期"),
    "outcome": (
        "答复结果", "处理结果", "办结结果", "公开结果", "公开情况", "答复情况", "办理情况", "答复类型", "答复类别", "答复意见类型",
        "办理类型", "处理类型", "决定类型", "答复结论",
    ),
    "closed_on": ("答复日期", "回复日期", "办理完成日期", "完成日期", "结案日期", "作出答复日期", "答复书日期", "办结答复日期"),
    "reconsideration": ("复议结果", "行政复议情况", "复议情况"),
    "reconsideration_filed_on": ("复议通知日期", "收到行政复议通知日期"),
    "reconsideration_decided_on": ("复议结果日期", "收到行政复议决定日期"),
    "litigation_kind": ("诉讼类型",),
    "litigation_result": ("诉讼结果", "行政诉讼情况", "诉讼情况"),
    "litigation_filed_on": ("诉讼通知日期", "应诉通知日期", "收到应诉通知日期"),
    "litigation_decided_on": ("诉讼结果日期",),
    "remark": ("说明", "备注说明", "其他说明"),
}  # fmt: skip

# What a cell holds when it holds nothing; signs alone (/ - —) are nothing too.
NOTHING = frozenset({"无", "暂无", "没有", "空", "空白", "不适用", "NA", "na", "null", "NULL", "None"})
# What stands for an outcome while there is none.
STILL_OPEN = frozenset(
    {"在办", "办理中", "正在办理", "处理中", "待办", "待答复", "未答复", "未办结", "尚未办结", "尚未答复"}
)

KINDS_ALSO = {
    "公民": "person", "个人": "person", "自然人个人": "person", "公民个人": "person", "个人申请": "person",
    "企业": "enterprise", "公司": "enterprise", "商业公司": "enterprise", "企业法人": "enterprise", "企业单位": "enterprise",
    "科研院所": "research", "科研单位": "research", "研究机构": "research",
    "公益组织": "welfare", "社会公益机构": "welfare",
    "律师事务所": "legal_service", "律所": "legal_service", "法律服务所": "legal_service",
    "其他组织": "other", "法人或其他组织（其他）": "other", "其它": "other",
}  # fmt: skip
OUTCOMES_ALSO = {
    "公开": "3.1", "全部公开": "3.1", "同意公开": "3.1", "已公开": "3.1", "主动公开": "3.1", "已主动公开": "3.1",
    "部分公开": "3.2", "部分予以公开": "3.2", "予以部分公开": "3.2", "同意部分公开": "3.2", "区分处理": "3.2",
    "国家秘密": "3.3.1", "涉及国家秘密": "3.3.1", "法律行政法规禁止公开": "3.3.2", "三安全一稳定": "3.3.3",
    "第三方合法权益": "3.3.4", "涉及第三方合法权益": "3.3.4", "商业秘密": "3.3.4", "个人隐私": "3.3.4",
    "内部事务信息": "3.3.5", "过程性信息": "3.3.6", "行政执法案卷": "3.3.7", "执法案卷": "3.3.7", "行政查询事项": "3.3.8",
    "信息不存在": "3.4.1", "政府信息不存在": "3.4.1", "不存在": "3.4.1", "本机关不掌握": "3.4.1", "不掌握": "3.4.1",
    "不掌握相关政府信息": "3.4.1", "非本机关信息": "3.4.1", "不属于本机关": "3.4.1", "不属于本机关公开": "3.4.1",
    "非本机关负责公开": "3.4.1", "不属于本机关负责公开": "3.4.1",
    "没有现成信息": "3.4.2", "需要另行制作": "3.4.2", "需加工制作": "3.4.2", "需要加工分析": "3.4.2",
    "申请内容不明确": "3.4.3", "补正后仍不明确": "3.4.3", "内容不明确": "3.4.3",
    "信访举报投诉": "3.5.1", "信访投诉举报": "3.5.1", "信访": "3.5.1", "投诉举报": "3.5.1", "不予重复处理": "3.5.2",
    "公开出版物": "3.5.3", "大量反复申请": "3.5.4", "要求确认或重新出具已获取信息": "3.5.5",
    "逾期不补正": "3.6.1", "逾期未补正": "3.6.1", "逾期未缴费": "3.6.2", "逾期不缴费": "3.6.2",
    "撤回": "3.6.3", "申请人撤回": "3.6.3", "撤回申请": "3.6.3", "申请人撤回申请": "3.6.3", "主动撤回": "3.6.3",
    "申请人主动撤回": "3.6.3", "已撤回": "3.6.3", "撤销申请": "3.6.3", "其它": "3.6.3",
}  # fmt: skip
# Headings of table 3 that a ledger is often closed with, and the rows to choose from instead.
HEADINGS = {
    "不予公开": "3.3.", "不公开": "3.3.", "不同意公开": "3.3.", "无法提供": "3.4.", "不予处理": "3.5.", "其他处理": "3.6.",
}  # fmt: skip

ORAL = "oral"  # not a source of its own in casework: an oral request is made at the counter (条例 A.29)
SOURCES_ALSO = {
    "电话": "phone",  # not a form the Regulation offers, but a case may carry it
    "网络": "online", "网上": "online", "网上申请": "online", "网络申请": "online", "网络提交": "online", "在线": "online",
    "在线申请": "online", "在线提交": "online", "网站": "online", "线上": "online", "互联网": "online", "网络平台": "online",
    "当面": "counter", "现场": "counter", "窗口": "counter", "当面申请": "counter", "现场申请": "counter", "现场提交": "counter",
    "当面递交": "counter", "现场递交": "counter", "窗口提交": "counter", "当场": "counter", "上门": "counter",
    "信函": "post", "信件": "post", "来信": "post", "信函申请": "post", "书信": "post", "挂号信": "post", "平信": "post",
    "邮政": "post", "邮政寄送": "post", "邮寄申请": "post", "快递": "post", "EMS": "post", "邮政EMS": "post", "特快专递": "post",
    "邮政特快专递": "post", "传真申请": "fax", "电邮": "email", "电子邮箱": "email", "Email": "email", "email": "email",
    "E-mail": "email", "e-mail": "email", "口头申请": ORAL, "口述": ORAL,
}  # fmt: skip
RESULTS_ALSO = {
    "维持": "upheld", "纠正": "corrected", "其他": "other", "其它": "other", "其它结果": "other", "未审结": "pending",
    "审理中": "pending", "正在审理": "pending", "待审结": "pending",
}  # fmt: skip
LITIGATION_ALSO = {"直接起诉": "direct", "未经复议": "direct", "经复议后起诉": "after"}
