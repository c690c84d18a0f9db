"""举报: whom a report accuses. It is never sent, shown or told to them (信访工作条例 A.30(3); 国办发〔2020〕53号)."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t

from interaction.evidence.matter import part_of
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff

REPORT = "report"


@part_of("case", "case")
class Accused(models.Model):
    """An organ with all under it, or one member of staff, whom the report of a case accuses."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="accused_parties")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organ__isnull=False, staff__isnull=True) | Q(organ__isnull=True, staff__isnull=False),
                name="accused_is_organ_or_person",
            ),
            models.UniqueConstraint(fields=["case", "organ", "staff"], name="accused_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"accused in case {self.case_id}"


def accuse(case: Any, organs: Iterable[Organ], people: Iterable[Staff]) -> None:
    """Note whom a case accuses, beside those already noted."""
    for organ in organs:
        Accused.objects.get_or_create(case_id=case.pk, organ=organ, staff=None)
    for staff in people:
        Accused.objects.get_or_create(case_id=case.pk, organ=None, staff=staff)
    case.accuses = case.accuses or Accused.objects.filter(case_id=case.pk).exists()


def is_accused(case: Any, actor: Actor) -> bool:
    """Return whether somebody is accused in a case: in person, by whom they act for, or by a post at an organ that is."""
    if not case.accuses or actor.staff is None:
        return False
    return any(
        one.staff_id in actor.persons
        or (one.organ is not None and any(one.organ.covers(post.organ) for post in actor.posts))
        for one in case.accused_parties.select_related("organ")
    )


def kept_from(actor: Actor, of: str = "") -> Q:
    """Return the condition of cases that a person may not see: whose use has ended, and that accuse this person; `of` leads
    to the case ("case__")."""
    ended = Q(**{f"{of}use_ended_on__isnull": False})
    if actor.staff is None:
        return ended
    own = Q(staff=actor.staff)
    for post in actor.posts:
        own |= Q(organ__path__in=post.organ.paths_up)
    return ended | Q(**{f"{of}accuses": True, f"{of}pk__in": Accused.objects.filter(own).values("case")})


def refuse_accused(case: Any, organ: Organ) -> Organ:
    """Return an organ to which a case may go; raise ValidationError where it, or one that is joined to it, accuses it."""
    together = [one.pk for one in (case, *case.merged_cases()) if one.accuses]
    accused = Accused.objects.filter(case__in=together, organ__isnull=False).select_related("organ") if together else ()
    if any(one.organ is not None and one.organ.covers(organ) for one in accused):
        raise ValidationError(
            _t("%(organ)s是被举报的单位，不能把举报转给它（信访工作条例第三十条）。请选择别的单位。")
            % {"organ": organ.name}
        )
    return organ


def people_named(names: str) -> list[Staff]:
    """Return the members of staff of these names, parted by 、; raise ValidationError for a name that nobody has."""
    found: list[Staff] = []
    for name in filter(None, (one.strip() for one in re.split("[、，,；;]", names))):
        people = list(Staff.objects.filter(name=name))
        if not people:
            raise ValidationError(
                _t("没有叫“%(name)s”的本县工作人员，请核对姓名；不是本县工作人员的不用填。") % {"name": name}
            )
        found += people
    return found


def organs_named(text: str) -> list[Organ]:
    """Return the organs of the county whose names, or short names, stand in a text."""
    return [
        organ
        for organ in Organ.objects.filter(active=True, parent__isnull=False)
        if organ.name in text or organ.short_name in text
    ]
