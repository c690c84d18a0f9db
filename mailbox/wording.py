"""What the letters of a petition (信访事项) say by law: 信访工作条例 (2022). Plain text; the legal office enters later versions."""

from datetime import date

from interaction.replies.wording import Wording

REGULATION = "《信访工作条例》"
_SINCE = date(2022, 5, 1)


def _petition(code: str, about: str, article: str, text: str) -> Wording:
    return Wording(f"notice.petition_{code}", about, f"信访工作条例{article}", "信访工作条例原文", _SINCE, text)


WORDINGS = (
    _petition("accepted", "受理告知：按信访事项受理", "第二十三条、第三十一条第六项、第三十四条",
              "您的来信 %(number)s 属于申诉求决类事项，按《信访工作条例》第三十一条第六项受理，自受理之日起%(within)s内办结，"
              "作出信访处理意见书。情况复杂需要延长的，另行告知理由。"),
    _petition("opinion", "信访处理意见书：依据", "第三十一条第六项、第三十二条",
              f"您于%(received)s提出的信访事项（编号：%(number)s）收悉。根据{REGULATION}第三十一条第六项、第三十二条的规定，"
              "现提出处理意见如下："),
    _petition("opinion_review", "信访处理意见书：请求复查", "第三十五条",
              f"如不服本处理意见，可以自收到本意见书之日起%(within)s内书面请求%(above)s复查（{REGULATION}第三十五条）。"),
    _petition("review", "信访复查意见书：依据", "第三十五条",
              f"您于%(received)s就信访事项（编号：%(number)s）请求复查。根据{REGULATION}第三十五条的规定，"
              "本机关对%(against)s进行了复查，意见如下："),
    _petition("review_further", "信访复查意见书：请求复核", "第三十六条",
              f"如不服本复查意见，可以自收到本意见书之日起%(within)s内书面请求%(above)s复核（{REGULATION}第三十六条）。"),
    _petition("reexamination", "信访复核意见书：依据", "第三十六条",
              f"您于%(received)s就信访事项（编号：%(number)s）请求复核。根据{REGULATION}第三十六条的规定，"
              "本机关对%(against)s进行了复核，意见如下："),
    _petition("reexamination_last", "信访复核意见书：复核以后", "第三十六条第三款",
              f"信访人对复核意见不服，仍然以同一事实和理由提出投诉请求的，不再受理（{REGULATION}第三十六条第三款）。"),
)  # fmt: skip
