"""Fault 23: a queue is replayed twice, in another order, by two phones. The list ends the same."""

import random
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.browser.runners import arrive, box, open_today, row
from tests.faults.journal import DIRECT, SYNC, first_rows, kept, sent, shown, stored, tap_without_signal, wake
from tests.sizes import FULL
from webapp import clock
from webapp.actions.checks import APPLIED, DUPLICATE, Tap, check_off
from webapp.domain.checks import Check, fold
from webapp.store import checks, people
from webapp.store.engine import writing

HISTORIES, ORDERS = (500, 10) if FULL else (8, 4)
TAPS, ROWS = 24, ("clamshell", "glute-bridge", "push-up")
SEED = 2326


def test_every_order_and_every_repeat_of_a_history_ends_the_same(engine, catalogue):
    dice, now, replays = random.Random(SEED), clock.now(), 0
    for _ in range(HISTORIES):
        taps = _history(dice, now)
        wanted = {key: check.done for key, check in fold(_made(tap, now) for tap in taps).items()}
        for _ in range(ORDERS):
            replays += 1
            assert _played(engine, catalogue, _deliveries(dice, taps), now) == (wanted, TAPS)
    print(f"fault 23: {replays} replays of {HISTORIES} histories, 0 differences, seed {SEED}")


@pytest.mark.parametrize("first", [0, 1], ids=["the earlier phone sends first", "the later phone sends first"])
def test_two_phones_of_one_person_agree_whoever_sends_first(site, handset, first):
    phones = [handset(site), handset(site)]
    person = arrive(site, phones[0])
    phones[1].add_cookies(phones[0].cookies())
    pages = [open_today(phone.new_page()) for phone in phones]
    tap_without_signal(phones[0], pages[0], 0, 1, 2)
    tap_without_signal(phones[1], pages[1], 0, 0, 1, 1, 1)
    tap_without_signal(phones[0], pages[0], 2)
    for number in (first, 1 - first):
        phones[number].set_offline(False)
        sent(pages[number])
    assert first_rows(site, person, pages[0], 3) == [False, True, False]
    assert len(stored(site, person)) == 9
    for page in pages:
        assert list(shown(page).values())[:3] == [False, True, False]


def test_a_queue_whose_every_message_comes_twice_is_one_queue(site, handset):
    phone = handset(site)
    person = arrive(site, phone)
    page = open_today(phone.new_page())
    page.route(SYNC, lambda route: (route.fetch(), route.fetch(), route.continue_()))
    page.route(DIRECT, lambda route: (route.fetch(), route.continue_()))
    row(page, 0).tap()
    sent(page)
    tap_without_signal(phone, page, 0, 1, 2, 1)
    phone.set_offline(False)
    wake(page)
    sent(page)
    assert sorted(stored(site, person)) == sorted(op["op"] for op in kept(page))
    assert first_rows(site, person, page, 3) == [False, False, True]
    expect(box(page, 2)).to_be_checked()


def _history(dice: random.Random, now) -> list[Tap]:
    """Taps of one afternoon, seconds or minutes apart, by two phones, each in sight of what its own phone shows."""
    ages = sorted((timedelta(seconds=dice.uniform(1, 4 * 3600)) for _ in range(TAPS)), reverse=True)
    seen: dict[tuple[int, str], str] = {}
    taps = []
    for age in ages:
        op, phone, item = str(UUID(int=dice.getrandbits(128))), dice.randrange(2), dice.choice(ROWS)
        saw = seen.get((phone, item), "")
        seen[phone, item] = op
        taps.append(Tap(op, now.date().isoformat(), item, dice.random() < 0.5, age, saw=saw))
    assert all(before.age >= after.age for before, after in pairwise(taps))
    return taps


def _made(tap: Tap, now) -> Check:
    return Check(tap.op, now.date(), tap.item, tap.done, now - tap.age)


def _deliveries(dice: random.Random, taps: list[Tap]) -> list[list[Tap]]:
    """The taps in any order, in parcels of any size, some of which come again later."""
    mixed = dice.sample(taps, len(taps))
    parcels = []
    while mixed:
        size = dice.randint(1, 9)
        parcels.append(mixed[:size])
        mixed = mixed[size:]
    again = [parcel for parcel in parcels if dice.random() < 0.4]
    return [*parcels, *dice.sample(again, len(again)), dice.choice(parcels)]


def _played(engine, catalogue, deliveries: list[list[Tap]], now) -> tuple[dict[str, bool], int]:
    """What stands, and how many ticks are stored, after somebody new has sent all of this."""
    with writing(engine) as session:
        person = people.add_person(session, "UTC", now)
        for parcel in deliveries:
            states = {result.state for result in check_off(session, catalogue, person, parcel, now)}
            assert states <= {APPLIED, DUPLICATE}
        found = checks.of_day(session, person.id, now.date())
    return {key: check.done for key, check in fold(found).items()}, len(found)
