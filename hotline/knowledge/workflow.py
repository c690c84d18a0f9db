"""Writing articles: in force as soon as they are saved, and every text stays known."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from hotline.knowledge.forms import ArticleForm
from hotline.knowledge.keeping import KEEPERS, may_keep
from hotline.knowledge.models import Article
from interaction.organs.actors import Actor
from interaction.publicity.segmenting import pairs
from interaction.publicity.similarity import as_vector
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW

TEXTS = ("title", "body", "basis", "contact", "withdrawn")


def _keeps(actor: Actor, article: Any) -> bool:
    return may_keep(actor, article.organ)


@document_action(
    Article, _("保存"), source=(NEW, "in_force", "withdrawn"), by=KEEPERS, permits=_keeps, form=ArticleForm, writes=True
)
def save(article: Article, context: ActionContext) -> None:
    """Save an article's new text; who answers calls cannot wait for a second person."""
    for name, value in context.data.items():
        setattr(article, name, value)
    words = as_vector(pairs(f"{article.title}\n{article.basis}\n{article.body}"))
    article.words = Cast(Value(words), SearchVectorField())
    until = article.valid_until.isoformat()
    context.text = {**{name: getattr(article, name) for name in TEXTS}, "valid_until": until}
    context.at_once = True
