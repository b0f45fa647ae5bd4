"""Promise P2: a check-off counts once, however often and by whatever way it is sent."""

import threading
from collections import Counter

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.runners import arrive, box, database, open_today, row
from tests.faults.conftest import Server, op
from tests.faults.journal import DIRECT, SYNC, first_rows, kept, sent, stored, tap_without_signal, until, waiting, wake
from tests.sizes import FULL

KILLS = 10 if FULL else 2
SENDERS, OPS = (12, 200) if FULL else (6, 30)


def test_p2_the_same_queue_from_many_senders_at_once_counts_once(engine, phone):
    someone, queue, states = phone(), [op() for _ in range(OPS)], []
    senders = [threading.Thread(target=lambda: states.extend(someone.send(queue) or ())) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(120)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*), count(DISTINCT op) FROM check_event")).one()
    assert tuple(rows) == (OPS, OPS)
    assert Counter(states) == {"applied": OPS, "duplicate": OPS * (SENDERS - 1)}


def test_p2_a_server_killed_after_it_has_stored_a_tick_and_before_it_answers(server, site, handset):
    someone = handset(site)
    person = arrive(site, someone)
    page = open_today(someone.new_page())
    for kill in range(KILLS):
        way, other = (SYNC, DIRECT) if kill % 2 else (DIRECT, SYNC)
        page.route(way, lambda route: _store_and_die(route, server), times=1)
        page.route(other, lambda route: route.abort())  # a page that has just opened asks who is signed in
        if kill % 2:
            tap_without_signal(someone, page, kill % 3)
            someone.set_offline(False)
        else:
            row(page, kill % 3).tap()
        until(page, lambda: server.process.poll() is not None, "the server is killed")
        assert len(waiting(page)) == 1, "the phone cannot know"
        page.unroute(other)
        server.start()
        wake(page)
        sent(page)
        assert len(stored(site, person)) == kill + 1


@pytest.mark.parametrize("way", [DIRECT, SYNC], ids=["sent at once", "sent from the queue"])
def test_p2_an_answer_that_gets_lost_again_and_again(live, handset, way):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    arrived = []
    page.route(way, lambda route: (arrived.append(route.fetch().status), route.abort()), times=3)
    if way == SYNC:
        page.route(DIRECT, lambda route: route.abort())
    row(page, 0).tap()
    for _ in range(3):
        wake(page)
        page.wait_for_timeout(500)
    wake(page)
    sent(page)
    assert arrived
    assert len(stored(live, person)) == 1
    expect(box(page, 0)).to_be_checked()


def test_p2_two_open_pages_of_one_phone_send_one_queue(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    one, other = open_today(phone.new_page()), open_today(phone.new_page())
    tap_without_signal(phone, one, 0, 1)
    tap_without_signal(phone, other, 2, 3)
    posted = _posted(one, other)
    phone.set_offline(False)
    for page in (one, other, one):
        wake(page)
    sent(one)
    sent(other)
    assert sorted(stored(live, person)) == sorted(entry["op"] for entry in kept(one))
    assert first_rows(live, person, one, 4) == [True, True, True, True]
    for page in (one, other):
        for number in range(4):
            expect(box(page, number)).to_be_checked()
    names = [name for names in posted for name in names]
    assert sorted(names) == sorted(set(names)), "one sender at a time: no tick went out twice"


def test_p2_tapping_in_a_hurry_is_as_many_ticks_as_taps_and_ends_as_the_last(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    page.route(DIRECT, _late)
    for _ in range(7):
        row(page, 0).tap()
    until(page, lambda: len(kept(page)) == 7, "seven taps are written down")
    sent(page)
    expect(box(page, 0)).to_be_checked()
    assert first_rows(live, person, page, 1) == [True]
    assert len(stored(live, person)) == 7
    with database(live) as session:
        ops = session.execute(
            text("SELECT count(DISTINCT op) FROM check_event WHERE user_id = :id"), {"id": person.id.hex}
        )
        assert ops.scalar() == 7


def _store_and_die(route, server: Server) -> None:
    route.fetch()
    server.kill()
    route.abort()


def _late(route) -> None:
    """The first one is overtaken by those tapped after it."""
    threading.Event().wait(0.4)
    route.continue_()


def _posted(*pages: Page) -> list[list[str]]:
    """The ops of each message to the server, as they go out."""
    found: list[list[str]] = []
    for page in pages:
        page.on("request", lambda request: request.url.endswith("/sync") and found.append(
            [entry["op"] for entry in request.post_data_json["ops"]]))  # fmt: skip
    return found
