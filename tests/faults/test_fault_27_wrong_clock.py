"""Fault 27: the phone's clock is wrong by years, or jumps. Nothing depends on it: ticks keep their order and their day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.browser.runners import arrive, database, open_today
from tests.faults.journal import DIRECT, SYNC, first_rows, sent, shown, stored, tap_without_signal, wake
from tests.sizes import FULL
from webapp import clock
from webapp.domain.days import local_day
from webapp.store import checks

YEAR, HOUR = timedelta(days=365), timedelta(hours=1)
WRONG = {"ten years slow": -10 * YEAR, "right": timedelta(0), "ten years fast": 10 * YEAR}
JUMPS = [(one, other) for one in WRONG for other in WRONG if one != other and (FULL or other == "ten years slow")]


@pytest.mark.parametrize("wrong", ["ten years slow", "ten years fast"])
def test_with_a_clock_wrong_by_years_ticks_count_for_the_day_and_the_time_they_were_made(live, handset, wrong):
    phone = handset(live)
    person = arrive(live, phone)
    page = phone.new_page()
    page.clock.set_fixed_time(_by(wrong))
    open_today(page)
    tap_without_signal(phone, page, 0, 1, 1)
    page.clock.set_fixed_time(_by(wrong) + HOUR)
    phone.set_offline(False)
    wake(page)
    sent(page)
    with database(live) as session:
        ages = [
            clock.now() - check.at for check in checks.of_day(session, person.id, local_day(clock.now(), person.zone))
        ]
    assert len(ages) == 3
    assert all(HOUR <= age <= HOUR + timedelta(minutes=5) for age in ages)
    assert first_rows(live, person, page, 2) == [True, False]
    assert list(shown(page).values())[:2] == [True, False]


@pytest.mark.parametrize(("then", "later"), JUMPS, ids=[f"{then}, then {later}" for then, later in JUMPS])
def test_a_clock_that_jumps_between_two_taps_does_not_change_their_order(live, handset, then, later):
    """The second tap is the last word, though the clock says it came first, or both came years ago."""
    phone = handset(live)
    person = arrive(live, phone)
    page = phone.new_page()
    page.clock.set_fixed_time(_by(then))
    open_today(page)
    tap_without_signal(phone, page, 0, 1)
    page.clock.set_fixed_time(_by(later))
    tap_without_signal(phone, page, 0)
    page.clock.set_fixed_time(_by("right"))
    phone.set_offline(False)
    wake(page)
    sent(page)
    assert first_rows(live, person, page, 2) == [False, True]
    assert len(stored(live, person)) == 3
    assert list(shown(page).values())[:2] == [False, True]


@pytest.mark.parametrize("then", ["ten years slow", "ten years fast"])
def test_a_clock_put_right_before_they_are_sent_lets_the_newer_word_win(live, handset, then):
    """One tick arrived with the clock right; the next was made without signal, with the clock wrong."""
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0)
    phone.set_offline(False)
    sent(page)
    page.clock.set_fixed_time(_by(then))
    page.route(SYNC, lambda route: route.abort())
    page.route(DIRECT, lambda route: route.abort())
    tap_without_signal(phone, page, 0)
    phone.set_offline(False)
    page.close()
    page = open_today(phone.new_page())
    sent(page)
    assert first_rows(live, person, page, 1) == [False]
    assert list(shown(page).values())[:1] == [False]


def test_a_clock_that_was_fast_once_makes_no_later_tick_newer_than_it_is(live, handset):
    """What another phone said meanwhile stands, though the first tick of this one is still ahead of its clock."""
    phone = handset(live)
    person = arrive(live, phone)
    page = phone.new_page()
    page.clock.set_fixed_time(_by("ten years fast"))
    open_today(page)
    tap_without_signal(phone, page, 0)
    phone.set_offline(False)
    sent(page)
    page.clock.set_system_time(_by("right"))
    tap_without_signal(phone, page, 0)
    first = page.locator("tick-row").first
    other = {"op": str(uuid4()), "day": first.get_attribute("data-day"), "item": first.get_attribute("data-key")}
    body = {"v": 2, "user": str(person.id), "ops": [other | {"done": True, "age": 0}]}
    assert phone.request.post("/sync", data=body, headers={"X-App": "1", "Origin": live.url}).ok
    phone.set_offline(False)
    wake(page)
    sent(page)
    assert first_rows(live, person, page, 1) == [True]


@pytest.mark.parametrize("then", ["ten years slow", "ten years fast"])
def test_a_clock_that_jumps_forgets_no_tick_that_a_page_from_before_still_lacks(live, handset, then):
    phone = handset(live)
    arrive(live, phone)
    page = open_today(phone.new_page())
    from_before = phone.request.get("/today").text()
    tap_without_signal(phone, page, 0)
    phone.set_offline(False)
    sent(page)
    page.clock.set_fixed_time(_by(then))
    tap_without_signal(phone, page, 1)
    phone.set_offline(False)
    sent(page)
    page.route("**/today", lambda route: route.fulfill(body=from_before, content_type="text/html"))
    open_today(page)
    assert list(shown(page).values())[:2] == [True, True]


def _by(wrong: str) -> datetime:
    return datetime.now(UTC) + WRONG[wrong]
