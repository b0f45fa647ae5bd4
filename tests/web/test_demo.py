"""The demo's link signs in as the demo runner and as nobody else."""

from webapp.actions.demo import make_demo
from webapp.actions.people import begin
from webapp.store.engine import writing


def test_the_link_opens_today_as_the_demo_runner(app, client, catalogue, now):
    with writing(app.extensions["afterrun"].engine) as session:
        token = make_demo(session, catalogue, now)
    entered = client.get(f"/demo/{token}")
    assert (entered.status_code, entered.location) == (303, "/today")
    assert client.get("/today").status_code == 200


def test_the_token_of_an_ordinary_person_opens_nothing(app, client, now):
    with writing(app.extensions["afterrun"].engine) as session:
        _, token = begin(session, "UTC", "A phone", now)
    assert client.get(f"/demo/{token}").status_code == 404
    assert client.get("/demo/nonsense").status_code == 404
