"""No accessibility fault on Today, the exercise page, the report and the components, in light and in dark."""

import pytest

from tests.browser.axe import faults, low_contrast
from tests.browser.runners import SPRAIN, TIGHT_CALVES, arrive, open_today, row, settled

ANSWERS = {
    "an ordinary list": {"injuries": (SPRAIN, TIGHT_CALVES)},
    "things closed": {"screen": {"q07": True}},
    "an emergency": {"screen": {"q01": "now"}},
}


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_today(live, phone, answers):
    arrive(live, phone, **answers)
    page = phone.new_page()
    page.goto("/today")
    assert faults(page) == []


def test_today_while_it_is_done_and_undone(live, phone):
    arrive(live, phone, injuries=(TIGHT_CALVES,))
    page = open_today(phone.new_page())
    row(page, 0).tap()
    page.get_by_role("button", name="Done as written").tap()
    settled(page)
    page.wait_for_timeout(400)
    assert faults(page) == []


def test_today_while_ticks_wait_for_a_signal(live, phone):
    arrive(live, phone)
    page = open_today(phone.new_page())
    phone.set_offline(True)
    row(page, 0).tap()
    page.locator("#sync:not(:empty)").wait_for()
    assert faults(page) == []


def test_the_rows_of_today_have_a_contrast_of_seven(live, phone):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    page = open_today(phone.new_page())
    row(page, 0).tap()
    settled(page)
    assert low_contrast(page, ".items") == []


@pytest.mark.parametrize("address", ["/exercises/single-leg-balance", "/today/report", "/design"])
def test_the_other_pages(live, phone, address):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    page = phone.new_page()
    page.goto("/today")
    page.goto(address)
    assert faults(page) == []
