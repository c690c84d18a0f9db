"""What the guide of the 12345 hotline tells a citizen, in plain words."""

from django.utils.translation import gettext_lazy as _

ADVICE = (
    (
        _("可以打来说什么"),
        _("政策咨询、生活求助、投诉、举报、建议，只要不是紧急警情。全天 24 小时有人接听；也可以在本站填写。"),
    ),
    (
        _("紧急情况打哪里"),
        _("报警 110，火警 119，急救 120，交通事故 122。12345 接到紧急情况会立即转接，但请您先打紧急电话。"),
    ),
    (
        _("说清楚什么"),
        _("什么时间、什么地点、什么事情、希望怎么解决，留一个方便联系的电话。"),
    ),
    (
        _("谁看得到您的电话"),
        _("只有经办的人看得到，每次查看都有记录。您可以要求不让被反映的单位知道是谁反映的。通话录音不公开。"),
    ),
    (
        _("办完之后"),
        _("会打电话或者发短信回访：有没有解决、满不满意。您说没有解决的，退回重新办理。"),
    ),
)

LIMITS = (
    (_("答复咨询"), "hotline.reply.consult"),
    (_("答复求助"), "hotline.reply.help"),
    (_("答复投诉"), "hotline.reply.complain"),
    (_("答复举报"), "hotline.reply.report"),
    (_("答复建议"), "hotline.reply.suggest"),
    (_("办结紧急事项"), "hotline.reply.urgent"),
    (_("办结特急事项"), "hotline.reply.very"),
    (_("办完后回访您"), "hotline.call_back"),
    (_("您不满意时决定是否重办"), "hotline.rework_decision"),
    (_("您说没有解决时重新办理"), "hotline.rework"),
)
