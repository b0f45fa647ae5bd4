"""Named sessions, jump levels, circuit weeks and the lifting-to-jumping path: `sessions.toml`."""

from webapp.content.fields import Fields
from webapp.domain.catalogue import CircuitWeek, PathWeek, PlyoSession, Session, TestItem


def read_session(fields: Fields) -> Session:
    session = Session(
        slug=fields.text("slug"),
        name=fields.text("name"),
        phase=fields.whole("phase"),
        items=fields.texts("items"),
        optional=fields.flag("optional", False),
        order_fixed=fields.flag("order_fixed", False),
        use=fields.text("use", ""),
        optional_items=fields.texts("optional_items", ()),
    )
    fields.done()
    return session


def read_plyo(fields: Fields) -> PlyoSession:
    session = PlyoSession(level=fields.whole("level"), cap=fields.pair("cap"), work=tuple(_work(fields)))
    fields.done()
    return session


def read_circuit_week(fields: Fields) -> CircuitWeek:
    week = CircuitWeek(
        week=fields.whole("week"),
        exercises=fields.whole("exercises"),
        reps=fields.whole("reps"),
        rounds=fields.whole("rounds"),
        rest=fields.whole("rest"),
        rest_between_rounds=fields.whole("rest_between_rounds"),
        impact_max=fields.whole("impact_max"),
        landings=fields.whole("landings"),
    )
    fields.done()
    return week


def read_path_week(fields: Fields) -> PathWeek:
    week = PathWeek(
        week=fields.whole("week"),
        lift=fields.whole("lift"),
        plyo=fields.whole("plyo"),
        circuit=fields.whole("circuit"),
        deload=fields.flag("deload", False),
        scheme=tuple(_scheme(fields)),
        reps_in_reserve=fields.pair("reps_in_reserve", None),
        load_share=fields.number("load_share", 1.0),
        plyo_level=fields.whole("plyo_level", None),
        contacts=fields.pair("contacts", None),
        note=fields.text("note", ""),
    )
    fields.done()
    return week


def read_test_item(fields: Fields) -> TestItem:
    item = TestItem(
        exercise=fields.text("exercise"),
        amount=fields.whole("amount"),
        opens=fields.whole("opens", 0),
        sets=fields.whole("sets", 1),
        instead=fields.text("instead", ""),
        instead_amount=fields.whole("instead_amount", 0),
        note=fields.text("note", ""),
    )
    fields.done()
    return item


def _work(fields: Fields):
    for entry in fields.tables("work"):
        yield entry.text("exercise"), entry.whole("sets"), entry.whole("amount")
        entry.done()


def _scheme(fields: Fields):
    for entry in fields.tables("scheme", ()):
        yield entry.whole("sets"), entry.whole("reps")
        entry.done()
