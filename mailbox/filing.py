"""Which class of the archive's table a letter belongs to."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.archive.terms import FileClass, Term

CLASSES = (
    FileClass("letter.petition", _("来信：信访事项"), Term.THIRTY),
    FileClass("letter.answered", _("来信：作过答复，或者制发过有文号的文书"), Term.TEN),
    FileClass(
        "letter.unanswered", _("来信：不予受理、撤回、退回上级、转为申请"), Term.NONE,
        "国家档案局令第8号第四条第二项：不需办理的一般性人民来信不归档",
    ),
)  # fmt: skip


def class_of(letter: Any) -> str:
    """Return the code of the class."""
    if letter.petition:
        return "letter.petition"
    return "letter.answered" if letter.replied_on or letter.documents.exists() else "letter.unanswered"
