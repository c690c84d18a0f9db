"""Forms of actions: fields that clean what people type, and what of a form the log remembers."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from interaction.organs.actors import Actor
from interaction.privacy.identifiers import InvalidInput
from interaction.privacy.text import clean_line, clean_text
from interaction.visitors.idempotency import IN_FORM, NOT_TYPED, read_key
from interaction.workdays.now import today

# Up to so many characters a text is a remark; beyond, it is a text of its own.
SHORT = 2000
# In what a form sends of which nothing more is known, no choice or date is longer.
LONGEST_CHOICE = 20


def counted(attrs: dict[str, Any]) -> dict[str, Any]:
    """Return a control's attributes without the length at which browsers cut what is pasted, unsaid; it is counted."""
    most = attrs.pop("maxlength", None)
    return attrs | ({"data-most": most} if most else {})


class LineField(forms.CharField):
    """One line of text, without control characters."""

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return counted(super().widget_attrs(widget))

    def to_python(self, value: Any) -> str:
        try:
            return clean_line(super().to_python(value) or "")
        except InvalidInput as wrong:
            raise ValidationError(str(wrong)) from wrong


class TextField(forms.CharField):
    """Several lines of text, without control characters; the box is as high as what is expected is long."""

    widget = forms.Textarea

    def __init__(self, *args: Any, max_length: int, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)
        if "widget" not in kwargs:
            self.widget.attrs["rows"] = 3 if max_length <= SHORT else 8

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return counted(super().widget_attrs(widget))

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "")
        except InvalidInput as wrong:
            raise ValidationError(str(wrong)) from wrong


class DayField(forms.DateField):
    """A date of law. `past` refuses days that have not come yet."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *args: Any, past: bool = False, future: bool = False, **kwargs: Any) -> None:
        self.past, self.future = past, future
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"])
        super().__init__(*args, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.past and value > today():
            raise ValidationError(_("日期不能晚于今天，请重新填写。"))
        if value and self.future and value <= today():
            raise ValidationError(_("日期应晚于今天，请重新填写。"))


def filled(form: Any, typed: Any) -> Any:
    """Return an unbound form with what was typed into its like before, as a QueryDict; unticked boxes stay unticked."""
    given: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            continue
        if getattr(field.widget, "allow_multiple_selected", False):
            given[name] = typed.getlist(name)
        elif isinstance(field, forms.BooleanField):
            given[name] = bool(typed.get(name))
        elif name in typed:
            given[name] = typed[name]
    form.initial = {**form.initial, **given}
    return form


def typed_texts(form_class: Any, typed: Any) -> list[tuple[str, str]]:
    """(label, text) of what somebody wrote into a form that cannot be shown any more, to be copied from the page."""
    fields = form_class.base_fields
    return [
        (str(fields[name].label) if name in fields and fields[name].label else "", text)
        for name, texts in typed.lists()
        for text in texts
        if text.strip() and name not in NOT_TYPED
        and (name not in fields or isinstance(fields[name], (LineField, TextField)))
        and (name in fields or len(text) > LONGEST_CHOICE)
    ]  # fmt: skip


@runtime_checkable
class KeepsFiles(Protocol):
    """A field whose good files are kept aside while its form has other faults."""

    def kept(self, submission: uuid.UUID) -> list[Any]: ...


_WRONG = (
    (forms.IntegerField, "invalid", _("“%(label)s”应当是整数，例如 5，请改正。")),
    (forms.DateField, "invalid", _("“%(label)s”应当是日期，例如 2026-12-01，请改正。")),
    (forms.ChoiceField, "invalid_choice", _("请从列出的选项中选择“%(label)s”。")),
    (forms.ModelChoiceField, "invalid_choice", _("请从列出的选项中选择“%(label)s”。")),
    (forms.FileField, "empty", _("“%(label)s”里选的文件是空的，请换一个。")),
)
_BOUNDS = (
    (MaxLengthValidator, _("“%(label)s”最多 %(limit_value)s 个字，现在有 %(show_value)s 个，请删减后再提交。")),
    (MinLengthValidator, _("“%(label)s”至少 %(limit_value)s 个字，现在有 %(show_value)s 个，请补充。")),
    (MinValueValidator, _("“%(label)s”最小是 %(limit_value)s，请改正。")),
    (MaxValueValidator, _("“%(label)s”最大是 %(limit_value)s，请改正。")),
)


def say_plainly(field: Any) -> None:
    """Give a field complaints in whole sentences that name it and say what to do; its own stay."""
    chosen = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, DayField))
    words = _("请选择“%(label)s”。") if chosen else _("请填写“%(label)s”。")
    # What is filled in later still is a pattern: a label may have a sign for per cent.
    label = {"label": str(field.label).replace("%", "%%")}
    usual = type(field).default_error_messages
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = words % {"label": field.label}
    for kind, code, said in _WRONG:
        if isinstance(field, kind) and field.error_messages.get(code) == _usual(usual, kind, code):
            field.error_messages[code] = said % label
    field.validators = [_saying(one, label) for one in field.validators]


def _usual(usual: Mapping[str, Any], kind: Any, code: str) -> Any:
    return usual.get(code) or kind.default_error_messages.get(code)


def _saying(validator: Any, label: Mapping[str, Any]) -> Any:
    """A bound that names its field; the validator may be shared with other forms, and is not changed."""
    for kind, said in _BOUNDS:
        if isinstance(validator, kind):
            return kind(validator.limit_value, message=str(said).replace("%(label)s", str(label["label"])))
    return validator


class SaysPlainly:
    """Mixed into a form: its complaints name the field and say what to do."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_plainly(field)


class PlainForm(SaysPlainly, forms.Form):
    """The form of a page that is no action's."""


class ActionForm(PlainForm):
    """The form of an action; it knows the case (or document) and who acts. The plain one asks for nothing.

    `shaped_by` names the choice on which the other fields depend; the page can be asked to follow it.
    """

    shaped_by = ""
    shape_label: Any = _("列出须写明的内容")
    # (heading, names of fields): what the page puts together; fields of no group come last.
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    def __init__(self, data: Any = None, files: Any = None, *, case: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.case = case
        self.actor = actor
        standing = set(self.fields)
        self.prepare()
        for name in self.fields.keys() - standing:
            say_plainly(self.fields[name])

    def prepare(self) -> None:
        """Fill choices and initial values from case and actor."""

    @classmethod
    def names_cases(cls, data: Mapping[str, Any]) -> Iterable[int]:
        """Return the keys of other cases that what was sent names: they are locked together with its own."""
        return ()

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, hidden ones aside; those of no group under an empty heading."""
        named = {name for _heading, names in self.groups for name in names}
        rest = tuple(name for name in self.fields if name not in named)
        groups = [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.groups]
        return [(heading, found) for heading, found in [*groups, ("", [self[name] for name in rest])] if found]

    def _post_clean(self) -> None:
        """A form without faults takes along the files that were held while it had some."""
        submission = read_key(self.data.get(IN_FORM))
        if self.errors or submission is None:
            return
        for name, field in self.fields.items():
            if isinstance(field, KeepsFiles) and name in self.cleaned_data:
                self.cleaned_data[name] = [*field.kept(submission), *self.cleaned_data[name]]

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What the event keeps: facts in the clear (dates, numbers, choices), and words, which are sealed."""
        details: dict[str, Any] = {}
        words: dict[str, str] = {}
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value in (None, "", []) or isinstance(field, forms.FileField):
                continue
            if isinstance(field, (LineField, TextField)):
                words[name] = value
            elif isinstance(field, forms.ModelMultipleChoiceField):
                details[name] = [one.pk for one in value]
            elif isinstance(field, forms.ModelChoiceField):
                details[name] = value.pk if isinstance(value.pk, int) else str(value.pk)
            elif isinstance(field, forms.DateField):
                details[name] = value.isoformat()
            elif isinstance(value, (str, int, bool)):
                details[name] = value
        return details, words
