"""Passwords and codes: what is too easy to guess, and how they are kept."""

import gzip
import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.actions.refused import Refused

SHORTEST, LONGEST = 15, 256  # characters; NIST SP 800-63B-4 for a password that stands alone
RECOVERY_GROUPS = 7
HANDOVER_GROUPS = 2
# No I, L, O or U: nobody mistakes one sign for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})

_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# One hash takes 46 MiB and a tenth of a second: more than two at once would let sign-ins starve the ticks.
_two_at_once = BoundedSemaphore(2)
# The common passwords come from the ranked list of Dropbox's zxcvbn (MIT), with phrases of runners added.
_COMMON = Path(__file__).with_name("common_passwords.txt.gz")
_SUBSTITUTES = str.maketrans("0134578@$!", "oleastbasi")


def make(password: str, email: str = "") -> str:
    """The hash to store; raises Refused on the field `password`, saying why. Takes about 0.1 s of one core."""
    _refuse_weak(password, email)
    with _two_at_once:
        return _hasher.hash(_one_form(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one hashed. With no hash it takes the same time and is False."""
    with _two_at_once:
        try:
            return _hasher.verify(password_hash or _nobodys(), _one_form(password[:LONGEST])) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other costs than those of today."""
    return _hasher.check_needs_rehash(password_hash)


def rehash(password: str) -> str:
    """The same password at the costs of today; it was accepted once and is not judged again."""
    with _two_at_once:
        return _hasher.hash(_one_form(password))


def new_token() -> str:
    """256 random bits for a device's cookie."""
    return secrets.token_urlsafe(32)


def new_recovery_code() -> str:
    """140 random bits in groups that can be copied by hand: `7K3Q-...`."""
    return _new_code(RECOVERY_GROUPS)


def new_handover_code() -> str:
    """40 random bits, `7K3Q-9XPA`: few enough to type, and too many to guess in the minutes they are good for."""
    return _new_code(HANDOVER_GROUPS)


def recovery_hash(code: str) -> str:
    """The hash of a code as it was typed: case, spaces, dashes and signs that look alike do not matter.

    So many random bits cannot be guessed, and a short code is gone in minutes, so a quick hash is enough.
    """
    signs = "".join(sign for sign in code.upper().translate(READ_AS) if sign in ALPHABET)
    return sha256(signs.encode()).hexdigest()


def _new_code(groups: int) -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))


def _refuse_weak(password: str, email: str) -> None:
    plain = _one_form(password)
    if len(plain) < SHORTEST:
        raise Refused("password", f"Use at least {SHORTEST} characters. A few words in a row are easy to remember.")
    if len(plain) > LONGEST:
        raise Refused("password", f"Use at most {LONGEST} characters.")
    if _holds_email(plain, email):
        raise Refused("password", "Choose one that does not contain your e-mail.")
    if _is_guessable(plain.casefold()):
        raise Refused("password", "This one is too easy to guess. Try a few words that do not belong together.")


def _one_form(password: str) -> str:
    """The same password typed on another keyboard."""
    return unicodedata.normalize("NFKC", password)


def _holds_email(password: str, email: str) -> bool:
    name = email.partition("@")[0].casefold()
    return bool(email) and (email.casefold() in password.casefold() or (len(name) > 3 and name in password.casefold()))


def _is_guessable(password: str) -> bool:
    """Common as it stands, or little more than two common words, or a run of signs, or few signs at all."""
    return any(
        len(set(form)) < 5 or _is_run(form) or form in _common() or _is_two_words(form)
        for form in {password, password.translate(_SUBSTITUTES)}
    )


def _is_run(password: str) -> bool:
    """Each sign one step from the last, as in 1234 or zyxw, but for a few places."""
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return sum(step in (-1, 0, 1) for step in steps) >= len(steps) * 0.75


def _is_two_words(password: str) -> bool:
    return any(_is_one_word(password.replace(word, "")) for word in _words_in(password))


def _is_one_word(rest: str) -> bool:
    """At most four signs beyond one common word, however often it is repeated."""
    return len(rest) < 5 or any(len(rest.replace(word, "")) < 5 for word in _words_in(rest))


def _words_in(text: str) -> set[str]:
    longest = max(map(len, _common()))
    starts = range(len(text) - 3)
    found = {text[start:end] for start in starts for end in range(start + 4, min(start + longest, len(text)) + 1)}
    return found & _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(_COMMON.read_bytes()).decode().split())


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
