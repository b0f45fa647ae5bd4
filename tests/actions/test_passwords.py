"""What is too easy to guess, and how it is kept."""

import threading

import pytest

from webapp.actions import passwords
from webapp.actions.refused import Refused

GOOD = "kettle violin orbit"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "my dog eats blue shoes",
        "drei kleine elefanten",
        "сорок тысяч обезьян",
        "Tr0mbone-kettle-91",
        "k7$Qe2!vX9_pLw4",
    ],
)
def test_asvs_6_2_5_anything_long_and_unusual_is_accepted(password):
    assert passwords.matches(passwords.make(password), password)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword", "P@ssw0rdP@ssw0rd", "iloveyou12345678", "1234567890123456", "zyxwvutsrqponmlkj",
        "aaaaaaaaaaaaaaaa", "abababababababab", "qwertyuiopasdfgh", "correcthorsebatterystaple", "marathonmarathon2026",
        "dragondragondragon!", "11112222333344445555",
    ],
)  # fmt: skip
def test_asvs_6_2_4_what_everybody_tries_first_is_refused(password):
    with pytest.raises(Refused, match="too easy to guess"):
        passwords.make(password)


@pytest.mark.parametrize(("password", "words"), [("fourteen chars", "at least 15"), ("kettle " * 40, "at most 256")])
def test_asvs_6_2_1_too_short_and_too_long_say_how_long(password, words):
    with pytest.raises(Refused, match=words) as refused:
        passwords.make(password)
    assert refused.value.field == "password"


@pytest.mark.parametrize("password", ["annabell likes to run far", "xx Annabell@Example.org xx"])
def test_a_password_does_not_contain_the_email(password):
    with pytest.raises(Refused, match="your e-mail"):
        passwords.make(password, "annabell@example.org")


def test_asvs_6_2_8_every_sign_counts_up_to_the_last():
    long = ("kettle violin orbit lantern " * 10)[:256]
    password_hash = passwords.make(long)
    assert passwords.matches(password_hash, long)
    assert not passwords.matches(password_hash, long[:-1] + "#")


def test_the_same_password_typed_on_another_keyboard_fits():
    composed, decomposed = "caf\u00e9 violin orbit", "cafe\u0301 violin orbit"
    assert passwords.matches(passwords.make(composed), decomposed)


def test_asvs_11_4_2_hashes_are_argon2id_at_the_cost_written_down():
    assert passwords.make(GOOD).startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_a_hash_that_is_none_fits_nothing():
    assert not passwords.matches("not a hash", GOOD)
    assert not passwords.matches(None, GOOD)


def test_at_most_two_hashes_are_made_at_once(monkeypatch):
    at_once, most, lock = 0, 0, threading.Lock()
    hold = threading.Event()

    class Slow:
        def hash(self, password):
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            hold.wait(0.05)
            with lock:
                at_once -= 1
            return password

    monkeypatch.setattr(passwords, "_hasher", Slow())
    threads = [threading.Thread(target=passwords.rehash, args=(GOOD,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_recovery_codes_carry_128_bits_and_no_signs_that_look_alike():
    codes = [passwords.new_recovery_code() for _ in range(200)]
    assert len(set(codes)) == 200
    signs = "".join(codes).replace("-", "")
    assert len(signs) / 200 * 5 >= 128
    assert not set(signs) & set("ILOU")
    assert all(len(group) == 4 for code in codes for group in code.split("-"))
