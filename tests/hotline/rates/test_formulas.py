"""The formulas by hand-worked examples and by what must hold whatever the figures are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.rates.formulas import HUNDRED, Rate, Tally, Terms, decimal, percent, ranked, rates, total
from hotline.rates.rises import LEAST, Rise, rises

counts = st.integers(0, 10**6)
tallies = st.builds(
    lambda due, late, *rest: Tally(due + late, due, *rest), counts, counts, *[counts] * 8
)  # never more contacted than due
weights = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda pair: sum(pair) <= 100)
terms = st.builds(
    lambda pair, partly, basically: Terms(pair[0], pair[1], 100 - sum(pair), partly, basically),
    weights,
    st.sampled_from((Fraction(0), Fraction(1, 2))),
    st.booleans(),
)
scores = st.lists(st.one_of(st.none(), st.fractions(0, 100, max_denominator=12)), max_size=30)


def test_worked_by_hand() -> None:
    # 18 of 20 contacted; 12 settled, 3 partly, 5 not: (12 + 1.5) / 20; 14 satisfied, 3 basically, 3 not: 17 / 20.
    tally = Tally(due=20, met=18, settled=12, partly=3, unsettled=5, satisfied=14, basically=3, dissatisfied=3)
    made = rates(tally, Terms())
    assert [percent(rate.value) for rate in (made.response, made.resolution, made.satisfaction)] == [
        "90.00%", "67.50%", "85.00%",
    ]  # fmt: skip
    # 20% of 90 + 40% of 67.5 + 40% of 85
    assert made.composite == 18 + 27 + 34 == 79
    strict = rates(tally, Terms(30, 50, 20, Fraction(0), basically=False))
    assert (strict.resolution.value, strict.satisfaction.value) == (Fraction(12, 20), Fraction(14, 20))
    assert strict.composite == 27 + 30 + 14


def test_what_has_no_denominator_is_no_rate_and_its_weight_falls_to_the_others() -> None:
    nobody_to_contact = rates(Tally(settled=1, unsettled=1, satisfied=2), Terms())
    assert nobody_to_contact.response.value is None
    assert nobody_to_contact.composite == 75  # (40 of 50 + 40 of 100) / 80
    assert rates(Tally(unreached=9, excluded=9), Terms()).composite is None
    only_unweighted = rates(Tally(due=1, met=1), Terms(0, 50, 50))
    assert (only_unweighted.response.value, only_unweighted.composite) == (1, None)


@given(tallies, terms)
def test_rates_and_composite_stay_within_their_bounds(tally: Tally, given_terms: Terms) -> None:
    made = rates(tally, given_terms)
    known = [rate.value for rate in (made.response, made.resolution, made.satisfaction) if rate.value is not None]
    assert all(0 <= value <= 1 for value in known)
    if made.composite is not None:
        assert min(known) <= made.composite / HUNDRED <= max(known)


@given(st.lists(tallies, max_size=6), terms)
def test_a_whole_is_the_sum_of_its_parts(parts: list[Tally], given_terms: Terms) -> None:
    whole, apart = rates(total(parts), given_terms), [rates(one, given_terms) for one in parts]
    for name in ("response", "resolution", "satisfaction"):
        rate: Rate = getattr(whole, name)
        assert rate.numerator == sum(getattr(one, name).numerator for one in apart)
        assert rate.denominator == sum(getattr(one, name).denominator for one in apart)


@given(tallies, terms)
def test_unreached_and_excluded_orders_change_no_rate(tally: Tally, given_terms: Terms) -> None:
    more = tally + Tally(unreached=7, excluded=5)
    assert rates(more, given_terms) == rates(tally, given_terms)


def test_equal_scores_share_a_rank_and_the_next_skips() -> None:
    given_scores = [("a", Fraction(90)), ("b", None), ("c", Fraction(95)), ("d", Fraction(90)), ("e", Fraction(80)),
                    ("f", Fraction(180, 2)), ("g", None)]  # fmt: skip
    assert ranked(given_scores) == [(1, "c"), (2, "a"), (2, "d"), (2, "f"), (5, "e"), (None, "b"), (None, "g")]


@given(scores)
def test_a_rank_is_one_more_than_the_number_of_better_ones(given_scores: list[Fraction | None]) -> None:
    found = ranked(list(enumerate(given_scores)))
    assert sorted(key for _rank, key in found) == list(range(len(given_scores)))
    for rank, key in found:
        score = given_scores[key]
        better = sum(other is not None and score is not None and other > score for other in given_scores)
        assert rank == (None if score is None else better + 1)
    assert [rank is None for rank, _key in found] == sorted(rank is None for rank, _key in found)


def test_a_third_and_its_rounded_look_are_not_equal() -> None:
    assert ranked([("a", Fraction(3333, 10000)), ("b", Fraction(1, 3))]) == [(1, "b"), (2, "a")]
    assert percent(Fraction(3333, 10000)) == percent(Fraction(1, 3)) == "33.33%"
    assert (percent(Fraction(1, 8), 1), decimal(Fraction(29, 2), 0), decimal(Fraction(1, 16), 3)) == (
        "12.5%", "15", "0.063",
    )  # fmt: skip


@pytest.mark.parametrize("wrong", [(20, 40, 41), (-20, 60, 60), (20, 40, 40, Fraction(2))])
def test_weights_make_a_hundred(wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"weights|partly"):
        Terms(*wrong)


def test_a_rise_is_at_least_double_and_no_chance() -> None:
    now = {"water": 12, "power": 5, "roads": 4, "noise": 9, "heat": LEAST}
    found = rises(now, {"water": 24, "power": 12, "roads": 0, "noise": 20}, periods=4)
    # power 5 against 3; roads too few; noise 9 against 5; heat never before
    assert found == {"heat": Rise(5, Fraction(0)), "water": Rise(12, Fraction(6))}
    assert found["heat"].times is None
    assert rises(now, {}, periods=0) == {}
