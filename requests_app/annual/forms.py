"""What is typed into an annual report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.workflow.forms import ActionForm, PlainForm, TextField

LONGEST = 20_000


class ChapterForm(PlainForm):
    """A chapter's text; `seen` is the version it was typed over."""

    text = TextField(
        label=_("正文"), max_length=LONGEST, required=False,
        help_text=_("每段一行，段前不用空格。表格和数字由系统生成，不用写进来。"),
    )  # fmt: skip

    def __init__(self, *args: Any, title: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = title or self.fields["text"].label
        self.fields["text"].widget.attrs["rows"] = 14


class NoteForm(ActionForm):
    """What is said with it, where there is something to say."""

    note = TextField(label=_("说明"), max_length=1000, required=False)


class ReasonForm(ActionForm):
    note = TextField(label=_("理由"), max_length=1000)
