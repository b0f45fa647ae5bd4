"""From opening the app to the first tick on a phone: counted in taps, by keyboard, without script, with large text."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.runners import row, settled, tell_of_tight_calves


class Taps:
    """A thumb that counts."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def __call__(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=True).first.tap()
        self.count += 1

    def on(self, words: str) -> None:
        """A radio or checkbox is tapped by its words."""
        self.page.get_by_text(words, exact=True).first.tap()
        self.count += 1


def begin(page) -> None:
    """The first answer is given, the second question is there."""
    page.goto("/start/age")
    page.get_by_role("button", name="18 to 64").tap()
    page.wait_for_url("**/injuries")


def test_without_injuries_the_first_tick_is_the_sixth_tap(page):
    tap = Taps(page)
    page.goto("/")
    tap("Start today", "link")
    tap("18 to 64")
    tap("I have had none")
    tap("Nothing hurts")
    tap("None of these")
    row(page, 0).tap()
    settled(page)
    expect(page.locator(".tick").first).to_be_checked()
    assert tap.count + 1 == 6 <= 7


def test_with_one_injury_it_takes_no_more_than_fourteen(page):
    tap = Taps(page)
    page.goto("/")
    tap("Start today", "link")
    tap("18 to 64")
    tap("Back", "radio")
    tap("Calf")
    page.get_by_role("button", name="Calf strain").tap()
    tap.count += 1
    tap.on("Left")
    tap.on("3 to 12 months ago")
    tap.on("2")
    tap("Save")
    tap("That is all")
    tap("Nothing hurts")
    tap("None of these")
    row(page, 0).tap()
    settled(page)
    assert tap.count + 1 == 13 <= 14
    expect(page.get_by_text("left calf strain").first).to_be_visible()


def test_the_figure_itself_can_be_tapped(page):
    begin(page)
    page.locator(".map__hot.map__at--shin").tap()
    expect(page.get_by_role("heading", name="Which one is it?")).to_be_visible()
    expect(page.get_by_role("button", name="Shin splints")).to_be_visible()


def test_every_place_on_the_map_is_a_target_of_44_pixels(page):
    begin(page)
    page.get_by_role("button", name="I have had none").tap()
    page.wait_for_url("**/start/pain")
    for side in ("Front", "Back"):
        page.get_by_role("radio", name=side).tap()
        boxes = [spot.bounding_box() for spot in page.locator(".map__plate button:visible").all()]
        assert len(boxes) >= 16
        assert min(min(box["width"], box["height"]) for box in boxes) >= 44
        labels = [spot.bounding_box() for spot in page.locator(".map__place:visible").all()]
        assert not [(a, b) for a in labels for b in labels if a is not b and _overlap(a, b)]


def test_the_list_offers_the_same_places_as_the_figure(page):
    begin(page)
    drawn = page.locator(".map__place").evaluate_all("spots => spots.map(spot => spot.value).sort()")
    page.get_by_text("Choose from a list instead").tap()
    listed = page.locator(".map__list button:visible").evaluate_all("spots => spots.map(spot => spot.value).sort()")
    assert drawn == listed
    assert len(listed) > 10


def test_the_zone_of_the_phone_is_taken_over(chromium, live):
    with new_phone(chromium, live.url, timezone_id="Pacific/Auckland") as phone:
        page = phone.new_page()
        begin(page)
        page.goto("/me")
        expect(page.get_by_role("link", name="Time zone Pacific/Auckland")).to_be_visible()


def test_a_ticked_flag_asks_what_it_needs_and_changes_the_button(page):
    begin(page)
    page.goto("/start/red-flags")
    expect(page.get_by_role("button", name="Show my list")).to_be_hidden()
    page.get_by_role("checkbox", name="Bone pain").tap()
    expect(page.get_by_role("button", name="None of these")).to_be_hidden()
    page.get_by_text("Somewhere else", exact=True).first.tap()
    page.get_by_role("button", name="Show my list").tap()
    page.wait_for_url("**/injuries")
    page.goto("/me/safety")
    expect(page.get_by_text("Running, jumping and work on your feet are paused").first).to_be_visible()


def test_the_whole_way_by_keyboard(page):
    page.goto("/")
    for name in ("Start today", "18 to 64", "I have had none", "Nothing hurts", "None of these"):
        before = page.url
        _tab_to(page, name)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    page.wait_for_url("**/today")
    assert page.locator(".item").count() >= 4


def test_the_whole_way_without_script(chromium, live):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto("/")
        page.get_by_role("link", name="Start").tap()
        page.get_by_role("button", name="18 to 64").tap()
        tell_of_tight_calves(page)
        page.get_by_role("button", name="That is all").tap()
        page.get_by_role("button", name="Nothing hurts").tap()
        page.get_by_role("button", name="None of these").tap()
        page.wait_for_url("**/today")
        expect(page.get_by_text("tight calves").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("size", [16, 32])
def test_nothing_spills_at_any_width_or_text_size(chromium, live, width, size):
    with new_phone(chromium, live.url, viewport={"width": width, "height": 844}) as phone:
        page = phone.new_page()
        for path in ("/", "/start/age", "/injuries", "/start/pain", "/start/red-flags"):
            page.goto(path)
            assert spill(page, size, width) == [], (path, width, size)
            if path == "/start/age":
                begin(page)


def test_axe_finds_nothing_on_the_way(phone):
    page = phone.new_page()
    page.goto("/")
    assert faults(page) == []
    _onward(page, "Start today", "link")
    assert faults(page) == []
    _onward(page, "Under 13")
    assert faults(page) == []
    begin(page)
    assert faults(page) == []
    page.get_by_text("Choose from a list instead").tap()
    assert faults(page) == []
    _onward(page, "Ankle")
    assert faults(page) == []
    _onward(page, "Ankle sprain", exact=False)
    assert faults(page) == []
    page.get_by_text("Left", exact=True).tap()
    page.get_by_text("Longer ago", exact=True).tap()
    page.get_by_text("4", exact=True).first.tap()
    assert faults(page) == []
    _onward(page, "Save")
    assert faults(page) == []
    _onward(page, "That is all")
    assert faults(page) == []
    _onward(page, "Shoulder")
    assert faults(page) == []
    _onward(page, "3")
    assert faults(page) == []
    _onward(page, "That is all")
    page.get_by_role("checkbox", name="Bone pain").tap()
    page.locator(".flag__long summary").first.tap()
    assert faults(page) == []


def _onward(page, name: str, role: str = "button", exact: bool = True) -> None:
    """Tap what leads to another page, and be there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=exact).first.tap()


def _overlap(a: dict, b: dict) -> bool:
    across = a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
    return across and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


def _tab_to(page, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")
