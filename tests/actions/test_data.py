"""Taking everything along and bringing it back: the same person, however often and wherever."""

import copy
import json
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.actions import data, days, demo, document_reader, people
from webapp.actions.data import BadImport
from webapp.actions.refused import Refused
from webapp.content import zones
from webapp.domain.profile import PastInjury, Profile
from webapp.store import checks, consents, logins, profiles, schema, sheets
from webapp.store import people as stored_people
from webapp.store.engine import make_engine, reading, writing

ZONES = zones.names()


@pytest.fixture(scope="module")
def lived(catalogue, tmp_path_factory):
    """The export of a runner with ten weeks behind them, an account and a consent."""
    from tests.conftest import NOON

    url = f"sqlite:///{tmp_path_factory.mktemp('lived')}/a.db"
    schema.migrate(url)
    engine = make_engine(url)
    with writing(engine) as session:
        user_id = logins.find(session, demo.make_demo(session, catalogue, NOON, length=70), NOON).user.id
        consents.give(session, user_id, consents.HEALTH, "1", NOON)
        people.keep_safe(session, user_id, "anna@example.org", "kettle violin orbit", NOON)
        text = json.dumps(data.export_person(session, user_id))
    engine.dispose()
    return text


@pytest.fixture
def document(lived):
    return json.loads(lived)


@pytest.fixture
def bring(session, catalogue, now):
    """Import a document, as a new person unless told into whom."""

    def importing(document, into=None, at=None):
        return data.import_person(session, catalogue, ZONES, into, document, at or now)

    return importing


@pytest.fixture
def runner(session, now):
    return people.begin(session, "Europe/Berlin", "Phone", now)[0]


def exported(session, user_id):
    return json.loads(json.dumps(data.export_person(session, uuid.UUID(str(user_id)))))


def test_an_import_into_an_empty_instance_gives_the_same_person_back(session, document, bring):
    imported = bring(document)
    assert exported(session, imported["person"]) == document
    assert imported["days"] == len(document["days"]) > 40


def test_two_exports_of_one_person_are_the_same_text(session, document, bring):
    user_id = uuid.UUID(bring(document)["person"])
    first, second = (json.dumps(data.export_person(session, user_id)) for _ in range(2))
    assert first == second == json.dumps(document)


def test_an_export_holds_everything_but_secrets(lived):
    document = json.loads(lived)
    assert set(document) == {"format", "version", "person", "answers", "days", "checks", "consents", "devices"}
    assert document["person"]["email"] == "anna@example.org"
    assert document["answers"][0]["profile"]["injuries"]
    assert document["checks"] and document["consents"]
    assert "argon2" not in lived and "hash" not in lived and "token" not in lived


def test_the_next_day_after_an_import_is_the_one_it_would_have_been(session, catalogue, document, bring, now):
    """Not only the history came along, but also where the runner stands."""
    user = stored_people.person(session, uuid.UUID(bring(document)["person"]))
    opened = days.open_day(session, catalogue, user, now + timedelta(days=1))
    assert opened.stored.standing.started_on == date.fromisoformat(document["days"][0]["standing"]["started_on"])
    assert opened.sheet.phase > 1 and opened.stored.standing.full_days > 10


def test_who_had_an_account_gets_a_code_that_sets_a_password(engine, catalogue, document, now):
    with writing(engine) as session:
        imported = data.import_person(session, catalogue, ZONES, None, document, now)
    with writing(engine) as session:
        words = ("anna@example.org", imported["recovery_code"], "lantern pickle harbour", now, "192.0.2.1")
        assert isinstance(people.recover(session, *words), str)
    with writing(engine) as session:
        refused = people.sign_in(session, "anna@example.org", "kettle violin orbit", "", "192.0.2.1", now)
    assert isinstance(refused, Refused)


def test_an_email_that_somebody_has_here_already_stays_theirs(session, document, bring, runner, now):
    people.keep_safe(session, runner.id, "anna@example.org", "walnut ferry tomorrow", now)
    imported = bring(document)
    assert imported["recovery_code"] is None
    assert "email" not in exported(session, imported["person"])["person"]


def test_importing_twice_changes_nothing_more(session, document, bring, runner):
    bring(document, runner.id)
    once = exported(session, runner.id)
    again = bring(document, runner.id)
    assert (again["days"], again["checks"]) == (0, 0)
    assert exported(session, runner.id) == once


def test_importing_ones_own_export_changes_nothing(session, document, bring):
    user_id = uuid.UUID(bring(document)["person"])
    bring(document, user_id)
    assert exported(session, user_id) == document


def test_a_fresh_person_who_imports_becomes_the_exported_one(session, document, bring, runner):
    bring(document, runner.id)
    found, wanted = exported(session, runner.id), dict(document)
    assert (found["person"]["zone"], found["person"]["units"]) == (wanted["person"]["zone"], wanted["person"]["units"])
    assert {**found, "person": None} == {**wanted, "person": None}


def test_who_has_done_something_already_keeps_it(session, catalogue, document, bring, runner, now):
    profiles.save_profile(session, runner.id, Profile(injuries=(PastInjury("pfp"),)), date(2026, 11, 18), now)
    days.open_day(session, catalogue, runner, now)
    bring(document, runner.id)
    names = {past.injury for past in profiles.newest(session, runner.id).injuries}
    assert names == {"pfp", "ankle-sprain", "calf"}
    assert len(sheets.days(session, runner.id)) == len(document["days"])


def test_an_import_into_somebody_does_not_take_the_email_along(session, document, bring, runner):
    bring(document, runner.id)
    assert "email" not in exported(session, runner.id)["person"]


def _at(document, path, value):
    """The document with one value changed; a path is keys and places."""
    changed = copy.deepcopy(document)
    here = changed
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return changed


LONG = "x" * 3000
BAD_VALUES = [
    (("format",), "other", "not an Afterrun export"),
    (("version",), 2, "version 2"),
    (("person", "zone"), "right/UTC", "zone"),
    (("person", "zone"), "A" * 5000, "zone"),
    (("person", "units"), "stone", "units"),
    (("person", "created_at"), "2026-01-01T00:00:00", "created_at"),
    (("person", "nickname"), "Anna", "nickname is not known"),
    (("checks",), {}, "must be a list"),
    (("checks", 0, "op"), 5, "is not an id"),
    (("checks", 0, "op"), "no-id", "is not an id"),
    (("checks", 0, "item"), "squatz", "squatz is not an exercise we know"),
    (("checks", 0, "item"), "clamshell@noon", "clamshell@noon is not an exercise we know"),
    (("checks", 0, "day"), "2031-01-01", "a day that has come"),
    (("checks", 0, "day"), "yesterday", "a day that has come"),
    (("checks", 0, "at"), "2031-01-01T00:00:00+00:00", "instant"),
    (("checks", 0, "at"), "2026-01-01T00:00:00", "instant"),
    (("checks", 0, "at"), "0001-01-01T00:00:00+14:00", "instant"),
    (("checks", 0, "done"), "yes", "true or false"),
    (("checks", 0, "pain"), 11, "pain"),
    (("checks", 0, "amount"), 1.5, "not a whole number"),
    (("checks", 0, "load"), float("nan"), "load"),
    (("checks", 0, "received_at"), None, "received_at"),
    (("days", 0, "sheet"), None, "sheet cannot be read"),
    (("days", 0, "sheet"), "a nice day", "sheet cannot be read"),
    (("days", 0, "sheet", "day"), "2031-01-01", "has not come yet"),
    (("days", 0, "sheet", "reason"), LONG, "too large"),
    (("days", 0, "sheet", "reason"), "half \ud800", "unreadable"),
    (("days", 0, "sheet", "revision"), 10**12, "too large"),
    (("days", 0, "sheet", "blocks", 0, "items", 0, "exercise"), "squatz", "squatz is not an exercise we know"),
    (("days", 0, "sheet", "blocks", 0, "items", 0, "slots"), ["noon"], "time of day"),
    (("days", 0, "standing", "levels"), {"squatz": 2}, "squatz is not an exercise we know"),
    (("days", 0, "standing", "started_on"), "once", "standing cannot be read"),
    (("answers", 0, "from_on"), 3, "from_on"),
    (("answers", 0, "profile", "injuries"), [{"injury": "broken heart"}], "broken heart"),
    (("answers", 0, "profile", "screen"), {"q99": True}, "q99 is not known"),
    (("answers", 0, "profile", "kit"), ["jetpack"], "jetpack"),
    (("answers", 0, "profile", "minutes"), 0, "minutes"),
    (
        ("answers", 0, "profile", "ill"),
        [{"first": "2026-02-02", "last": "2026-02-01", "where": "above"}],
        "before from",
    ),
    (("consents", 0, "purpose"), LONG, "purpose"),
    (("consents", 0, "given_at"), "2031-01-01T00:00:00+00:00", "given_at"),
]


@pytest.mark.parametrize(
    ("path", "value", "words"), BAD_VALUES, ids=[f"{p[-1]}-{n}" for n, (p, _, _) in enumerate(BAD_VALUES)]
)
def test_one_bad_value_refuses_the_whole_document_in_words(catalogue, document, now, path, value, words):
    with pytest.raises(BadImport) as refused:
        document_reader.read(catalogue, ZONES, _at(document, path, value), now)
    assert any(words in fault for fault in refused.value.faults), refused.value.faults
    assert all(len(fault) <= 200 for fault in refused.value.faults)


def test_a_refused_import_changes_nothing(engine, catalogue, document, now):
    document["checks"][-1]["item"] = "squatz"
    with pytest.raises(BadImport), writing(engine) as session:
        person, _ = people.begin(session, "UTC", "", now)
        data.import_person(session, catalogue, ZONES, person.id, document, now)
    with reading(engine) as session:
        assert stored_people.person(session, person.id) is None


def test_every_fault_is_named_up_to_a_hundred(catalogue, document, now):
    for check in document["checks"][:150]:
        check["item"] = "squatz"
    with pytest.raises(BadImport) as refused:
        document_reader.read(catalogue, ZONES, document, now)
    assert len(refused.value.faults) == 101
    assert refused.value.faults[-1] == "And 50 more."


def test_lists_longer_than_any_life_are_not_read(catalogue, document, now):
    document["consents"] = document["consents"] * 500
    with pytest.raises(BadImport, match="more than 400"):
        document_reader.read(catalogue, ZONES, document, now)


@pytest.mark.parametrize("raw", [None, [], "export", 7, {}, {"format": "afterrun-export", "version": 1}])
def test_what_is_no_document_is_refused(catalogue, now, raw):
    with pytest.raises(BadImport):
        document_reader.read(catalogue, ZONES, raw, now)


def test_an_export_made_before_a_field_was_added_still_comes_in(session, document, bring):
    for day in document["days"]:
        day["sheet"].pop("week_kind")
        day["standing"].pop("full_days")
    for answers in document["answers"]:
        answers["profile"].pop("wishes")
    user_id = uuid.UUID(bring(document)["person"])
    assert len(sheets.days(session, user_id)) == len(document["days"])
    assert len(checks.all_of(session, user_id)) == len(document["checks"])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=6,
)


def paths(value, here=()):
    """Every place in a JSON value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*here, key)
        yield from paths(inner, (*here, key))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.data())
def test_whatever_stands_anywhere_in_a_document_is_taken_or_refused_in_words(engine, catalogue, lived, now, chosen):
    document = json.loads(lived)
    for part in ("days", "checks", "answers"):
        document[part] = document[part][:2]
    document["person"].pop("email")
    path = chosen.draw(st.sampled_from(list(paths(document))))
    changed = _at(document, path, chosen.draw(json_values))
    with reading(engine) as session:
        try:
            data.import_person(session, catalogue, ZONES, None, changed, now)
        except BadImport as refused:
            assert refused.faults
