"""Publishing a reply: the masked text is proposed, a person checks and confirms it, the snapshot is kept."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.forms import ActionForm, LineField, TextField
from interaction.casework.models import Case
from interaction.publicity.masking import Finding, find, mask
from interaction.publicity.models import Publication
from interaction.workdays.now import now


@dataclass(frozen=True)
class Proposal:
    """The texts of a case with personal data masked, and what was found where."""

    texts: dict[str, str]
    findings: list[Finding]


def propose(texts: dict[str, str], known_names: tuple[str, ...]) -> Proposal:
    masked, findings = {}, []
    for name, text in texts.items():
        found = find(text, known_names)
        masked[name] = mask(text, found)
        findings += found
    return Proposal(masked, findings)


class PublishForm(ActionForm):
    """The masked snapshot, as it will be read. Channels say where content and reply come from (`texts`)."""

    title = LineField(label=_("公开标题"), max_length=200)
    content = TextField(label=_("公开的来件内容"), max_length=20000)
    reply = TextField(label=_("公开的答复内容"), max_length=50000)
    checked = forms.BooleanField(
        label=_("我已逐项核对：没有姓名、电话、证件号码、住址等个人信息，也没有国家秘密、商业秘密"),
        error_messages={"required": _("请逐项核对后勾选确认，再公开。")},
    )
    preview_template = "publicity/masking_preview.html"

    def prepare(self) -> None:
        texts, names = self.texts()
        self.proposal = propose(texts, names)
        for name, text in self.proposal.texts.items():
            self.fields[name].initial = text

    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """The unmasked title, content and reply, and the names known to be personal."""
        raise NotImplementedError

    def remembered(self) -> tuple[dict[str, object], dict[str, str]]:
        """The snapshot itself is kept in its Publication; the event needs only that it was checked."""
        return {"checked": True, "findings": len(self.proposal.findings)}, {}


def publish(case: Case, *, title: str, content: str, reply: str, kind: str, workdays: int | None) -> Publication:
    """Put the checked snapshot on the public site; the answer of a second try (重办) takes the place of the first."""
    assert case.received_on
    assert case.replied_on
    snapshot = {
        "channel": case.channel, "number": case.number, "kind": kind, "organ": case.organ, "title": title,
        "content": content, "reply": reply, "received_on": case.received_on, "replied_on": case.replied_on,
        "workdays": workdays, "published_at": now(), "stars": None,
    }  # fmt: skip
    return Publication.objects.update_or_create(case=case, defaults=snapshot)[0]


def show_rating(case: Case, stars: int) -> None:
    """A rating given after publication appears beside the published reply."""
    Publication.objects.filter(case=case).update(stars=stars)
