"""The ticks of a safety list, read as answers."""

import pytest

from webapp.domain.screening import ASK_WEEKS, ASK_WHICH, fits, follow_ups, read_answers


@pytest.fixture
def listed(catalogue):
    """A question of each kind: plain, with choices, with a number."""
    return [catalogue.questions[slug] for slug in ("q03", "q07", "q12")]


def test_none_of_these_answers_every_question_with_no(listed):
    assert read_answers(listed, (), {}, none=True) == ({"q03": False, "q07": False, "q12": False}, {})


def test_what_is_not_ticked_is_a_no(listed):
    answers, faults = read_answers(listed, {"q03"}, {}, none=False)
    assert (answers, faults) == ({"q03": True, "q07": False, "q12": False}, {})


@pytest.mark.parametrize(("detail", "answer"), [("", True), ("yes", True), ("elsewhere", "elsewhere")])
def test_a_tick_without_its_detail_is_a_yes(listed, detail, answer):
    assert read_answers(listed, {"q07"}, {"q07": detail}, none=False)[0]["q07"] == answer


@pytest.mark.parametrize("weeks", ["0", "5", "52"])
def test_weeks_are_a_number(listed, weeks):
    assert read_answers(listed, {"q12"}, {"q12": weeks}, none=False)[0]["q12"] == int(weeks)


@pytest.mark.parametrize("weeks", ["", "53", "-1", "a few", "1e1", "٣", "99999999999999999999"])
def test_weeks_that_are_no_number_are_asked_again(listed, weeks):
    assert read_answers(listed, {"q12"}, {"q12": weeks}, none=False) == ({}, {"q12": ASK_WEEKS})


def test_a_choice_that_is_not_offered_is_refused(listed):
    assert list(read_answers(listed, {"q07"}, {"q07": "no"}, none=False)[1]) == ["q07"]
    assert list(read_answers(listed, {"q07"}, {"q07": "the moon"}, none=False)[1]) == ["q07"]


def test_ticking_something_and_none_of_these_is_asked_again(listed):
    assert read_answers(listed, {"q03"}, {}, none=True) == ({}, {"none": ASK_WHICH})


def test_a_detail_without_its_tick_is_left_alone(listed):
    assert read_answers(listed, (), {"q12": "a few"}, none=False)[1] == {}


def test_follow_ups_leave_out_the_plain_no(catalogue):
    assert set(follow_ups(catalogue.questions["q01"])) == {"yes", "now"}
    assert follow_ups(catalogue.questions["q03"]) == {}


@pytest.mark.parametrize(
    ("slug", "answer", "fine"),
    [("q03", True, True), ("q03", "unknown", True), ("q03", "now", False), ("q12", 52, True), ("q12", 53, False),
     ("q12", "6", False), ("q01", "now", True), ("q01", "no", False)],
)  # fmt: skip
def test_only_answers_a_question_can_have_fit(catalogue, slug, answer, fine):
    assert fits(catalogue.questions[slug], answer) is fine
