"""The about page: what may be said, and nothing else."""

import re

from webapp.web.about import evidence_lines

NEVER = re.compile(r"\b(prevents? injur\w*|cures?|heals?|diagnos\w*|proven|guarantee\w*)\b", re.IGNORECASE)


def test_the_page_needs_nobody_to_be_signed_in(client):
    response = client.get("/about")
    assert response.status_code == 200
    for words in ("not medical care", "What is kept about you", "htmx.org", "The studies"):
        assert words in response.text


def test_only_figures_that_were_read_are_quoted(client, catalogue):
    seen = {evidence.number for evidence in catalogue.evidence if evidence.seen}
    recalled = [evidence for evidence in catalogue.evidence if not evidence.seen]
    assert seen and recalled
    lines = evidence_lines(catalogue)
    assert len(lines) == len(seen)
    text = client.get("/about").text
    assert not [evidence.study for evidence in recalled if evidence.headline in text]


def test_studies_against_it_stand_beside_those_for_it(catalogue):
    assert {"Speaks for it", "Speaks against it", "Mixed"} <= {line.direction for line in evidence_lines(catalogue)}


def test_asvs_1_2_2_links_lead_to_https_only(client):
    links = re.findall(r'href="(https?:[^"]*)"', client.get("/about").text)
    assert len(links) > 20
    assert all(link.startswith("https://") for link in links)


def test_it_promises_nothing(client):
    assert NEVER.findall(client.get("/about").text) == []
