"""The feedback report as PDF on the sheet of GB/T 9704-2012, by the parts that set letters."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interaction.consultations.figures import labelled
from interaction.consultations.models import Consultation, FeedbackReport, OpinionGroup
from interaction.replies.fonts import register_fonts
from interaction.replies.pen import written
from interaction.replies.typesetting import TextRow, chinese_date, draw_pages, paragraph_rows, title_rows
from interaction.workdays.now import local_date


def render_report(consultation: Consultation, report: FeedbackReport) -> bytes:
    """The published report as a PDF file: searchable, fonts embedded, in Chinese, the same bytes for the same report."""
    register_fonts(settings.FONTS_DIR)
    assert report.published_at
    with translation.override(settings.LANGUAGE_CODE):
        title = _("意见采纳情况反馈")
        rows = list(_compose(consultation, report))
        dated = local_date(report.published_at)
        with written(title=consultation.title, author=consultation.organ.name, subject=title, dated=dated) as document:
            draw_pages(document, rows)
    return document.content


def _compose(consultation: Consultation, report: FeedbackReport) -> Iterator[TextRow]:
    # The first line of a letter's title is the blank one below its red rule; here the page begins with it.
    yield from list(title_rows(f"{consultation.title}\n{_('意见采纳情况反馈')}"))[1:]
    yield TextRow()
    for text in _paragraphs(consultation, report):
        yield from paragraph_rows(text)
    yield TextRow()
    yield from paragraph_rows(consultation.organ.name)
    assert report.published_at
    yield from paragraph_rows(chinese_date(local_date(report.published_at)))


def _paragraphs(consultation: Consultation, report: FeedbackReport) -> Iterator[str]:
    yield _("一、总体情况")
    yield _("征求意见期限为%(opens)s至%(closes)s。") % {
        "opens": chinese_date(consultation.opens_on), "closes": chinese_date(consultation.closes_on),
    }  # fmt: skip
    yield report.overview
    yield _("二、收到的意见")
    yield in_words(report)
    yield _("三、采纳情况")
    for number, group in enumerate(consultation.groups.all(), start=1):
        yield f"（{_numeral(number)}）{group.summary}"
        yield from _answered(group, report)
    if not consultation.opinions_received:
        yield _("征求意见期间没有收到意见。")
    hearings = list(consultation.hearings.exclude(outcome=""))
    if hearings:
        yield _("四、听证和列席")
    for one in hearings:
        yield _("%(day)s，%(title)s。%(outcome)s意见采纳情况：%(adoption)s") % {
            "day": chinese_date(one.held_on), "title": one.title, "outcome": one.outcome, "adoption": one.adoption,
        }  # fmt: skip
    if report.following:
        yield _("五、下一步") if hearings else _("四、下一步")
        yield report.following


def _answered(group: OpinionGroup, report: FeedbackReport) -> Iterator[str]:
    assert report.figures
    yield _("共 %(n)s 条，%(outcome)s。%(reasons)s") % {
        "n": report.figures["by_group"].get(str(group.position), 0), "outcome": group.get_outcome_display(),
        "reasons": group.reasons,
    }  # fmt: skip


def in_words(report: FeedbackReport) -> str:
    """The figures in a sentence or two."""
    figures = report.figures
    assert figures
    named = labelled(figures)

    def listed(rows: list[tuple[str, int]]) -> str:
        return "，".join(_("%(label)s %(n)s 条") % {"label": label, "n": n} for label, n in rows)

    by_clause = [(label or pgettext("征求意见稿", "全文"), n) for label, n in figures["by_clause"]]
    parts = [
        _("共收到 %(people)s 人（单位）提出的意见 %(n)s 条") % {"people": figures["people"], "n": figures["opinions"]}
    ]
    if figures["opinions"]:
        parts += [
            _("按来源：%(rows)s") % {"rows": listed(named["by_source"])},
            _("按针对的条款：%(rows)s") % {"rows": listed(by_clause)},
            _("按采纳情况：%(rows)s") % {"rows": listed(named["by_outcome"])},
        ]
    return "。".join(parts) + "。"


def _numeral(number: int) -> str:
    """1 to 99 in Chinese numerals; beyond, as digits."""
    digits = "零一二三四五六七八九"
    if number > 99:  # noqa: PLR2004
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")
