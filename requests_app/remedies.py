"""The paragraph of a decision that tells the applicant where to contest it and by when (救济途径).

It is mandatory: without it the limit runs from the day the applicant learns of the right, up to a year
(行政复议法 (2023) A.20, third paragraph).
"""

from datetime import date

# 行政复议法 (2023), A.90: in force from this day.
RECONSIDERATION_FIRST_FROM = date(2024, 1, 1)


def remedies_paragraph(
    *, refusal: bool, dated: date, reconsideration_organ: str, court: str = "有管辖权的人民法院", against: str = "本答复",
) -> str:  # fmt: skip
    """The remedies against a decision of the given date (Asia/Shanghai), in the words of the letter.

    `refusal` is whether the decision counts as a refusal to disclose (不予公开); the decision table says
    which ones do, `against` what the letter calls itself. The limits run from knowing of the decision, which for the applicant is its receipt.

    From 2024-01-01 a refusal goes to reconsideration first and the letter must say so, so it offers no direct
    litigation (行政复议法 (2023) A.23, first paragraph, item 4, and last paragraph). All else leaves the
    choice (A.20; 行政诉讼法 A.44-46). An organ for which nobody has said who reconsiders names it in general.
    """
    reconsideration_organ = reconsideration_organ or "有管辖权的行政复议机关"
    if refusal and dated >= RECONSIDERATION_FIRST_FROM:
        return _reconsideration_first(reconsideration_organ, court, against)
    if dated >= RECONSIDERATION_FIRST_FROM:
        basis = "《中华人民共和国行政复议法》第二十条和《中华人民共和国行政诉讼法》第四十四条、第四十六条"
    else:
        # The Act in force until 2023-12-31 had the same 60 days in its A.9.
        basis = "《中华人民共和国行政复议法》（2017年修正）第九条和《中华人民共和国行政诉讼法》第四十四条、第四十六条"
    return _free_choice(basis, reconsideration_organ, court, against)


def _free_choice(basis: str, organ: str, court: str, against: str) -> str:
    return (
        f"如对{against}不服，可以根据{basis}的规定，"
        f"自收到{against}之日起六十日内向{organ}申请行政复议，"
        f"也可以自收到{against}之日起六个月内直接向{court}提起行政诉讼。"
    )


def _reconsideration_first(organ: str, court: str, against: str) -> str:
    """A.34 covers the reconsideration organ that does not accept, dismisses or lets its own limit pass."""
    return (
        f"如对{against}不服，根据《中华人民共和国行政复议法》第二十条、第二十三条第一款第四项的规定，"
        f"应当自收到{against}之日起六十日内先向{organ}申请行政复议；"
        "对行政复议决定不服的，可以根据《中华人民共和国行政诉讼法》第四十五条的规定，"
        f"自收到行政复议决定书之日起十五日内再向{court}提起行政诉讼。"
        f"{organ}决定不予受理、驳回申请或者逾期不作答复的，"
        "可以根据《中华人民共和国行政复议法》第三十四条的规定，"
        f"自收到决定书之日起或者行政复议期限届满之日起十五日内向{court}提起行政诉讼。"
    )
