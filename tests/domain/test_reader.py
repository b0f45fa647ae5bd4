"""Taking a JSON object apart: every fault is collected, none stops the reading."""

from datetime import date, time

import pytest

from webapp.domain.reader import Reader


@pytest.mark.parametrize(
    ("value", "least", "most", "fault"),
    [
        pytest.param(5, 1, 10, None, id="a whole number"),
        pytest.param(5.5, 1.0, 10.0, None, id="a number"),
        pytest.param(5, 1.0, 10.0, None, id="a whole number where any will do"),
        pytest.param(5.5, 1, 10, "it: n: 5.5 is not a whole number from 1 to 10", id="half where only whole will do"),
        pytest.param(11, 1, 10, "it: n: 11 is not a whole number from 1 to 10", id="too much"),
        pytest.param(True, 1, 10, "it: n: True is not a whole number from 1 to 10", id="a yes"),
        pytest.param("5", 1, 10, "it: n: '5' is not a whole number from 1 to 10", id="a word"),
        pytest.param(float("nan"), 1.0, 10.0, "it: n: nan is not a number from 1 to 10", id="not a number at all"),
    ],
)
def test_numbers(value, least, most, fault):
    read = Reader("it", {"n": value})
    found = read.number("n", least, most, default=7)
    assert read.faults == ([fault] if fault else [])
    assert found == (7 if fault else value)


@pytest.mark.parametrize(
    ("method", "value", "found", "faults"),
    [
        pytest.param("day", "2026-11-23", date(2026, 11, 23), 0, id="a date"),
        pytest.param("day", "23.11.2026", None, 1, id="a date another way"),
        pytest.param("day", 20261123, None, 1, id="a number for a date"),
        pytest.param("clock", "18:00", time(18), 0, id="a time"),
        pytest.param("clock", "25:00", None, 1, id="no such time"),
        pytest.param("flag", True, True, 0, id="true"),
        pytest.param("flag", "yes", False, 1, id="a word for true"),
    ],
)
def test_other_values(method, value, found, faults):
    read = Reader("it", {"key": value})
    assert getattr(read, method)("key") == found
    assert len(read.faults) == faults


def test_what_nobody_asked_for_is_named():
    read = Reader("it", {"colour": "red", "size": 3})
    read.done()
    assert read.faults == ["it: colour is not known", "it: size is not known"]


def test_faults_inside_a_list_say_where():
    read = Reader("it", {"runs": [{"kind": "easy"}, {"kind": "fast", "more": 1}, "soon"]})
    read.each("runs", lambda entry: entry.word("kind", ("easy",)))
    assert sorted(read.faults) == [
        "it runs[1]: kind: 'fast' is not known",
        "it runs[1]: more is not known",
        "it runs[2]: must be an object",
    ]


@pytest.mark.parametrize("raw", [None, [], "text", 3])
def test_what_is_no_object_is_one_fault_and_reads_as_empty(raw):
    read = Reader("it", raw)
    assert read.word("kind", ("easy",), "easy") == "easy"
    assert read.faults == ["it: must be an object"]


def test_what_must_be_there_is_missed():
    read = Reader("it", {})
    read.word("zone", ("UTC",), required=True)
    read.each("runs", lambda entry: None, required=True)
    assert read.faults == ["it: zone is missing", "it: runs is missing"]
