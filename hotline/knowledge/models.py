"""知识库: what agents answer from. Each organ keeps its own articles current; agents report what is wrong.

国办发〔2020〕53号: the base is shared by hotline and organs, every article has an owner and a day until which it holds.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Subject
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workdays.now import today
from interaction.workflow.models import Document


@text_columns(about_persons=("title", "body", "contact"), neither=("basis",))
class Article(Document):
    """What callers ask and what is so: the text as it stands. Earlier texts are kept in its log."""

    title = models.CharField(_("问题"), max_length=120)
    body = models.TextField(_("解答"))
    basis = models.CharField(_("政策依据"), max_length=200, blank=True, default="")
    contact = models.CharField(_("经办人电话、地点"), max_length=200, blank=True, default="")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
                                verbose_name=_("事项类别"))  # fmt: skip
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("维护单位"))
    valid_until = models.DateField(_("有效期至"))
    withdrawn = models.BooleanField(_("停用"), default=False)
    words = SearchVectorField(editable=False)

    CONFLICTS = {
        "article_title_once_an_organ": _("本单位已经有同样问题的条目，请修改那一条，或者换一个问法。"),
    }

    class Meta:
        verbose_name = _("知识条目")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="article_says_something"),
            models.UniqueConstraint(fields=["organ", "title"], name="article_title_once_an_organ"),
        ]
        indexes = [
            GinIndex(fields=["words"], fastupdate=False, condition=Q(withdrawn=False), name="article_words"),
            models.Index(fields=["organ", "valid_until", "id"], condition=Q(withdrawn=False), name="article_of_organ"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stored_state(self) -> str:
        return "withdrawn" if self.withdrawn else "in_force"

    @property
    def standing_label(self) -> str:
        return str(_("已停用") if self.withdrawn else _("在用"))

    @property
    def is_current(self) -> bool:
        return not self.withdrawn and self.valid_until >= today()


@text_columns(about_persons=("words", "answer"))
class Report(models.Model):
    """纠错: somebody who answered from an article found it wrong; its organ answers for that."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="reports", verbose_name=_("知识条目"))
    words = models.CharField(_("哪里不对"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("处理"), max_length=500, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("知识纠错")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__gte=F("at"), answered_by__isnull=False) & ~Q(answer="")),
                name="report_answered_as_a_whole",
            )
        ]
        indexes = [models.Index(fields=["article"], condition=Q(answered_at__isnull=True), name="report_open")]

    def __str__(self) -> str:
        return f"report on {self.article_id}"
