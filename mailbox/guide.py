"""What the guide of 领导信箱 tells a citizen, in plain words."""

from django.utils.translation import gettext_lazy as _

from interaction.limits.telling import with_limits

ADVICE = (
    (
        _("可以写什么"),
        _("咨询政策、请求帮助、投诉、举报、提建议、表示感谢，只要是本县各级政府和部门职责范围内的事。"),
    ),
    (
        _("写清楚什么"),
        _("什么时间、什么地点、什么事情、希望怎么解决；可以附照片和材料。留下电话或者邮箱，办到哪一步会告诉您。"),
    ),
    (
        _("要不要写真名"),
        _("请写真实姓名，方便核实和答复。您可以选择姓名不向社会公开，也可以选择不让被反映的单位知道是谁反映的。"),
    ),
    (
        _("哪些不能在这里办"),
        _(
            "人大、政协、监委、法院、检察院职责范围内的事，已经或者依法应当通过诉讼、仲裁、行政复议解决的事，信访已经终结的事，会告诉您到哪里去办。紧急情况请拨打110、119、120。"
        ),
    ),
    (
        _("信访事项怎样办"),
        with_limits(
            _(
                "来信就是信访，都会登记办理，不会因为是信访而不受理（信访工作条例第十七条、第二十三条）。申诉求决、没有其他法定程序的，%(reply)s内作出信访处理意见书；不服的，%(ask)s内可以请求上一级复查（第三十四条、第三十五条）。"
            ),
            reply="letter.reply.petition",
            ask="letter.review_request",
        ),
    ),
    (
        _("谁看得到"),
        _(
            "只有经办的工作人员看得到您的姓名和联系方式，每次查看都有记录。您同意公开、并且隐去个人信息后，来信和答复才会公开（个人信息保护法第六条、第十三条）。"
        ),
    ),
    (
        _("不满意怎么办"),
        _(
            "答复后请您评价。您说没有解决的，督办人员会决定重新办理一次；也可以拨打12345，或者依法提出信访（信访工作条例）。"
        ),
    ),
)

LIMITS = (
    (_("审看您的来信"), "letter.screen"),
    (_("答复咨询"), "letter.reply.consultation"),
    (_("答复求助"), "letter.reply.request"),
    (_("答复投诉"), "letter.reply.complaint"),
    (_("答复举报"), "letter.reply.report"),
    (_("答复建议"), "letter.reply.suggestion"),
    (_("办理信访事项（申诉求决，没有其他法定程序的）"), "letter.reply.petition"),
    (_("办理紧急事项"), "letter.urgent"),
    (_("您不满意时重新办理"), "letter.rework"),
)
