"""移交: a package is ordered, made by the worker, handed to the archive (档案馆), and its receipt entered by another person."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.archive.models import ArchiveFile, Build, Package
from interaction.casework.models import Case
from interaction.casework.organ_fields import OrganField
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.desk_pages import organs_of
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField

State = Package.State
FIRST_YEAR = 2000


class PackageForm(ActionForm):
    """Whose files, of which year."""

    organ = OrganField(label=_("立档单位"), queryset=Organ.objects.none())
    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=2200)

    def prepare(self) -> None:
        """Offer the archivist's organs and the last year that is over."""
        self.fields["organ"].queryset = organs_of(self.actor, Role.ARCHIVIST)
        self.initial = {"year": today().year - 1}


class ReceiptForm(ActionForm):
    """What the archive gave for it."""

    receipt = LineField(label=_("交接文据编号"), max_length=80, help_text=_("档案馆接收、检验合格后签署的交接文据。"))
    handed_on = DayField(label=_("移交日期"), past=True)


class VoidForm(ActionForm):
    """Why not."""

    reason = TextField(label=_("为什么作废"), max_length=500)


@document_action(
    Package, _("生成归档数据包"), source=NEW, target=State.ORDERED, by=Role.ARCHIVIST, form=PackageForm, writes=True,
    consequence=_("由后台生成并核验，完成以后在页面上下载。数据包里有个人信息，只能交给档案馆。"),
)  # fmt: skip
def order(package: Package, context: ActionContext) -> None:
    """The worker makes it."""
    package.organ, package.year = context.data["organ"], context.data["year"]
    context.words = f"{package.organ.name} {package.year}"
    context.afterwards.append(lambda: Build.objects.create(package=package))


def _not_made_yet(package: Package, actor: Actor) -> str:
    if Build.objects.filter(package=package, built_at__isnull=False, removed=False).exists():
        return ""
    return _t("数据包还没有生成好，请过一会儿再来下载。")


@document_action(
    Package,
    _("下载数据包"),
    source=State.ORDERED,
    by=Role.ARCHIVIST,
    unmet=_not_made_yet,
    law=_("个人信息保护法第五十一条"),
)
def take_out(package: Package, context: ActionContext) -> None:
    """Who fetched it, and when, stays known."""
    context.words = package.build.sha256


def _not_as_it_stands(package: Package, actor: Actor) -> str:
    build = Build.objects.filter(package=package).first()
    if build is None or build.built_at is None or not build.packed:
        return _t("数据包还没有生成好，或者里面没有档案。")
    moved = Case.objects.filter(pk__in=[int(key) for key in build.packed]).values_list("pk", "last_seq")
    if any(build.packed[str(pk)] != seq for pk, seq in moved):
        return _t("生成以后又有件办理过，数据包已经不全，请作废后重新生成。")
    return ""


@document_action(
    Package, _("登记移交"), source=State.ORDERED, target=State.HANDED, by=Role.ARCHIVIST, form=ReceiptForm, main=True,
    settles=True, signs_in_anew=True, unmet=_not_as_it_stands, law=_("档案法第十五条"),
    second_person=_("数据包是您生成的，请由另一位档案管理人员登记移交。"),
    consequence=_("登记以后，本机关保管这些档案的依据结束；停止使用的，文书、附件和个人信息随后删除。"),
)  # fmt: skip
def hand_over(package: Package, context: ActionContext) -> None:
    """Four eyes: the archive has the files, and the organ's own ground to keep them ends."""
    package.receipt, package.handed_on = context.data["receipt"], context.data["handed_on"]
    packed = [int(key) for key in package.build.packed]
    context.words, context.details = package.receipt, {"count": len(packed)}
    files = ArchiveFile.objects.filter(case__in=packed, ended_on__isnull=True)
    context.afterwards.append(lambda: files.update(ended_on=context.on, package=package))


@document_action(
    Package, _("作废"), source=State.ORDERED, target=State.DROPPED, by=Role.ARCHIVIST, form=VoidForm, settles=True
)
def drop(package: Package, context: ActionContext) -> None:
    """The file of it goes; the archive keeps what was in it."""
    context.words = context.data["reason"]
