"""Questions within a case: put by one action, taken off the list by the one that answers it or by what makes it moot."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import prefetch_related_objects

from interaction.casework.actions import ActionContext, Condition, actions_of
from interaction.casework.models import Case, Event, OpenQuestion
from interaction.workflow.declarations import Text


@cache
def _answerable(model: type[Case]) -> Mapping[str, frozenset[str]]:
    """{action that may ask: the states in which somebody may answer it}"""
    found: dict[str, frozenset[str]] = {}
    for declared in actions_of(model).values():
        for asked in declared.answers:
            found[asked] = found.get(asked, frozenset()) | frozenset(declared.sources)
    return found


def settle_questions(case: Case, event: Event, ctx: ActionContext) -> None:
    """Take off what an action answered and what its state leaves nobody to answer; put what it asks."""
    moot = [kind for kind, sources in _answerable(type(case)).items() if event.state_after not in sources]
    OpenQuestion.objects.filter(case=case.pk, kind__in=[*ctx.action.answers, *moot]).delete()
    for role, organ in ctx.questions:
        OpenQuestion.objects.update_or_create(
            case=case, kind=ctx.action.name, defaults={"role": role, "organ": organ, "event": event}
        )


def pending(kind: str, message: Text) -> Condition:
    """Return the condition that such a question waits in a case."""
    return Condition(lambda case, actor: _waits(case, kind), message)


def any_pending(kinds: Iterable[str], message: Text) -> Condition:
    """Return the condition that one of several questions waits in a case."""
    return Condition(lambda case, actor: any(_waits(case, kind) for kind in kinds), message)


def not_pending(kind: str, message: Text) -> Condition:
    """Return the condition that no such question waits in a case."""
    return Condition(lambda case, actor: not _waits(case, kind), message)


def _waits(case: Case, kind: str) -> bool:
    """Whether such a question is open; a page that asks of several reads them once."""
    prefetch_related_objects([case], "questions")
    return kind in [question.kind for question in case.questions.all()]
