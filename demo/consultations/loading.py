"""The demo county's consultations, surveys and catalogues, made by the real acts on a pretended clock.

Days in `described.json` count from today; the same seed makes the same people. What is there already stays as it is.
"""

import json
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction

from demo.county.names import COUNTY
from demo.people import person
from interaction.consultations.models import Catalogue, Consultation, Opinion, Survey
from interaction.consultations.opinion_intake import PublicOpinionForm, receive
from interaction.consultations.surveys import QuestionnaireForm, answer
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff
from interaction.workdays.now import SHANGHAI, override_now, today
from interaction.workflow.actions import actions_of
from interaction.workflow.engine import perform

DESCRIBED = Path(__file__).with_name("described.json")
# How many of those who write from the page leave name and contact.
LEAVE_CONTACT = 0.6


class County:
    """Makes the demo from today back into the past."""

    def __init__(self, seed: int) -> None:
        self.random, self.today = Random(seed), today()  # noqa: S311
        self.made: dict[str, Consultation] = {}

    def at(self, days: int, hour: int = 10) -> Any:
        """Live on a day counted from today, at an hour, some minutes past."""
        moment = datetime.combine(self.today + timedelta(days=days), time(hour, self.random.randint(0, 59)), SHANGHAI)
        return override_now(moment)

    def day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    @transaction.atomic
    def run(self) -> int:
        """Make everything; answers how many consultations there are now."""
        described = json.loads(DESCRIBED.read_text(encoding="utf-8").replace("{county}", COUNTY))
        for one in described["consultations"]:
            self.made[one["key"]] = self._consultation(one)
        for one in described["surveys"]:
            self._survey(one)
        for one in described["catalogues"]:
            self._catalogue(one)
        return len(self.made)

    # -- Consultations --

    def _consultation(self, one: dict[str, Any]) -> Consultation:
        found = Consultation(organ=Organ.objects.get(code=one["organ"]))
        do = self._doer(found, one["organ"])
        start = min(one["opens"], 0)
        with self.at(start - 5):
            do("chengban", "draft", {
                "organ": found.organ_id, "title": one["title"], "text": one["text"], "explanation": one["explanation"],
                "opens_on": self.day(one["opens"]), "closes_on": self.day(one["closes"]),
                "shortened_because": one.get("shortened", ""), "other_ways": one.get("other_ways", ""),
            })  # fmt: skip
            do("chengban", "submit")
        if one.get("stage") == "submitted":
            return found
        with self.at(start - 2, 15):
            do("qianfa", "publish")
        self._hearings(found, one, do)
        groups = self._opinions(found, one, do)
        self._record(found, one, do)
        if "withdrawn" in one:
            with self.at(one["withdrawn"]):
                do("qianfa", "withdraw", {"note": one["withdrawn_because"]})
        if "overview" in one:
            self._report(found, one, do, groups)
        return found

    def _doer(self, subject: Any, code: str) -> Callable[..., Any]:
        """perform, by somebody of the organ known by the beginning of the account's name."""
        suffix = code.removeprefix("LL-").lower()

        def do(who: str, name: str, data: dict[str, Any] | None = None, about: Any = None) -> Any:
            actor = _actor(f"{who}-{suffix}") if code != "LL" else _actor(who)
            return perform(subject, name, actor, data, about=about)

        return do

    def _hearings(self, found: Consultation, one: dict[str, Any], do: Callable[..., Any]) -> None:
        for hearing in one.get("hearings", []):
            data = {
                "kind": hearing["kind"], "title": hearing["title"], "held_on": self.day(hearing["held"]),
                "place": hearing["place"], "selection": hearing.get("selection", ""),
                "materials_on": self.day(hearing["materials"]) if "materials" in hearing else "",
                **{f"attending_{kind}": number for kind, number in hearing["attend"].items()},
            }  # fmt: skip
            before = hearing.get("materials", hearing["held"] - 4)
            with self.at(min(max(before - 2, one["opens"]), -1), 9):
                do("chengban", "announce_hearing", data)

    def _record(self, found: Consultation, one: dict[str, Any], do: Callable[..., Any]) -> None:
        recorded = {hearing["title"]: hearing for hearing in one.get("hearings", []) if "outcome" in hearing}
        for row in found.hearings.filter(title__in=recorded):
            hearing = recorded[row.title]
            data = {"outcome": hearing["outcome"], "adoption": hearing["adoption"], "record_confirmed": "on"}
            with self.at(hearing["held"] + 3, 16):
                do("chengban", "record_hearing", data, row)

    def _opinions(self, found: Consultation, one: dict[str, Any], do: Callable[..., Any]) -> dict[str, int]:
        """All opinions, each read by a person the day after; answers {number: place of its group}."""
        clauses = {clause.label: clause for clause in found.clauses.all()}
        last = min(one["closes"], one.get("withdrawn", one["closes"]) - 1, -2)
        days = sorted(self.random.randint(one["opens"], last) for _ in one["opinions"])
        groups: dict[str, int] = {}
        for day, (label, text, group, flags) in zip(days, one["opinions"], strict=True):
            clause = clauses.get(label)
            with self.at(day, self.random.randint(8, 21)):
                opinion = self._entered(found, do, clause, text, flags) or self._sent(found, clause, text, flags)
            groups[opinion.number] = group
            if opinion.may_quote and flags != "waiting":
                with self.at(day + 1, 9):
                    self._read(found, do, opinion, flags)
        return groups

    def _entered(
        self, found: Consultation, do: Callable[..., Any], clause: Any, text: str, flags: str
    ) -> Opinion | None:
        source, _colon, people = flags.partition(":")
        if source not in ("letter", "meeting"):
            return None
        who = person(self.random) if source == "letter" else {}
        act = do("chengban", "enter_opinion", {
            "source": source, "received_on": today().isoformat(), "people": people or 1,
            "clause": clause.pk if clause else "", "text": text, "from_kind": "person", "may_quote": "on",
            "name": who.get("name", ""), "phone": who.get("phone", ""),
        })  # fmt: skip
        return found.opinions.get(number=act.details["opinion"])

    def _sent(self, found: Consultation, clause: Any, text: str, flags: str) -> Opinion:
        who = person(self.random) if self.random.random() < LEAVE_CONTACT else {}
        data = {
            "clause": clause.pk if clause else "", "text": text, "from_kind": "person", **who,
            **({} if flags == "noconsent" else {"may_quote": "on"}),
        }  # fmt: skip
        form = PublicOpinionForm(data, consultation=found)
        assert form.is_valid(), form.errors
        return receive(found, form.cleaned_data, uuid.UUID(int=self.random.getrandbits(128), version=4))

    def _read(self, found: Consultation, do: Callable[..., Any], opinion: Opinion, flags: str) -> None:
        """A publisher hides it, or confirms the masked text that is proposed."""
        kind, _colon, ground = flags.partition(":")
        if kind == "hide":
            do("gongkai", "hide_opinion", {"ground": ground}, opinion)
            return
        suffix = found.organ.code.removeprefix("LL-").lower()
        form = actions_of(found)["show_opinion"].form_for(found, _actor(f"gongkai-{suffix}"), about=opinion)
        do("gongkai", "show_opinion", {**form.initial, "checked": "on"}, opinion)

    def _report(self, found: Consultation, one: dict[str, Any], do: Callable[..., Any], groups: dict[str, int]) -> None:
        done = one["reported"]
        with self.at(done - 6):
            for summary, outcome, reasons in one["groups"]:
                do("chengban", "save_group", {"summary": summary, "outcome": outcome, "reasons": reasons})
            rows = {group.position: group for group in found.groups.all()}
            for place, group in rows.items():
                numbers = [number for number, chosen in groups.items() if chosen == place]
                keys = list(found.opinions.filter(number__in=numbers).values_list("pk", flat=True))
                do("chengban", "assign", {"group": group.pk, "opinions": keys})
            do("chengban", "write_report", {"overview": one["overview"], "following": one["following"]})
            do("chengban", "submit_report")
        if one.get("report_stage") != "submitted":
            with self.at(done, 15):
                do("qianfa", "publish_report")

    # -- Surveys and catalogues --

    def _survey(self, one: dict[str, Any]) -> None:
        survey = Survey(organ=Organ.objects.get(code=one["organ"]))
        do = self._doer(survey, one["organ"])
        with self.at(one["opens"] - 1):
            do("chengban", "draft", {
                "organ": survey.organ_id, "title": one["title"], "intro": one["intro"], "questions": one["questions"],
                "opens_on": self.day(one["opens"]), "closes_on": self.day(one["closes"]),
                "consultation": self.made[one["about"]].pk, **({"live_results": "on"} if one["live"] else {}),
            })  # fmt: skip
            do("chengban", "submit")
            do("qianfa", "publish")
        questions = list(survey.questions.prefetch_related("choices"))
        for number in range(one["answers"]):
            with self.at(self.random.randint(one["opens"], min(one["closes"], -1)), 20):
                form = QuestionnaireForm(self._chosen(questions, one["words"]), questions=questions)
                assert form.is_valid(), form.errors
                answer(survey, form, uuid.UUID(int=self.random.getrandbits(128), version=4), f"demo {number}")

    def _chosen(self, questions: list[Any], words: list[str]) -> dict[str, Any]:
        """The first choices are the more likely ones."""
        data: dict[str, Any] = {}
        for one in questions:
            places = [choice.position for choice in one.choices.all()]
            weights = [len(places) + 1 - place for place in places]
            if one.kind == "text":
                data[f"q{one.position}"] = self.random.choice(["", *words])
            elif one.kind == "scale":
                data[f"q{one.position}"] = self.random.choices(places, (1, 2, 4, 5, 2))[0]
            elif one.kind == "several":
                data[f"q{one.position}"] = sorted(set(self.random.choices(places, weights, k=3)))
            else:
                data[f"q{one.position}"] = self.random.choices(places, weights)[0]
        return data

    def _catalogue(self, one: dict[str, Any]) -> None:
        year = self.today.year + one["year"]
        published = date(year, one["published_month"], 18)
        catalogue = Catalogue(organ=Organ.objects.get(code="LL"))
        do = self._doer(catalogue, "LL")
        # A demo that is loaded before March has this year's catalogue of yesterday.
        days = min((published - self.today).days, -2)
        with self.at(days - 3):
            do("chengban", "draft", {"organ": catalogue.organ_id, "year": year})
            for matter, organ, timetable, way, *_later in one["items"]:
                do("chengban", "save_item", {
                    "matter": matter, "organ": Organ.objects.get(code=organ).pk, "timetable": timetable, "way": way,
                    "consultation": "", "state": "planned", "outcome": "",
                })  # fmt: skip
            do("chengban", "submit")
        with self.at(days, 15):
            do("qianfa", "publish")
        later = {row[0]: row[4:] for row in one["items"]}
        with self.at(min(days + 250, -1), 11):
            for item in catalogue.items.order_by("position"):
                key, state, outcome = later[item.matter]
                note = one.get("adjust", {}).get(item.matter, "更新进展")
                facts = {name: getattr(item, name) for name in ("matter", "timetable", "way")}
                do("chengban", "save_item", {
                    **facts, "organ": item.organ_id, "consultation": self._seen(key), "state": state,
                    "outcome": outcome, "note": note,
                }, item)  # fmt: skip

    def _seen(self, key: str | None) -> int | str:
        return self.made[key].pk if key else ""


def _actor(username: str) -> Actor:
    return Actor.of(Staff.objects.get(username=username))


def load(seed: int = 2026) -> int:
    """Make the demo where there is none yet; answers how many consultations were made."""
    return 0 if Consultation.objects.exists() else County(seed).run()
