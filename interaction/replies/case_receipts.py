"""回执: the receipt of a case, printed as often as its sender (or the clerk who took it in) asks for it.

It carries the query code, which is stored nowhere; so the receipt is not stored either.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from interaction.casework.models import Case
from interaction.evidence.days import latest_root
from interaction.replies.fonts import register_fonts
from interaction.replies.receipts import Receipt, render_receipt
from interaction.workdays.now import local_date, today

# A receipt names what was asked; the whole text is with the case.
LONGEST = 240


def receipt_pdf(case: Case) -> bytes:
    """The receipt as a PDF. Its QR code opens the tracking page by the number alone: the code is in no address."""
    register_fonts(settings.FONTS_DIR)
    # A paper of the office is in the office's language, whoever asks for it.
    with translation.override(settings.LANGUAGE_CODE):
        receipt = Receipt(
            government=settings.OFFICE["government"], heading=_("%(channel)s回执") % {"channel": case.describes.label},
            number=case.number, query_code=case.query_code, rows=_rows(case),
            next_steps=tuple(str(step) for step in case.describes.guide),
            tracking_url=f"{settings.SITE_URL}{reverse('portal:track')}?number={case.number}", printed=today(),
        )  # fmt: skip
        return render_receipt(receipt)


def code_slip_pdf(case: Case) -> bytes:
    """补发查询码 on paper: number and code alone, for whoever issues it may not be one who may read the case."""
    register_fonts(settings.FONTS_DIR)
    with translation.override(settings.LANGUAGE_CODE):
        slip = Receipt(
            government=settings.OFFICE["government"], heading=_("查询码补发单"), number=case.number,
            query_code=case.query_code,
            rows=((_("渠道"), str(case.describes.label)), (_("提交日期"), local_date(case.submitted_at).isoformat())),
            next_steps=(_("原来的查询码已经失效。"), _("请妥善保管，不要告诉他人：有编号和查询码的人都能查看本件。")),
            tracking_url=f"{settings.SITE_URL}{reverse('portal:track')}?number={case.number}", printed=today(),
        )  # fmt: skip
        return render_receipt(slip)


def _rows(case: Case) -> tuple[tuple[str, str], ...]:
    sealed = latest_root()
    rows = [
        (_("提交人"), case.from_whom),
        (_("标题"), case.title),
        *((str(label), _clipped(str(text))) for label, text in case.describes.content(case)),
        (_("提交方式"), case.get_source_display()),
        (_("提交日期"), local_date(case.submitted_at).isoformat()),
        (_("收到日期"), case.received_on.isoformat() if case.received_on else _("与您确认后确定")),
        (_("答复期限"), case.due_on.isoformat() if case.due_on and case.received_on else _("登记后告知")),
        (
            _("最近一次存证"),
            _("%(day)s 校验值 %(root)s") % {"day": sealed[0].isoformat(), "root": sealed[1]} if sealed else "",
        ),
    ]
    return tuple((label, text) for label, text in rows if text)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"
