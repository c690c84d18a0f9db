"""What refusals of the clock are said with. Plain Python."""

from datetime import date

from interaction.i18n.translation import gettext as _

from .reading import TransitionError
from .rules import Extension, Mark, Rule, mark_label


def refused(text: str, mark: Mark, *, asked: str = "", law: str = "", **more: object) -> TransitionError:
    """A sentence about a mark (`what`, with its day), another kind of mark, the article, and what else it names."""
    what = f"{mark.on} {mark_label(mark.kind)}"
    return TransitionError(text % {"what": what, "asked": mark_label(asked) if asked else "", "law": _(law), **more})


def starts_of(rule: Rule) -> str:
    return _("、").join(map(mark_label, rule.starts))


def never_started(rule: Rule, as_of: date) -> TransitionError:
    return TransitionError(_("截至 %(day)s 没有%(start)s，期限尚未起算") % {"day": as_of, "start": starts_of(rule)})


def out_of_bounds(rule: Rule, extension: Extension, mark: Mark) -> TransitionError:
    """An extension longer or shorter than the law allows."""
    if extension.at_most is None:
        least = rule.unit.apart(1)
        return refused(_("%(what)s：延长至少 %(least)s（%(law)s）"), mark, law=extension.law, least=least)
    most = rule.unit.apart(extension.at_most)
    return refused(_("%(what)s：延长应为 1 至 %(most)s（%(law)s）"), mark, law=extension.law, most=most)
