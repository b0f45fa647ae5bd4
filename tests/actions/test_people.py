"""Coming, keeping one's work safe, signing in and out, leaving."""

import re
import time
from datetime import timedelta

import pytest

from webapp.actions import passwords, people
from webapp.actions.refused import Refused
from webapp.store import credentials, logins
from webapp.store import people as stored_people
from webapp.store.engine import reading, writing

EMAIL, PASSWORD, NEXT = "anna@example.org", "kettle violin orbit", "lantern pickle harbour"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def anna(engine, now):
    """A person with an account, signed in on a phone: who, token, recovery code."""
    with writing(engine) as session:
        person, token = people.begin(session, "Europe/Berlin", "Phone", now)
        code = people.keep_safe(session, person.id, EMAIL, PASSWORD, now)
    return person, token, code


def sign_in(engine, now, email=EMAIL, password=PASSWORD, address=HERE):
    with writing(engine) as session:
        return people.sign_in(session, email, password, "Laptop", address, now)


def recover(engine, now, code, email=EMAIL, password=NEXT, address=HERE):
    with writing(engine) as session:
        return people.recover(session, email, code, password, now, address)


def person_of(engine, token, now):
    with reading(engine) as session:
        found = logins.find(session, token, now)
    return found and found.user


def test_the_first_answer_makes_a_person_and_a_login_of_a_year(engine, now):
    with writing(engine) as session:
        person, token = people.begin(session, "Europe/Berlin", "Phone", now)
    assert person_of(engine, token, now + timedelta(days=364)) == person
    assert person.zone == "Europe/Berlin"


def test_asvs_7_2_3_tokens_are_256_random_bits():
    tokens = {passwords.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 for token in tokens)


def test_who_kept_their_work_safe_can_sign_in_on_another_device(engine, now, anna):
    token = sign_in(engine, now)
    assert person_of(engine, token, now) == anna[0]
    assert person_of(engine, anna[1], now) == anna[0]


def test_the_email_may_be_typed_in_another_case(engine, now, anna):
    assert person_of(engine, sign_in(engine, now, email="  ANNA@Example.org "), now) == anna[0]


@pytest.mark.parametrize("email", ["", "anna", "anna@", "@example.org", "a b@example.org", "a@b@c.org", "anna@example",
                                   "anna@example.org\n", "a" * 250 + "@example.org", "anna@.org"])  # fmt: skip
def test_what_is_no_email_is_refused_beside_its_field(engine, now, email):
    with pytest.raises(Refused) as refused:
        people.read_email(email + "\x00" if email.endswith("\n") else email)
    assert refused.value.field == "email"


def test_an_email_that_is_taken_is_refused_and_the_person_stays_anonymous(engine, now, anna):
    with pytest.raises(Refused, match="already has an account") as refused, writing(engine) as session:
        other, _ = people.begin(session, "UTC", "Phone", now)
        people.keep_safe(session, other.id, EMAIL, NEXT, now)
    assert refused.value.field == "email"


def test_keeping_safe_twice_says_that_it_is_safe_already(engine, now, anna):
    with pytest.raises(Refused, match="already kept safe with anna"), writing(engine) as session:
        people.keep_safe(session, anna[0].id, "other@example.org", NEXT, now)


def test_ten_registrations_an_hour_from_an_address(engine, now):
    with writing(engine) as session:
        tries = [people.count_registration(session, HERE, now) for _ in range(11)]
        assert tries[:10] == [None] * 10
        assert tries[10].wait == timedelta(hours=1)
        assert people.count_registration(session, THERE, now) is None


def test_a_wrong_password_and_an_unknown_email_get_the_same_answer(engine, now, anna):
    wrong, unknown = sign_in(engine, now, password=NEXT), sign_in(engine, now, email="who@example.org")
    assert isinstance(wrong, Refused) and isinstance(unknown, Refused)
    assert (wrong.field, wrong.message, wrong.wait) == (unknown.field, unknown.message, unknown.wait)


def test_a_wrong_code_and_an_unknown_email_get_the_same_answer(engine, now, anna):
    wrong, unknown = recover(engine, now, "WRONG"), recover(engine, now, anna[2], email="who@example.org")
    assert isinstance(wrong, Refused) and isinstance(unknown, Refused)
    assert (wrong.field, wrong.message, wrong.wait) == (unknown.field, unknown.message, unknown.wait)


def test_asvs_6_3_8_an_unknown_email_costs_a_hash_too(engine, now, anna, monkeypatch):
    """Counted and not timed: the machine's mood says nothing about the code."""
    hasher, hashed = passwords._hasher, []

    class Counting:
        def verify(self, *words):
            hashed.append(words)
            return hasher.verify(*words)

    passwords._nobodys()
    monkeypatch.setattr(passwords, "_hasher", Counting())
    for email in (EMAIL, "who@example.org"):
        sign_in(engine, now, email=email, password=NEXT)
        assert len(hashed) == 1, email
        hashed.clear()


def test_a_new_recovery_code_needs_the_password(engine, now, anna):
    with writing(engine) as session:
        refused = people.new_recovery_code(session, anna[0].id, NEXT, now, HERE)
    assert refused.field == "password"
    assert isinstance(recover(engine, now, anna[2]), str)


def test_five_wrong_passwords_close_an_account_for_a_quarter_of_an_hour(engine, now, anna):
    failures = [sign_in(engine, now, password=NEXT, address=f"192.0.2.{n}") for n in range(5)]
    assert [failure.wait for failure in failures] == [None] * 5
    refused = sign_in(engine, now + timedelta(minutes=5))
    assert (refused.field, refused.wait) == ("", timedelta(minutes=10))
    assert "10 minutes" in refused.message
    assert person_of(engine, sign_in(engine, now + timedelta(minutes=15)), now) == anna[0]


def test_the_limit_holds_for_unknown_emails_too(engine, now):
    for _ in range(5):
        sign_in(engine, now, email="who@example.org")
    assert sign_in(engine, now, email="who@example.org").wait == timedelta(minutes=15)


def test_who_goes_on_guessing_waits_longer(engine, now, anna):
    for _ in range(3):
        for _ in range(5):
            assert sign_in(engine, now, password=NEXT).wait is None
        now += timedelta(minutes=15)
    assert sign_in(engine, now).wait == timedelta(minutes=75)


def test_it_is_never_a_lockout(engine, now, anna):
    for _ in range(18):
        refused = sign_in(engine, now, password=NEXT)
        now += refused.wait or timedelta(0)
    later = now + timedelta(hours=2)
    assert person_of(engine, sign_in(engine, later), later) == anna[0]
    assert person_of(engine, anna[1], later) == anna[0], "a device that is signed in is not touched by guessing"


def test_signing_in_forgets_the_failures_before_it(engine, now, anna):
    for _ in range(4):
        sign_in(engine, now, password=NEXT)
    sign_in(engine, now)
    for _ in range(4):
        assert sign_in(engine, now, password=NEXT).wait is None
    assert person_of(engine, sign_in(engine, now), now) == anna[0]


def test_recovery_shares_the_limit_of_signing_in(engine, now, anna):
    for _ in range(5):
        sign_in(engine, now, password=NEXT)
    assert recover(engine, now, anna[2]).wait == timedelta(minutes=15)


def test_an_address_that_guesses_at_many_accounts_has_to_wait(engine, now, anna, monkeypatch):
    monkeypatch.setattr(people, "ADDRESS_LIMITS", ((3, 3600),))
    for number in range(3):
        sign_in(engine, now, email=f"{number}@example.org")
    assert sign_in(engine, now).wait == timedelta(hours=1)
    assert person_of(engine, sign_in(engine, now, address=THERE), now) == anna[0]


def test_a_recovery_code_sets_a_password_ends_every_login_and_is_spent(engine, now, anna):
    next_code = recover(engine, now, anna[2])
    assert person_of(engine, anna[1], now) is None
    assert isinstance(sign_in(engine, now), Refused)
    assert person_of(engine, sign_in(engine, now, password=NEXT), now) == anna[0]
    assert isinstance(recover(engine, now, anna[2]), Refused)
    assert isinstance(recover(engine, now, next_code, password="walnut ferry tomorrow"), str)


def test_a_recovery_code_may_be_typed_carelessly(engine, now, anna):
    careless = anna[2].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert isinstance(recover(engine, now, careless), str)


def test_a_weak_new_password_does_not_spend_the_recovery_code(engine, now, anna):
    refused = recover(engine, now, anna[2], password="short")
    assert refused.field == "password"
    assert isinstance(recover(engine, now, anna[2]), str)


def test_a_new_recovery_code_takes_the_place_of_the_old(engine, now, anna):
    with writing(engine) as session:
        fresh = people.new_recovery_code(session, anna[0].id, PASSWORD, now, HERE)
    assert isinstance(recover(engine, now, anna[2]), Refused)
    assert isinstance(recover(engine, now, fresh), str)


def test_changing_the_password_signs_the_other_devices_out(engine, now, anna):
    other = sign_in(engine, now)
    with writing(engine) as session:
        refused = people.change_password(session, anna[0].id, anna[1], PASSWORD, NEXT, now, HERE)
    assert refused is None
    assert person_of(engine, anna[1], now) == anna[0]
    assert person_of(engine, other, now) is None
    assert person_of(engine, sign_in(engine, now, password=NEXT), now) == anna[0]


def test_changing_the_password_needs_the_old_one_and_counts_the_tries(engine, now, anna):
    for wait in [None] * 5 + [timedelta(minutes=15)]:
        with writing(engine) as session:
            refused = people.change_password(session, anna[0].id, anna[1], "not this one at all", NEXT, now, HERE)
        assert refused.wait == wait
    assert sign_in(engine, now + timedelta(minutes=15))


def test_signing_out_ends_this_device_and_everywhere_every_device(engine, now, anna):
    other, third = sign_in(engine, now), sign_in(engine, now)
    with writing(engine) as session:
        people.sign_out(session, other)
    assert person_of(engine, other, now) is None
    with writing(engine) as session:
        assert people.sign_out_everywhere(session, anna[0].id) == 2
    assert person_of(engine, third, now) is None


def test_a_hash_made_at_other_costs_is_made_anew_at_sign_in(engine, now, anna):
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with writing(engine) as session:
        credentials.set_password(session, anna[0].id, old, now)
    sign_in(engine, now)
    with reading(engine) as session:
        fresh = credentials.of_person(session, anna[0].id).password_hash
    assert fresh != old and not passwords.is_outdated(fresh)


def test_no_lock_is_held_while_a_password_is_hashed(engine, now, anna, monkeypatch):
    """A tick of somebody else is written while a sign-in is busy hashing."""
    written = []
    matches = passwords.matches

    def and_meanwhile(*words):
        started = time.monotonic()
        with writing(engine) as session:
            stored_people.add_person(session, "UTC", now)
        written.append(time.monotonic() - started)
        return matches(*words)

    monkeypatch.setattr(passwords, "matches", and_meanwhile)
    assert isinstance(sign_in(engine, now), str)
    assert len(written) == 1 and written[0] < 5


def test_deleting_a_person_ends_everything(engine, now, anna):
    with writing(engine) as session:
        people.delete(session, anna[0].id)
    assert person_of(engine, anna[1], now) is None
    assert isinstance(sign_in(engine, now), Refused)


def hand_over(engine, now, who):
    with writing(engine) as session:
        return people.offer(session, who.id, now)


def take_over(engine, now, code, address=HERE):
    with writing(engine) as session:
        return people.take_over(session, code, address, now)


def test_a_code_of_eight_signs_is_worth_one_entry_within_ten_minutes(engine, now, anna):
    code = hand_over(engine, now, anna[0])
    assert re.fullmatch(f"[{passwords.ALPHABET}]{{4}}-[{passwords.ALPHABET}]{{4}}", code)
    assert take_over(engine, now + timedelta(minutes=9), f" {code.lower().replace('-', ' ')} ") == anna[0].id
    assert take_over(engine, now, code).field == "code"
    late = hand_over(engine, now, anna[0])
    assert take_over(engine, now + timedelta(minutes=10), late).field == "code"


def test_a_code_that_never_was_one_that_was_used_and_one_too_late_get_the_same_answer(engine, now, anna):
    used = hand_over(engine, now, anna[0])
    take_over(engine, now, used)
    late = hand_over(engine, now - timedelta(minutes=10), anna[0])
    answers = [take_over(engine, now, code) for code in ("", "AAAA-BBBB", used, late, "x" * 5000)]
    assert len({(each.field, each.message, each.wait) for each in answers}) == 1


def test_guessing_codes_is_slowed_down_by_address_and_never_for_good(engine, now, anna):
    code = hand_over(engine, now, anna[0])
    assert [take_over(engine, now, "AAAA-BBBB").wait for _ in range(5)] == [None] * 5
    assert take_over(engine, now, code).wait == timedelta(minutes=15)
    assert take_over(engine, now, code, address=THERE) == anna[0].id
    again = hand_over(engine, now + timedelta(minutes=15), anna[0])
    assert take_over(engine, now + timedelta(minutes=15), again) == anna[0].id


def test_guesses_at_codes_and_at_passwords_of_one_address_are_counted_together(engine, now, anna):
    for number in range(10):
        for _ in range(5):
            sign_in(engine, now, email=f"who{number}@example.org")
    assert take_over(engine, now, hand_over(engine, now, anna[0])).wait == timedelta(hours=1)


def test_signing_out_everywhere_a_new_password_and_recovery_end_a_code_that_waits(engine, now, anna):
    person, token, recovery = anna

    def sign_out():
        with writing(engine) as session:
            people.sign_out_everywhere(session, person.id, token)

    def change():
        with writing(engine) as session:
            assert people.change_password(session, person.id, token, PASSWORD, NEXT, now, HERE) is None

    for end in (sign_out, change, lambda: recover(engine, now, recovery, password=PASSWORD)):
        code = hand_over(engine, now, person)
        end()
        assert isinstance(take_over(engine, now, code), Refused)
