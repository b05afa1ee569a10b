import os
from pathlib import Path

import httpx
import pytest

from flows.night.surroundings import lend_home, no_proxies, proxies_as_set


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Variables of this test alone, without any of a proxy."""
    variables = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    monkeypatch.setattr(os, "environ", variables)
    return variables


def test_no_proxy_stands_between_a_night_and_its_server_and_all_is_as_before_after_it(environment: dict[str, str]):
    environment |= {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "socks5://127.0.0.1:9",
        "NO_PROXY": "county.example",
    }
    before = dict(environment)
    with no_proxies():
        with httpx.Client() as client:  # which cannot even be made where a SOCKS proxy is set
            assert client._mounts == {}
        with proxies_as_set():
            assert environment["NO_PROXY"] == "county.example"
            assert "no_proxy" not in environment
        assert environment["NO_PROXY"] == "*"
    assert environment == before


def test_where_the_operator_wants_no_proxy_at_all_none_is_taken(environment: dict[str, str]):
    environment["NO_PROXY"] = "*"
    with proxies_as_set():
        assert environment["NO_PROXY"] == "*"


@pytest.mark.parametrize("home", ["/dev/null/home", "/nowhere/at/all"])
def test_a_home_that_cannot_be_written_is_lent_one(tmp_path: Path, environment: dict[str, str], home: str):
    environment["HOME"] = home
    lend_home(tmp_path)
    assert Path.home() == tmp_path


def test_a_user_whom_the_system_knows_no_home_of_is_lent_one(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    del environment["HOME"]
    with monkeypatch.context() as changed:
        changed.setattr("pwd.getpwuid", {}.__getitem__)
        with pytest.raises(RuntimeError):
            Path.home()
        lend_home(tmp_path)
        assert Path.home() == tmp_path


def test_a_home_of_ones_own_stays(tmp_path: Path, environment: dict[str, str]):
    environment["HOME"] = str(tmp_path)
    lend_home(tmp_path / "other")
    assert Path.home() == tmp_path
