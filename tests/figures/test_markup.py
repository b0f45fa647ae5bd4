"""Groups written with as few elements as the drawing needs."""

from webapp.figures.markup import Group, Library, moved, scaled, short_names

PATH = '<path class="i" d="M0 0"/>'


def test_a_group_that_does_nothing_is_not_written():
    assert str(Group([PATH])) == PATH and str(Group([])) == "" and str(Group([Group([])], moved(3, 4))) == ""


def test_still_groups_in_each_other_are_one():
    assert (
        str(Group([Group([PATH, PATH], moved(1, 2))], moved(3, 0, 90)))
        == f'<g transform="translate(3)rotate(90)translate(1 2)">{PATH * 2}</g>'
    )


def test_a_lone_shape_says_its_place_itself():
    assert str(Group([PATH], moved(3, 4))) == '<path class="i" d="M0 0" transform="translate(3 4)"/>'


def test_a_group_that_moves_stays_a_group():
    assert (
        str(Group([Group([PATH], classes="b")], moved(3, 4)))
        == f'<g transform="translate(3 4)"><g class="b">{PATH}</g></g>'
    )


def test_neighbours_that_stand_alike_are_one_group():
    first, second, other = (
        Group([PATH], moved(1, 2), "b"),
        Group([PATH], moved(1, 2), "b"),
        Group([PATH], moved(1, 2), "d"),
    )
    both = f'<g class="b" transform="translate(1 2)">{PATH * 2}</g>'
    assert str(Group([first, Group([second])])) == both
    assert str(Group([first, other])).count("<g ") == 2


def test_only_what_is_used_again_keeps_a_name_and_that_a_letter():
    once, twice = f'<g id="foot">{PATH * 2}</g>', '<path id="shank-out" d="M0 0"/><use href="#shank-out"/>'
    assert short_names(once + twice) == f'{PATH * 2}<path id="a" d="M0 0"/><use href="#a"/>'


def test_a_drawing_is_written_once_and_used_after_that():
    library = Library()
    first, second = library.use("foot", [PATH, PATH]), library.use("foot", [PATH, PATH])
    assert str(first) == f'<g id="foot">{PATH * 2}</g>' and second == '<use href="#foot"/>'
    assert str(Group([first], moved(3, 4))) == f'<g transform="translate(3 4)"><g id="foot">{PATH * 2}</g></g>'


def test_nothing_is_said_about_what_changes_nothing():
    assert moved(0, 0) == "" and scaled(1, 1) == "" and scaled(0.5, 1) == "scale(.5 1)"
