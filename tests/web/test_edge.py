"""What views share: where to go next, fragment or page, the device's name, the first answer, limits."""

import pytest
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from tests.web.cast import NOBODYS, newcomer
from webapp.store import logins
from webapp.store import people as stored_people
from webapp.web import edge

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML) Chrome/157.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 27_0 like Mac OS X) AppleWebKit/605.1.15 Version/27.0 Mobile Safari/604.1"


@pytest.mark.parametrize("path", ["/", "/today", "/today?short=5", "/days/2026-11-18#x", "/a%20b"])
def test_asvs_3_7_2_our_own_pages_may_be_next(path: str):
    assert edge.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "today", "//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "/a\nb",
        "/\t/evil", "\\\\evil.test", " /today", "/\x00", "/a\\b",
    ],
)  # fmt: skip
def test_asvs_3_7_2_everything_else_leads_home(path: str | None):
    assert edge.local_path(path) == "/"


@pytest.mark.parametrize(
    ("agent", "name"),
    [(PHONE, "Chrome on Android"), (IPHONE, "Safari on iPhone"), ("", "A browser"), ("curl/8", "A browser"),
     ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on Linux")],
)  # fmt: skip
def test_a_device_has_a_name_its_owner_knows(app, agent: str, name: str):
    with app.test_request_context("/", headers={"User-Agent": agent}):
        assert edge.device() == name


def test_htmx_gets_the_fragment_and_a_page_restored_from_history_does_not(app):
    with app.test_request_context("/", headers={"HX-Request": "true"}):
        assert edge.is_part()
    with app.test_request_context("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}):
        assert not edge.is_part()
    with app.test_request_context("/"):
        assert not edge.is_part()


def test_one_answer_has_one_time(app, clock):
    with app.test_request_context("/"):
        first = edge.now()
        clock.forward(seconds=5)
        assert edge.now() == first


def test_the_first_answer_makes_a_person_and_the_second_does_not(app, clock):
    with app.test_request_context("/", method="POST"):
        with edge.writing() as session:
            made = edge.ensure_person(session, "Europe/Berlin")
        with edge.writing() as session:
            again = edge.ensure_person(session, "Asia/Tokyo")
            assert logins.of_person(session, made.id, clock.now)
        assert (made.id, made.zone) == (again.id, "Europe/Berlin")
        assert current_user.person == made


def test_what_fails_in_the_first_answer_leaves_nobody_behind(app):
    with app.test_request_context("/", method="POST"):
        with pytest.raises(LookupError), edge.writing() as session:
            made = edge.ensure_person(session)
            raise LookupError
        with edge.reading() as session:
            assert stored_people.person(session, made.id) is None


def test_what_is_read_after_writing_is_what_was_written(app, clock):
    player = newcomer(app, clock.now)
    with app.test_request_context():
        with edge.reading() as session:
            assert stored_people.person(session, player.person.id).units == "metric"
        with edge.writing() as session:
            stored_people.set_units(session, player.person.id, "imperial")
            with edge.reading() as meanwhile:
                assert stored_people.person(meanwhile, player.person.id).units == "metric"
        with edge.reading() as session:
            assert stored_people.person(session, player.person.id).units == "imperial"


def test_one_request_looks_through_one_connection_and_gives_it_back(app):
    pool = app.extensions["afterrun"].engine.pool
    with app.test_request_context():
        for _ in range(3):
            with edge.reading() as session:
                stored_people.person(session, NOBODYS)
        assert pool.checkedout() == 1
    assert pool.checkedout() == 0


def test_one_address_makes_only_so_many_people_an_hour(app):
    most, _ = edge.MOST_NEW_PEOPLE
    for _ in range(most):
        _begin(app)
    with pytest.raises(TooManyRequests):
        _begin(app)
    assert _begin(app, address="192.0.2.7")


def test_a_limit_says_how_long_it_lasts_and_ends(app, clock):
    with app.test_request_context("/"):
        edge.limit("try", 2, 600)
        edge.limit("try", 2, 600)
        edge.limit("try", 2, 600, "somebody else")
        with pytest.raises(TooManyRequests) as refused:
            edge.limit("try", 2, 600)
        assert refused.value.retry_after == 600
    clock.forward(seconds=601)
    with app.test_request_context("/"):
        edge.limit("try", 2, 600)


def _begin(app, address: str = "192.0.2.1"):
    with app.test_request_context("/", method="POST", environ_base={"REMOTE_ADDR": address}), edge.writing() as session:
        return edge.ensure_person(session)
