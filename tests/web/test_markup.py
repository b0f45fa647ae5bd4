"""Markup that is made once."""

import pytest

from webapp.web.markup import kept

ICON = ("shared/_icons.html", "icon", "check")


@pytest.fixture
def in_app(app):
    with app.app_context():
        yield app


def test_what_a_macro_makes_of_the_same_values_is_made_once(in_app):
    assert kept(*ICON) is kept(*ICON)


def test_other_values_make_other_markup(in_app):
    places = [kept("shared/_bar.html", "bar", place) for place in ("", "today", "week")]
    assert [place.count("aria-current") for place in places] == [0, 1, 1]
    assert len(set(places)) == 3


def test_a_template_that_changed_makes_its_markup_anew(in_app):
    before = kept(*ICON)
    in_app.jinja_env.cache.clear()
    assert kept(*ICON) == before
    assert kept(*ICON) is not before


def test_what_is_kept_is_not_escaped_again(in_app):
    page = in_app.jinja_env.from_string('{{ kept("shared/_icons.html", "icon", "check") }}').render()
    assert page.startswith("<svg")
