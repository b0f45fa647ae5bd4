"""What is left when the consent to keep health data is taken back."""

from datetime import date

from webapp.domain.forget import profile_without_health, sheet_without_health, standing_without_health
from webapp.domain.profile import Clearance, PainNote, PastInjury, Profile
from webapp.domain.sheet import Block, Item, Report, Sheet, Short, Stop
from webapp.domain.standing import Red, Standing

DAY = date(2026, 11, 18)
MAP = ("ankle-sprain", "bsi-low")
HIP = Item("clamshell", 1, 15, "reps", 2, 1, 0, 60, "for your hips")
OWN = Item("single-leg-balance", 3, 30, "seconds", 2, 1, 0, 200, "because: left ankle sprain", injury="ankle-sprain")


def test_a_profile_keeps_everything_but_injuries_and_pains():
    told = Profile(
        minutes=30,
        screen={"q09": True},
        injuries=(PastInjury("ankle-sprain"),),
        pain=(PainNote(DAY, "ankle", 3),),
        cleared=(Clearance("q09", DAY), Clearance("bsi-low", DAY)),
    )
    left = Profile(minutes=30, screen={"q09": True}, cleared=(Clearance("q09", DAY),))
    assert profile_without_health(told, MAP) == left


def test_a_sheet_keeps_its_rows_without_saying_where_they_came_from():
    blocks = (Block("hip", "Hips first", (HIP,)), Block("rehab", "Chosen for you", (OWN,)))
    stops = (Stop("q09", "limit", "", "", ""), Stop("bsi-low", "limit", "", "", ""))
    report = Report(pain=(("ankle", 4),), sharp=("ankle",), ill="above")
    sheet = Sheet(
        DAY, 1, "full", "A full day", blocks, (Short(5, (OWN,)),), stops=stops, sore=("ankle",), report=report
    )
    bare = sheet_without_health(sheet, MAP)
    assert bare.keys == sheet.keys
    assert bare.items[0] == HIP
    assert {(row.reason, row.injury) for row in (bare.items[1], bare.short[0].items[0])} == {("", None)}
    assert (bare.stops, bare.sore, bare.report) == (stops[:1], (), Report(ill="above"))


def test_a_standing_keeps_the_training_and_loses_the_pains():
    standing = Standing(DAY, levels={"clamshell": 2}, reds=(Red(DAY, "ankle"),), rehab_from={"ankle-sprain": DAY})
    assert standing_without_health(standing) == Standing(DAY, levels={"clamshell": 2})
