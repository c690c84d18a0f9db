"""The kinds of work order, grounds for declining, answers to a call-back, grounds for exclusion from the rates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    CONSULT = "consult", _("咨询")
    HELP = "help", _("求助")
    COMPLAIN = "complain", _("投诉")
    REPORT = "report", _("举报")
    SUGGEST = "suggest", _("建议")
    PRAISE = "praise", _("表扬")


class DeclineGround(models.TextChoices):
    """What the hotline is not for (国办发〔2020〕53号)."""

    EMERGENCY = "emergency", _("紧急警情、火情、急救、交通事故，应当拨打110、119、120、122")
    PROCEEDINGS = "proceedings", _("应当通过诉讼、仲裁、纪检监察、行政复议、政府信息公开等程序解决")
    PETITION = "petition", _("已经进入信访渠道")
    SECRETS = "secrets", _("涉及国家秘密、商业秘密、个人隐私")
    UNLAWFUL = "unlawful", _("违反法律法规或者违背公序良俗")
    OUTSIDE = "outside", _("不在本行政区域，或者属于党委、人大、政协、监委、法院、检察院、军队职权范围")
    SAME_AGAIN = "same_again", _("同一事项已经办结，没有新的事实和理由")


# Where to turn, ground by ground: what the form begins with.
ADVICE = {
    DeclineGround.EMERGENCY: _("请立即拨打110（报警）、119（火警）、120（急救）或者122（交通事故）。"),
    DeclineGround.PROCEEDINGS: _(
        "请向有权处理的人民法院、仲裁机构、纪检监察机关、行政复议机关或者政府信息公开工作机构提出。"
    ),
    DeclineGround.PETITION: _("您反映的事项已在信访渠道办理，请向原受理机关查询。"),
    DeclineGround.SECRETS: _("请不要在电话和网络中谈论涉密事项，可以向有权机关当面反映。"),
    DeclineGround.UNLAWFUL: _("您的要求不符合法律规定，热线不能受理。"),
    DeclineGround.OUTSIDE: _("请向事情发生地的12345热线或者有权处理的机关反映。"),
    DeclineGround.SAME_AGAIN: _("同一事项已经办结并答复。有新的事实和理由的，请写明后再反映。"),
}


class Settled(models.TextChoices):
    YES = "yes", _("已解决")
    PARTLY = "partly", _("部分解决")
    NO = "no", _("未解决")


class Attempt(models.TextChoices):
    """How a call-back came to nothing."""

    NO_ANSWER = "no_answer", _("无人接听")
    BUSY = "busy", _("占线")
    OFF = "off", _("关机、停机、空号")
    REFUSED = "refused", _("不愿接受回访")


class ExclusionGround(models.TextChoices):
    """Orders that the three rates leave out, once a reviewer has agreed (接诉即办)."""

    UNREASONABLE = "unreasonable", _("诉求不合理")
    UNLAWFUL = "unlawful", _("诉求不合法")
    BEYOND_POWERS = "beyond_powers", _("不属于任何单位职权")
