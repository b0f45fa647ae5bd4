"""Telling an injury: on the body, which one, a few details; at the start and later from Me."""

import re
from datetime import timedelta

import pytest

from tests.web.cast import newcomer
from tests.web.runners import engine_of, runner
from webapp.domain.history import ASK_AREA, ASK_INJURY, ASK_PAIN, ASK_SIDE, ASK_SINCE, areas_with_injuries
from webapp.domain.profile import PastInjury
from webapp.store import consents, profiles
from webapp.store.engine import reading

SPRAIN = {"injury": "ankle-sprain", "area": "ankle", "side": "left", "since": "year", "times": "2", "pain": "0"}
TIGHT = {"injury": "calf", "area": "calf", "variant": "tight", "side": "both", "pain": "0"}
ENTRY = re.compile(r'href="/injuries/([0-9a-f]{16})"')


@pytest.fixture
def anna(app, now):
    """Somebody at the start."""
    return newcomer(app, now)


@pytest.fixture
def bert(app, now):
    """Somebody who has a list already and has opened it."""
    player = runner(app, now)
    player.client.get("/today")
    return player


def told(app, player) -> tuple[PastInjury, ...]:
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id).injuries


def entry_of(player) -> str:
    return ENTRY.search(player.client.get("/injuries").text)[1]


def test_from_the_body_to_the_entry(app, anna, now):
    page = anna.client.get("/injuries").text
    assert page.count('name="area" value="ankle"') == 3  # the figure, its label and the list
    which = anna.client.post("/injuries/place", data={"area": "ankle"}).text
    assert 'value="ankle-sprain"' in which
    form = anna.client.post("/injuries/details", data={"area": "ankle", "injury": "ankle-sprain"}).text
    assert 'name="side"' in form
    answer = anna.client.post("/injuries", data=SPRAIN)
    assert (answer.status_code, answer.location) == (303, "/injuries")
    assert told(app, anna) == (PastInjury("ankle-sprain", "left", now.date() - timedelta(days=210), 0, 2, "ankle"),)


def test_every_place_of_the_map_leads_to_a_list_in_plain_words(anna, catalogue):
    for area in areas_with_injuries(catalogue):
        page = anna.client.post("/injuries/place", data={"area": area}).text
        plain = [injury.plain for injury in catalogue.injuries.values() if area in injury.areas]
        assert plain
        assert all(words.replace("'", "&#39;") in page for words in plain)


def test_every_injury_can_be_told(app, now, catalogue):
    for slug, injury in catalogue.injuries.items():
        player = newcomer(app, now)
        for area in injury.areas:
            form = player.client.post("/injuries/details", data={"area": area, "injury": slug})
            assert form.status_code == 200
            entry = {"injury": slug, "area": area, "side": "right", "since": "quarter", "times": "1", "pain": "3"}
            assert player.client.post("/injuries", data=entry).status_code == 303
        assert [past.area for past in told(app, player)] == list(injury.areas)


def test_tight_calves_are_no_injury_and_ask_less(app, anna):
    form = anna.client.post("/injuries/details", data={"area": "calf", "injury": "calf:tight"}).text
    assert 'name="since"' not in form
    anna.client.post("/injuries", data=TIGHT)
    assert told(app, anna) == (PastInjury("calf", "both", None, 0, 1, "calf", "tight"),)


def test_an_injury_with_two_ways_offers_both(anna, catalogue):
    form = anna.client.post("/injuries/details", data={"area": "achilles", "injury": "achilles-mid"}).text
    assert all(name in form for name in catalogue.injuries["achilles-mid"].option_names.values())
    assert 'name="option" value="B" checked' in form


def test_bone_injuries_say_that_a_doctor_names_them(anna, catalogue):
    page = anna.client.post("/injuries/place", data={"area": "shin"}).text
    bone = [injury for injury in catalogue.injuries.values() if "shin" in injury.areas and injury.pain_limit == 0]
    assert page.count(catalogue.words["injury"]["diagnosed"]) == len(bone) == 2


@pytest.mark.parametrize(
    ("path", "form", "message"),
    [
        ("/injuries/place", {"area": "elbow"}, ASK_AREA),
        ("/injuries/place", {"area": "neck"}, ASK_AREA),
        ("/injuries/place", {}, ASK_AREA),
        ("/injuries/details", {"injury": "moon-sickness"}, ASK_INJURY),
        ("/injuries", {"injury": "moon-sickness"}, ASK_INJURY),
        ("/injuries", {}, ASK_INJURY),
        ("/injuries", SPRAIN | {"side": ""}, ASK_SIDE),
        ("/injuries", SPRAIN | {"since": "once upon a time"}, ASK_SINCE),
        ("/injuries", SPRAIN | {"pain": "99"}, ASK_PAIN),
        ("/injuries", SPRAIN | {"area": "x" * 3000}, ASK_AREA),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_nothing_is_kept(app, anna, path, form, message):
    answer = anna.client.post(path, data=form)
    assert answer.status_code == 422
    assert message in answer.text
    assert told(app, anna) == ()


def test_what_was_typed_is_kept_when_asked_again(anna):
    page = anna.client.post("/injuries", data=SPRAIN | {"since": "longer", "year": "1850"}).text
    for field, value in {"side": "left", "since": "longer", "times": "2", "pain": "0"}.items():
        assert re.search(rf'name="{field}" value="{value}"[^>]* checked', page), field


def test_the_button_is_the_consent_and_the_words_stand_beside_it(app, anna, catalogue):
    sentence = catalogue.words["consent"]["text"].partition(". ")[0]
    assert sentence in anna.client.get("/injuries").text
    assert sentence in anna.client.post("/injuries/details", data={"injury": "pfp", "area": "knee_front"}).text
    with reading(engine_of(app)) as session:
        assert consents.of_person(session, anna.person.id) == []
    anna.client.post("/injuries/done")
    with reading(engine_of(app)) as session:
        [consent] = consents.of_person(session, anna.person.id)
    assert consent.text_version == catalogue.words["consent"]["version"]


def test_later_a_new_injury_says_what_it_changed_today(app, bert):
    answer = bert.client.post("/injuries", data=TIGHT)
    assert answer.status_code == 200
    assert "comes on, three times a day: tight calves." in answer.text


def test_an_entry_can_be_changed_in_its_place(app, bert):
    bert.client.post("/injuries", data=SPRAIN)
    entry = entry_of(bert)
    form = bert.client.get(f"/injuries/{entry}").text
    assert re.search(r'name="side" value="left"[^>]* checked', form)
    assert bert.client.post(f"/injuries/{entry}", data=SPRAIN | {"side": "right", "pain": "4"}).status_code == 200
    [past] = told(app, bert)
    assert (past.side, past.pain) == ("right", 4)


def test_a_bad_change_changes_nothing(app, bert):
    bert.client.post("/injuries", data=SPRAIN)
    answer = bert.client.post(f"/injuries/{entry_of(bert)}", data=SPRAIN | {"side": "up"})
    assert answer.status_code == 422
    assert f'action="/injuries/{entry_of(bert)}"' in answer.text
    assert told(app, bert)[0].side == "left"


def test_an_entry_can_go(app, bert):
    bert.client.post("/injuries", data=TIGHT)
    answer = bert.client.post(f"/injuries/{entry_of(bert)}/removal")
    assert "comes off" in answer.text
    assert told(app, bert) == ()


def test_nobody_reaches_the_entry_of_another(app, now, bert):
    bert.client.post("/injuries", data=SPRAIN)
    entry, other = entry_of(bert), runner(app, now)
    other.client.post("/injuries", data=SPRAIN)
    assert entry_of(other) != entry
    assert other.client.get(f"/injuries/{entry}").status_code == 404
    assert other.client.post(f"/injuries/{entry}", data=SPRAIN).status_code == 404
    assert other.client.post(f"/injuries/{entry}/removal").status_code == 404
    assert len(told(app, bert)) == 1


def test_no_address_names_an_injury_or_a_place(bert, catalogue):
    bert.client.post("/injuries", data=SPRAIN)
    addresses = re.findall(r'(?:href|action)="([^"]+)"', bert.client.get("/injuries").text)
    assert addresses
    said = {*catalogue.injuries, *catalogue.areas}
    assert not [(address, word) for address in addresses for word in said if word in address]


# How much they hurt now, asked again.


def days_told(app, player) -> dict:
    with reading(engine_of(app)) as session:
        return dict(profiles.newest(session, player.person.id).answered_on)


def test_the_day_an_injury_is_told_is_kept_and_leaves_with_it(app, bert, now):
    bert.client.post("/injuries", data=SPRAIN)
    assert days_told(app, bert) == {"injury:ankle-sprain:left": now.date()}
    bert.client.post(f"/injuries/{entry_of(bert)}", data=SPRAIN | {"side": "right"})
    assert days_told(app, bert) == {"injury:ankle-sprain:right": now.date()}
    bert.client.post(f"/injuries/{entry_of(bert)}/removal")
    assert days_told(app, bert) == {}


def test_all_injuries_are_asked_again_on_one_page(app, bert, clock):
    bert.client.post("/injuries", data=SPRAIN)
    bert.client.post("/injuries", data=TIGHT | {"pain": "4"})
    before = told(app, bert)
    clock.forward(days=8)
    names = re.findall(
        r'name="(pain-[0-9a-f]{16})" value="[04]" required checked', bert.client.get("/injuries/again").text
    )
    assert len(names) == 2
    answer = bert.client.post("/injuries/again", data=dict(zip(names, ["3", "0"], strict=True)))
    assert answer.status_code == 200 and "Saved" in answer.text
    assert [past.pain for past in told(app, bert)] == [3, 0]
    assert [(past.injury, past.since) for past in told(app, bert)] == [(past.injury, past.since) for past in before]
    assert set(days_told(app, bert).values()) == {clock.now.date()}


@pytest.mark.parametrize("typed", ["", "11", "-1", "much", "²"])
def test_a_pain_that_is_no_number_is_asked_again(app, bert, typed):
    bert.client.post("/injuries", data=SPRAIN)
    bert.client.post("/injuries", data=TIGHT)
    ankle, calf = (f"pain-{entry}" for entry in ENTRY.findall(bert.client.get("/injuries").text))
    answer = bert.client.post("/injuries/again", data={ankle: "7", calf: typed})
    assert answer.status_code == 422
    assert ASK_PAIN in answer.text
    assert f'name="{ankle}" value="7" required checked' in answer.text
    assert [past.pain for past in told(app, bert)] == [0, 0]


def test_without_injuries_there_is_nothing_to_ask_again(bert):
    assert bert.client.get("/injuries/again").location == "/injuries"


def test_a_stranger_is_not_asked(client):
    assert client.get("/injuries/again").location == "/"
    assert client.post("/injuries/again").location == "/"
