"""What the pages of the rates ask: a span of days; which bulletin to make."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.rates.bulletins.periods import MONTHLY, WEEKLY, Span, last_over, span_of
from hotline.rates.models import Bulletin
from interaction.organs.models import Organ
from interaction.workdays.now import today
from interaction.workflow.forms import DayField, PlainForm

LONGEST = timedelta(days=366)


class PeriodForm(PlainForm):
    first = DayField(label=_("自"))
    last = DayField(label=_("至"))
    organ = forms.ModelChoiceField(label=_("单位"), queryset=Organ.objects.none(), to_field_name="code",
                                   required=False, empty_label=_("全部"))  # fmt: skip

    def __init__(self, data: Any, organs: Any) -> None:
        super().__init__(data)
        self.fields["organ"].queryset = organs
        self.fields["organ"].label_from_instance = lambda organ: organ.short_name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            raise ValidationError(_t("起始日期不能晚于截止日期，请重新选择。"))
        if first and last and last - first > LONGEST:
            raise ValidationError(_t("一次最多查看一年，请缩短时间范围。"))
        return cleaned


def usual_spans() -> list[tuple[str, Span]]:
    """Spans that are asked for most, beside the one of one's own choice."""
    day = today()
    return [
        (_t("本周"), Span(span_of(WEEKLY, day).first, day)), (_t("上周"), last_over(WEEKLY, day)),
        (_t("本月"), Span(span_of(MONTHLY, day).first, day)), (_t("上月"), last_over(MONTHLY, day)),
    ]  # fmt: skip


class BulletinForm(PlainForm):
    kind = forms.ChoiceField(label=_("类别"), choices=Bulletin.Kind.choices)
    day = DayField(label=_("哪一天（所在的周、月）"), past=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" in cleaned and "day" in cleaned and span_of(cleaned["kind"], cleaned["day"]).last >= today():
            raise ValidationError(_t("这一期还没有结束，结束后才能制作。"))
        return cleaned
