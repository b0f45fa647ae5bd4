"""The exercise page in a real browser."""

from playwright.sync_api import expect

from tests.browser.runners import TIGHT_CALVES, arrive, open_today


def test_red_pain_leads_to_saying_what_hurts_and_changes_the_list(live, phone, page):
    arrive(live, phone, injuries=(TIGHT_CALVES,))
    open_today(page)
    page.get_by_role("link", name="How to do it: Calf stretch, straight knee").tap()
    page.get_by_label("Evening").check()
    page.get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Save and tick").tap()
    expect(page.get_by_text("Red: stop this one.").first).to_be_visible()
    page.get_by_role("link", name="Say what hurts, and the list goes easy on it").tap()
    page.get_by_text("Calf", exact=True).tap()
    page.locator("details[open]").get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Save and change the list").tap()
    expect(page.get_by_text("Changed by what you reported today")).to_be_visible()
    expect(page.locator(".fold--sun li").first).to_be_visible()


def test_what_was_typed_stays_when_it_is_refused(live, phone, page):
    arrive(live, phone)
    open_today(page)
    page.get_by_role("link", name="How to do it: Clamshell").tap()
    page.get_by_label("Reps in each set").fill("a lot")
    page.get_by_role("button", name="Save and tick").tap()
    expect(page.get_by_text("Enter a whole number.")).to_be_visible()
    expect(page.get_by_label("Reps in each set")).to_have_value("a lot")


def test_a_stranger_may_look(page):
    page.goto("/exercises/clamshell")
    expect(page.get_by_role("heading", name="How to do it")).to_be_visible()
    expect(page.get_by_role("heading", name="What you really did")).to_be_hidden()
