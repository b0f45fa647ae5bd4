"""The page of all components: there for those who build, gone for everybody else."""

from tests.web.cast import another_app


def test_it_shows_every_component_while_developing(config, clock):
    page = another_app(config, debug=True).test_client().get("/design").text
    for block in ("button--action", "card", "items", "item--slots", "chip--sun", "notice--stop", "field__error",
                  "choice", "segments", "scale", "lap", "meter", "steps", "heat--2", "rows", "fold", "sheet", "toast",
                  "empty", "table", "dock", "bar"):  # fmt: skip
        assert f'class="{block}' in page or f" {block}" in page, block


def test_it_is_not_there_in_earnest(client):
    assert client.get("/design").status_code == 404
