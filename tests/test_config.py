"""Settings: typed, checked all together, from the environment or a file; secrets made once."""

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from webapp.config import CHECKOUT, BadConfig, Config, write_secrets

KEY = "k" * 32


@pytest.fixture
def given(tmp_path: Path, vapid_key: str) -> dict[str, str]:
    """The least that must be said."""
    return {"VAR_DIR": str(tmp_path), "SECRET_KEY": KEY, "VAPID_PRIVATE_KEY": vapid_key}


def problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        Config.from_env(environ)
    return caught.value.problems


def test_defaults_serve_this_computer_only(given, tmp_path):
    config = Config.from_env(given)
    assert config.database_url == f"sqlite:///{tmp_path}/afterrun.db"
    assert (config.host, config.port, config.origin) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert (config.web_concurrency, config.trusted_proxies, config.debug, config.log_level) == (1, 0, False, "INFO")


def test_the_origin_follows_the_port(given):
    assert Config.from_env({**given, "PORT": "8123"}).origin == "http://localhost:8123"


def test_var_is_in_the_checkout_when_nothing_is_said(given):
    del given["VAR_DIR"]
    assert Config.from_env(given).var_dir == CHECKOUT / "var"


def test_every_fault_is_told_at_once(given):
    bad = {"PORT": "eighty", "DEBUG": "yes", "ORIGIN": "example.org", "SECRET_KEY": "short", "LOG_LEVEL": "LOUD"}
    told = problems({**given, **bad})
    assert sorted(line.split()[0] for line in told) == sorted(bad)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "8000 "),
        ("WEB_CONCURRENCY", "0"),
        ("TRUSTED_PROXIES", "1.5"),
        ("TRUSTED_PROXIES", "١"),
        ("DEBUG", "true"),
        ("ORIGIN", "ftp://example.org"),
        ("ORIGIN", "https://example.org/app"),
        ("ORIGIN", "https://"),
        ("DATABASE_URL", "mysql://localhost/afterrun"),
        ("DATABASE_URL", "afterrun.db"),
        ("VAPID_SUBJECT", "me@example.org"),
        ("VAPID_SUBJECT", "mailto: me@example.org"),
        ("VAPID_SUBJECT", "https://localhost"),
        ("VAPID_PRIVATE_KEY", "secret"),
        ("VAPID_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
        ("SECRET_KEY", "k" * 31),
        ("HOST", " "),
        ("LOG_LEVEL", "TRACE"),
    ],
)
def test_a_bad_value_is_refused_by_name(given, name, value):
    (line,) = problems({**given, name: value})
    assert line.startswith(f"{name} ")


def test_a_refusal_never_repeats_a_secret(given):
    told = problems(
        {**given, "SECRET_KEY": "hunter2", "VAPID_PRIVATE_KEY": "swordfish", "DATABASE_URL": "x://u:opensesame@h"}
    )
    assert len(told) == 3
    assert not any(word in " ".join(told) for word in ("hunter2", "swordfish", "opensesame"))


def test_settings_do_not_show_secrets_when_printed(given):
    shown = repr(Config.from_env({**given, "DATABASE_URL": "postgresql://me:opensesame@db/afterrun"}))
    assert not any(word in shown for word in (KEY, "PRIVATE KEY", "opensesame"))


def test_settings_cannot_be_changed(given):
    with pytest.raises(FrozenInstanceError):
        Config.from_env(given).port = 1


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_names_the_same_driver(given, scheme):
    config = Config.from_env({**given, "DATABASE_URL": f"{scheme}://u@h/d"})
    assert config.database_url == "postgresql+psycopg://u@h/d"


def test_any_setting_may_come_from_a_file(given, tmp_path):
    (tmp_path / "level").write_text("debug\n")
    assert Config.from_env({**given, "LOG_LEVEL_FILE": str(tmp_path / "level")}).log_level == "DEBUG"


def test_a_secret_may_come_from_a_file(given, tmp_path):
    del given["SECRET_KEY"]
    (tmp_path / "key").write_text("f" * 40 + "\n")
    assert Config.from_env({**given, "SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "f" * 40


def test_a_setting_and_its_file_together_are_refused(given, tmp_path):
    (tmp_path / "key").write_text("f" * 40)
    assert problems({**given, "SECRET_KEY_FILE": str(tmp_path / "key")}) == [
        "SECRET_KEY and SECRET_KEY_FILE are both set; keep one."
    ]


def test_a_file_that_cannot_be_read_is_named(given, tmp_path):
    (line,) = problems({**given, "LOG_LEVEL_FILE": str(tmp_path / "missing")})
    assert line == f"LOG_LEVEL_FILE: {tmp_path / 'missing'} cannot be read (No such file or directory)."


def test_a_key_on_one_line_is_understood(given, vapid_key):
    config = Config.from_env({**given, "VAPID_PRIVATE_KEY": vapid_key.strip().replace("\n", "\\n")})
    assert config.vapid_private_key == vapid_key.strip()


def test_without_secrets_nothing_starts(tmp_path):
    told = problems({"VAR_DIR": str(tmp_path)})
    assert [line.split()[0] for line in told] == ["SECRET_KEY", "VAPID_PRIVATE_KEY"]


def test_a_first_start_makes_the_secrets_for_the_owner_only(tmp_path):
    environ = {"VAR_DIR": str(tmp_path / "var")}
    write_secrets(environ)
    config = Config.from_env(environ)
    assert len(config.secret_key) >= 32
    assert config.vapid_private_key.startswith("-----BEGIN PRIVATE KEY-----")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "var").iterdir()}
    assert modes == {"secret_key": 0o600, "vapid_private.pem": 0o600}
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_a_second_start_keeps_the_secrets(tmp_path):
    environ = {"VAR_DIR": str(tmp_path)}
    write_secrets(environ)
    first = Config.from_env(environ)
    write_secrets(environ)
    assert Config.from_env(environ) == first


def test_a_secret_given_as_a_setting_is_not_made(given, tmp_path):
    write_secrets(given)
    assert list(tmp_path.iterdir()) == []


def test_the_secrets_of_two_installations_differ(tmp_path):
    environs = [{"VAR_DIR": str(tmp_path / name)} for name in ("one", "two")]
    for environ in environs:
        write_secrets(environ)
    one, two = map(Config.from_env, environs)
    assert one.secret_key != two.secret_key
    assert one.vapid_private_key != two.vapid_private_key


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BadConfig) as caught:
        write_secrets({"VAR_DIR": str(tmp_path / "file" / "var")})
    assert caught.value.problems == [f"VAR_DIR {tmp_path / 'file' / 'var'} cannot be written to (Not a directory)."]
