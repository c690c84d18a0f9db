"""Choosing organs: one, or several under the headings of their kinds."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from interaction.organs.models import Organ

KINDS = list(Organ.Kind)


class OrganField(forms.ModelChoiceField):
    def label_from_instance(self, organ: Organ) -> str:
        return organ.shown_name


class Boxes(forms.CheckboxSelectMultiple):
    """Checkboxes under headings: a long list stays readable, and needs no key held down."""

    def options(self, name: str, value: Any, attrs: Any = None) -> Iterator[dict[str, Any]]:
        for heading, group, _index in self.optgroups(name, value, attrs):
            for position, option in enumerate(group):
                yield {**option, "heading": heading if position == 0 else None}


class ByKind(ModelChoiceIterator):
    """Organs grouped by their kind."""

    def __iter__(self) -> Iterator[Any]:
        organs = sorted(self.queryset, key=lambda organ: KINDS.index(organ.kind))
        for kind, group in groupby(organs, key=lambda organ: Organ.Kind(organ.kind)):
            yield kind.label, [self.choice(organ) for organ in group]


class OrgansField(forms.ModelMultipleChoiceField):
    widget = Boxes
    iterator = ByKind

    def label_from_instance(self, organ: Organ) -> str:
        return organ.name
