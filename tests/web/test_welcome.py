"""The first page: one button for a stranger, straight on for everybody else."""

from tests.web.cast import newcomer


def test_a_stranger_sees_one_button_and_a_quiet_way_in(client, catalogue):
    page = client.get("/").text
    assert catalogue.words["welcome"]["title"] in page
    assert page.count("button--action") == 1
    assert 'href="/start/age"' in page
    assert 'href="/account/sign-in"' in page


def test_looking_around_makes_nobody(client):
    for path in ("/", "/start/age"):
        assert "Set-Cookie" not in client.get(path).headers


def test_whoever_was_here_before_goes_to_their_list(app, now):
    answer = newcomer(app, now).client.get("/")
    assert (answer.status_code, answer.location) == (303, "/today")
