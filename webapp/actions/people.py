"""Coming, keeping one's work safe, signing in and out, and leaving for good."""

import re
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from webapp.actions import passwords
from webapp.actions.refused import Refused
from webapp.store import credentials, handovers, hits, logins, people
from webapp.store.credentials import Credential
from webapp.store.engine import Session, reading
from webapp.store.people import Person

EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s.\x00-\x1f\x7f]+(\.[^@\s.\x00-\x1f\x7f]+)+")
EMAIL_LONGEST = 254
# Failed tries, and the seconds within which they count. The wait grows with the tries; it always ends.
ACCOUNT_LIMITS = ((5, 15 * 60), (15, 2 * 3600))
ADDRESS_LIMITS = ((50, 3600),)
REGISTER_LIMIT = (10, 3600)
HANDOVER_LIVES = timedelta(minutes=10)
WRONG_CODE = "This code is not right, or it was too late. Make a new one in your browser."


def begin(session: Session, zone: str, device: str, now: datetime, *, demo: bool = False) -> tuple[Person, str]:
    """A new anonymous person in a checked zone, signed in on this device; returns them and the device's token."""
    person = people.add_person(session, zone, now, demo=demo)
    return person, start(session, person.id, device, now)


def count_registration(session: Session, address: str, now: datetime) -> Refused | None:
    """Count one try to keep work safe from an address. Returned and not raised, so that the count is kept."""
    limit, window = REGISTER_LIMIT
    if hits.allow(session, f"register {address}", limit, window, now):
        return None
    return _too_often(hits.wait(session, [(f"register {address}", limit, window)], now))


def keep_safe(session: Session, user_id: UUID, email: str, password: str, now: datetime) -> str:
    """Add an e-mail and a password to a person; returns the recovery code, to be shown once. Raises Refused.

    Called first in its transaction: the slow hash comes before the first statement, so that nobody waits for it.
    """
    email = read_email(email)
    password_hash, code = passwords.make(password, email), passwords.new_recovery_code()
    if not credentials.add(session, user_id, email, password_hash, passwords.recovery_hash(code), now):
        raise Refused("email", _taken(session, user_id))
    return code


def sign_in(session: Session, email: str, password: str, device: str, address: str, now: datetime) -> str | Refused:
    """The token of a new login. A refusal is returned and not raised, so that the failed try is counted.

    The answer and its time are the same whether the e-mail is known or not. What is looked up first has a transaction
    of its own, so that no lock is held during the slow hash.
    """
    email, limits = _one_form(email), _limits(email, address)
    with reading(session.get_bind()) as looking:
        wait = hits.wait(looking, limits, now)
        found = credentials.by_email(looking, email)
    if wait:
        return _too_often(wait)
    if not passwords.matches(found and found.password_hash, password) or found is None:
        return _failed(session, limits, now, "password", "The e-mail or the password is not right.")
    _forget_failures(session, email)
    if passwords.is_outdated(found.password_hash):
        credentials.set_password(session, found.user_id, passwords.rehash(password), now)
    return start(session, found.user_id, device, now)


def recover(session: Session, email: str, code: str, new_password: str, now: datetime, address: str) -> str | Refused:
    """Spend a recovery code on a new password: ends every login and returns the next code, or says why not.

    Counts towards the limits of signing in, and answers the same whether the e-mail is known or not.
    """
    email, limits = _one_form(email), _limits(email, address)
    with reading(session.get_bind()) as looking:
        wait = hits.wait(looking, limits, now)
    if wait:
        return _too_often(wait)
    try:
        password_hash = passwords.make(new_password, email)
    except Refused as refused:
        return refused
    spent, made = passwords.recovery_hash(code), passwords.new_recovery_code()
    user_id = credentials.spend_recovery(session, email, spent, passwords.recovery_hash(made), password_hash, now)
    if user_id is None:
        return _failed(session, limits, now, "code", "The e-mail or the recovery code is not right.")
    _forget_failures(session, email)
    sign_out_everywhere(session, user_id)
    return made


def change_password(
    session: Session, user_id: UUID, token: str, old: str, new: str, now: datetime, address: str
) -> Refused | None:
    """A new password for who knows the old one; every other device is signed out. A refusal is returned, not raised."""
    found = _proven(session, user_id, "old", old, now, address)
    if isinstance(found, Refused):
        return found
    try:
        password_hash = passwords.make(new, found.email)
    except Refused as refused:
        return refused
    credentials.set_password(session, user_id, password_hash, now)
    sign_out_everywhere(session, user_id, token)
    return None


def new_recovery_code(session: Session, user_id: UUID, password: str, now: datetime, address: str) -> str | Refused:
    """Another recovery code for who knows the password, to be shown once; the one before is worth nothing from here."""
    found = _proven(session, user_id, "password", password, now, address)
    if isinstance(found, Refused):
        return found
    code = passwords.new_recovery_code()
    credentials.set_recovery(session, user_id, passwords.recovery_hash(code), now)
    return code


def offer(session: Session, user_id: UUID, now: datetime) -> str:
    """A code that lets another device in as this person, once and within ten minutes; ends the one before it."""
    code = passwords.new_handover_code()
    handovers.put(session, user_id, passwords.recovery_hash(code), now + HANDOVER_LIVES)
    return code


def take_over(session: Session, code: str, address: str, now: datetime) -> UUID | Refused:
    """Spend a code on another device: whose it is. A refusal is returned and not raised, so that the try is counted.

    The answer is the same for a code that never was, one that was used and one that came too late.
    """
    limits = [(f"handover {address}", limit, window) for limit, window in ACCOUNT_LIMITS] + _by_address(address)
    if wait := hits.wait(session, limits, now):
        return _too_often(wait)
    user_id = handovers.spend(session, passwords.recovery_hash(code), now)
    if user_id is None:
        return _failed(session, limits, now, "code", WRONG_CODE)
    return user_id


def start(session: Session, user_id: UUID, device: str, now: datetime) -> str:
    """Sign a device in; returns its token."""
    token = passwords.new_token()
    logins.start(session, user_id, token, device, now)
    return token


def sign_out(session: Session, token: str) -> None:
    """End the login of this device."""
    logins.end(session, token)


def sign_out_everywhere(session: Session, user_id: UUID, except_token: str | None = None) -> int:
    """End the logins of every device, or of every other, and any code for one more; returns how many."""
    handovers.withdraw(session, user_id)
    return logins.end_all(session, user_id, except_token)


def delete(session: Session, user_id: UUID) -> None:
    """Delete the person and everything about them."""
    people.delete_person(session, user_id)


def read_email(text: str) -> str:
    """An e-mail in the one form it is kept in; raises Refused when it is none."""
    email = _one_form(text)
    if len(email) > EMAIL_LONGEST or not EMAIL.fullmatch(email):
        raise Refused("email", "Enter an e-mail address such as name@example.org.")
    return email


def _one_form(email: str) -> str:
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _taken(session: Session, user_id: UUID) -> str:
    own = credentials.of_person(session, user_id)
    if own:
        return f"Your work is already kept safe with {own.email}."
    return "This e-mail already has an account. Sign in with it instead: you can bring along what is on this phone."


def _proven(
    session: Session, user_id: UUID, field: str, password: str, now: datetime, address: str
) -> Credential | Refused:
    """The person's credential when they know their password; a refusal, counted, when they do not."""
    with reading(session.get_bind()) as looking:
        found = credentials.of_person(looking, user_id)
        limits = _limits(found.email if found else "", address)
        wait = hits.wait(looking, limits, now)
    if wait:
        return _too_often(wait)
    if not passwords.matches(found and found.password_hash, password) or found is None:
        return _failed(session, limits, now, field, "This is not your password.")
    return found


def _limits(email: str, address: str) -> list[tuple[str, int, int]]:
    account = [(f"account {email}", limit, window) for limit, window in ACCOUNT_LIMITS]
    return account + _by_address(address)


def _by_address(address: str) -> list[tuple[str, int, int]]:
    return [(f"address {address}", limit, window) for limit, window in ADDRESS_LIMITS]


def _failed(session: Session, limits: list[tuple[str, int, int]], now: datetime, field: str, words: str) -> Refused:
    """Count the failure under every limit."""
    for key, _, window in limits:
        hits.count(session, key, window, now)
    return Refused(field, words)


def _forget_failures(session: Session, email: str) -> None:
    hits.forget(session, [(f"account {email}", window) for _, window in ACCOUNT_LIMITS])


def _too_often(wait: timedelta) -> Refused:
    minutes = -(-wait // timedelta(minutes=1))
    after = "a minute" if minutes <= 1 else f"{minutes} minutes"
    return Refused("", f"There were too many tries. Try again in {after}.", wait)
