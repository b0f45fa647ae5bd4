import pytest

from webapp.push.answer import Answer, Outcome
from webapp.push.breaker import AUTH_ERRORS, FAILURES, LONGEST_PAUSE_S, OPEN_S, Breaker

FCM, APPLE = "https://fcm.googleapis.com", "https://web.push.apple.com"
MOST = 100


def heard(
    breaker: Breaker, outcome: Outcome, times: int = 1, *, now: float = 0, status: int = 503, wait: float | None = None
):
    for _ in range(times):
        breaker.heard(Answer("7", outcome, status, wait, ""), now)


@pytest.fixture
def breaker() -> Breaker:
    return Breaker(FCM)


@pytest.mark.parametrize(("outcome", "needed"), [("held", AUTH_ERRORS), ("later", FAILURES)])
def test_it_opens_after_so_many_in_a_row_and_not_before(breaker, outcome, needed):
    heard(breaker, outcome, needed - 1)
    assert breaker.room(0, MOST) == MOST
    heard(breaker, outcome)
    assert breaker.room(0, MOST) == 0
    assert (breaker.because, breaker.left(0)) == (outcome, OPEN_S)


@pytest.mark.parametrize("good", ["sent", "gone", "refused"])
def test_an_answer_that_is_no_failure_begins_the_count_again(breaker, good):
    heard(breaker, "held", AUTH_ERRORS - 1)
    heard(breaker, "later", FAILURES - 1)
    heard(breaker, good)
    heard(breaker, "held", AUTH_ERRORS - 1)
    heard(breaker, "later", FAILURES - 1)
    assert breaker.room(0, MOST) == MOST


def test_after_a_minute_one_probe_may_go_and_its_success_closes_it(breaker):
    heard(breaker, "later", FAILURES)
    assert breaker.room(OPEN_S - 1, MOST) == 0
    assert breaker.room(OPEN_S, MOST) == 1
    heard(breaker, "sent", now=OPEN_S)
    assert breaker.room(OPEN_S, MOST) == MOST
    assert (breaker.auth_errors, breaker.failures, breaker.open_until) == (0, 0, None)


@pytest.mark.parametrize("outcome", ["held", "later"])
def test_a_probe_that_fails_opens_it_for_another_minute(breaker, outcome):
    heard(breaker, "later", FAILURES)
    heard(breaker, outcome, now=OPEN_S)
    assert breaker.left(OPEN_S) == OPEN_S
    assert breaker.because == outcome


def test_after_a_wait_asked_for_one_failure_is_one_failure(breaker):
    heard(breaker, "later", status=429, wait=30)
    assert breaker.room(30, MOST) == 1
    heard(breaker, "later", FAILURES - 1, now=30)
    assert breaker.room(30, MOST) == MOST
    heard(breaker, "later", now=30)
    assert breaker.left(30) == OPEN_S


def test_a_wait_asked_for_does_not_make_a_service_that_failed_a_good_one(breaker):
    heard(breaker, "later", FAILURES)
    heard(breaker, "later", status=429, wait=90, now=OPEN_S)
    heard(breaker, "later", now=OPEN_S + 90)
    assert breaker.left(OPEN_S + 90) == OPEN_S


def test_what_was_in_flight_when_it_opened_neither_closes_it_nor_keeps_it_open_longer(breaker):
    heard(breaker, "later", FAILURES)
    heard(breaker, "later", 80, now=10)
    heard(breaker, "sent", now=11)
    assert breaker.left(11) == OPEN_S - 11


@pytest.mark.parametrize("status", [429, 406])
def test_a_wait_asked_for_holds_for_the_whole_push_service(breaker, status):
    heard(breaker, "later", status=status, wait=30)
    assert (breaker.room(29, MOST), breaker.room(30, MOST)) == (0, 1)
    heard(breaker, "later", status=status, wait=90, now=10)
    assert breaker.left(10) == 90
    heard(breaker, "later", status=status, wait=5, now=20)
    assert breaker.left(20) == 80  # the longest one asked for


def test_a_wait_of_a_month_for_one_message_does_not_silence_all_others_for_long(breaker):
    heard(breaker, "later", status=429, wait=30 * 24 * 3600)
    assert breaker.left(0) == LONGEST_PAUSE_S


def test_apple_means_one_phone_by_too_many():
    breaker = Breaker(APPLE)
    heard(breaker, "later", FAILURES, status=429, wait=30)
    assert breaker.room(0, MOST) == MOST
    heard(breaker, "later", FAILURES, status=503)
    assert breaker.room(0, MOST) == 0
