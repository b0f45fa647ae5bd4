"""Who is here: Flask-Login over our own session rows; the cookie holds a random token and nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Unauthorized
from werkzeug.utils import redirect

from webapp.store import logins
from webapp.store.engine import Session
from webapp.store.logins import Login
from webapp.store.people import Person
from webapp.web.edge import HOME, is_part, is_program, now, reading, writing

YEAR = timedelta(days=365)
BEFORE = "before"
# These never ask who is there, so their answers neither read nor set the cookie.
STATELESS = frozenset({"assets", "health"})


@dataclass(frozen=True, eq=False)
class Visitor(UserMixin):
    """A person on a device."""

    login: Login
    token: str

    @property
    def person(self) -> Person:
        return self.login.user

    @property
    def email(self) -> str | None:
        """None while the person has no account."""
        return self.login.email

    def get_id(self) -> str:
        return self.token


class Stranger(AnonymousUserMixin):
    """Somebody who gave no answer yet."""

    person = None
    email = None


def register(app: Flask, https: bool) -> None:
    """Cookie rules, and how a cookie becomes a visitor."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-afterrun" if https else "afterrun",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=YEAR,
        SESSION_REFRESH_EACH_REQUEST=False,
        SESSION_PROTECTION=None,
    )
    app.session_interface = _Cookies()
    manager = LoginManager(app)
    manager.anonymous_user = Stranger
    manager.user_loader(_load)
    manager.unauthorized_handler(_unauthorized)


def arrive(db: Session, token: str, before: str = "") -> Visitor:
    """This device now carries this login; whatever its cookie held is gone (no fixation), but for `before`: the token
    of the person this device was until now, kept until it is decided what becomes of their work."""
    visitor = Visitor(logins.find(db, token, now()), token)
    undecided = _undecided(db, before or session.get(BEFORE, ""), visitor)
    session.clear()
    login_user(visitor)
    # Flask-Login adds a mark of address and browser, which nobody here asks for.
    session.pop("_id", None)
    session.pop("_fresh", None)
    if undecided:
        session[BEFORE] = undecided
    _renew()
    return visitor


def present() -> Visitor | Stranger:
    """Who is here now; to be asked before a writing transaction, since noting the visit is one of its own."""
    return current_user._get_current_object()


def change(db: Session, former: Visitor | Stranger, token: str) -> bool:
    """This device turns from `former` to the person of another login; True when work it held waits for a decision. A
    device that changes from one account to another leaves no login behind."""
    before = former.token if former.is_authenticated and not former.email else ""
    if former.email:
        logins.end(db, former.token)
    arrive(db, token, before)
    return bool(before)


def person_before(db: Session) -> Person | None:
    """Whose work this device held when it signed in, while nobody has decided about it."""
    login = logins.find(db, session[BEFORE], now()) if BEFORE in session else None
    return login.user if login and login.email is None else None


def decided() -> None:
    """What becomes of the earlier person's work is settled."""
    session.pop(BEFORE, None)


def leave(db: Session) -> None:
    """This device carries the login no more. Work from before the sign-in that waits for a decision comes back."""
    before = session.get(BEFORE, "") if person_before(db) else ""
    logout_user()
    session.clear()
    if before:
        arrive(db, before)


def _undecided(db: Session, token: str, visitor: Visitor) -> str:
    """Nobody has to decide about work that is already theirs: the earlier login of the same person just ends."""
    login = logins.find(db, token, now()) if token else None
    if login is None or login.user.id != visitor.person.id:
        return token
    if login.id != visitor.login.id:
        logins.end(db, token)
    return ""


def _load(token: str) -> Visitor | None:
    with reading() as db:
        login = logins.find(db, token, now())
        if login is None:
            return _loaded_before(db)
    if now() - login.seen_at >= logins.TOUCH_EVERY:
        with writing() as db:
            logins.touch(db, login, now())
    _renew()
    return Visitor(login, token)


def _loaded_before(db: Session) -> Visitor | None:
    """A login that was ended elsewhere must not take undecided work with it."""
    earlier = person_before(db)
    if earlier is None:
        return None
    token = session.pop(BEFORE)
    session["_user_id"] = token
    return Visitor(logins.find(db, token, now()), token)


def _renew() -> None:
    """Send the cookie again at most once a day, so that its year counts from the last visit."""
    if session.get("on") != now().toordinal():
        session.permanent = True
        session["on"] = now().toordinal()


def _unauthorized() -> Response:
    if is_part() or is_program():
        raise Unauthorized
    return redirect(HOME, 303)


class _Cookies(SecureCookieSessionInterface):
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.blueprint not in STATELESS:
            super().save_session(app, session, response)
