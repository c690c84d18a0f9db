"""The channels that exist. Each registers itself when Django starts; this room imports none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from interaction.casework.models import Case, Event
from interaction.casework.registry import channels
from interaction.organs.actors import Actor
from interaction.organs.models import Organ

Text = str | Promise
Rows = Sequence[tuple[Text, Text]]


@dataclass(frozen=True)
class Table:
    """Something a case has several of, as the case page shows it."""

    title: Text
    heads: Sequence[Text]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Alert:
    """Something whoever works on a case should know, with the other case it is about."""

    text: Text
    about: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """An organ to which a case may be dispatched, and why; a person decides."""

    organ: Organ
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class TallyFacet:
    """What figures of a channel are told apart by; `names` says what its values are called. One that is of the outcome
    alone (`measure`) is shown with that figure only; one that is found out on acceptance has no figure of receipt."""

    key: str
    label: Text
    names: Mapping[str, str]
    measure: str = ""
    known_on_receipt: bool = True


@dataclass(frozen=True)
class DeskPage:
    """A page that the desk's navigation offers to those of these roles: a channel's own, or that of another room."""

    label: Text
    url_name: str
    roles: tuple[str, ...]
    # Where the role is not enough: whose page it is.
    of: Callable[[Actor], bool] = lambda actor: True


@dataclass(frozen=True)
class Channel:
    """What the shared rooms need to know of a channel."""

    key: str  # stored in Case.channel
    slug: str  # in addresses
    label: Text
    prefix: str  # of case numbers
    noun: Text  # what a citizen calls one of them: 您的来信
    model: type[Case]
    intro: Text  # one sentence for the citizen above the form
    guide: tuple[Text, ...]  # what happens after sending, and by when
    send_label: Text
    # {slot: name of the time limit} for the clocks that answer this case's events; "reply" is the citizen's.
    time_limits: Callable[[Case], dict[str, str]]
    # {slot: role} of the clocks that are one role's own; the citizen's are everybody's.
    clocks_of: Mapping[str, str]
    # Rows (label, value) with which pages show what the case asks, and what it was answered.
    content: Callable[[Case], Rows]
    reply: Callable[[Case], Rows]
    # Rows (label, text) of what a draft says beside its body: the decision and its particulars.
    draft_said: Callable[[Any], Rows]
    # {state: (what the citizen reads, what comes next)}
    public_states: dict[str, tuple[Text, Text]]
    # (name, label, help) of what a reply to this case has to state beside its text.
    stated: Callable[[Case], Sequence[tuple[str, Text, Text]]] = lambda case: ()
    # Rows that the sender reads once it has rated the reply: the rating, what happens next and by when.
    after_rating: Callable[[Case], Rows] = lambda case: ()
    # For the channel's public guide: (question, answer) in plain words, and (what is done, name of the time limit).
    advice: Sequence[tuple[Text, Text]] = ()
    limits_told: Sequence[tuple[Text, str]] = ()
    # What a case page shows beside content and reply, where a channel has more.
    tables: Callable[[Case], Sequence[Table]] = lambda case: ()
    alerts: Callable[[Case], Sequence[Alert]] = lambda case: ()
    # {case: words} with which lists mark some of these cases; one read for all of them.
    flags: Callable[[Sequence[int]], Mapping[int, Sequence[Text]]] = lambda cases: {}
    # The keys of answered cases whose party was not content and about which a supervisor has yet to decide.
    unhappy: Callable[[], Any] | None = None
    # Whether its documents are delivered one by one, with proof.
    delivers: bool = False
    # Whether every sender is called back with the answer, whatever contact they left.
    calls_back: bool = False
    # Relations that every page of a case reads, from Case on.
    joins: tuple[str, ...] = ()
    suggest: Callable[[Case], Sequence[Suggestion]] = lambda case: ()
    # {facet: value} by which figures are told apart beside channel, organ and month; no personal data. And what pages
    # call each facet and its values.
    facets: Callable[[Case, Event], dict[str, str]] = lambda case, event: {}
    facet_names: Callable[[], Sequence[TallyFacet]] = lambda: ()
    # Whether who writes is shown published replies to something alike before the form is sent.
    offers_similar: bool = False
    pages: Sequence[DeskPage] = ()
    # The batch in which a case came, where a programme raised several together ("2026年第3期").
    batch: Callable[[Case], str] = lambda case: ""

    def state_label(self, state: str) -> str:
        return str(dict(self.model.States.choices).get(state, state))


_offered: list[DeskPage] = []


def offer(page: DeskPage) -> None:
    """Make known a page of a room that is no channel."""
    _offered.append(page)


def desk_pages() -> list[DeskPage]:
    """What the desk's navigation may offer: the channels' own pages, then those of other rooms."""
    return [page for one in channels() for page in one.pages] + _offered
