from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.allowances import BundleLimits
from flows.model.settings import read_settings


def test_limits_come_from_the_environment(tmp_path: Path):
    settings = read_settings(
        tmp_path / "raw", tmp_path, environment={"JIXIAO_WORKERS": "8", "JIXIAO_LOSS_SHARE": "0.25"}
    )
    assert (settings.workers, settings.loss_share, settings.document_seconds) == (8, Decimal("0.25"), 120.0)


def test_limits_of_bundles_come_from_the_environment(tmp_path: Path):
    environment = {
        "JIXIAO_BUNDLE_FILES": "10",
        "JIXIAO_BUNDLE_MB": "20",
        "JIXIAO_BUNDLE_FILE_MB": "5",
        "JIXIAO_BUNDLE_RATIO": "100",
    }
    bundles = read_settings(tmp_path / "raw", tmp_path, environment=environment).bundles
    assert bundles == BundleLimits(10, 20 * 2**20, 5 * 2**20, 100)
    assert read_settings(tmp_path / "raw", tmp_path, environment={}).bundles == BundleLimits()


def test_every_core_that_may_be_used_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert read_settings(tmp_path / "raw", tmp_path, environment={}).workers == 3


@pytest.mark.parametrize("value", ["many", "0", "-1", "nan"])
def test_a_senseless_limit_is_refused_by_name(tmp_path: Path, value: str):
    with pytest.raises(ValueError, match="JIXIAO_WORKERS"):
        read_settings(tmp_path / "raw", tmp_path, environment={"JIXIAO_WORKERS": value})


def test_nobody_is_told_unless_somebody_is_named(tmp_path: Path):
    assert read_settings(tmp_path / "raw", tmp_path, environment={}).alert_urls == ()


def test_addresses_come_from_a_file_where_the_environment_has_none(tmp_path: Path):
    (tmp_path / "alerts.txt").write_text("# 值班群\njson://one.invalid\n\njson://two.invalid\n", encoding="utf-8")
    assert read_settings(tmp_path / "raw", tmp_path, environment={}).alert_urls == (
        "json://one.invalid",
        "json://two.invalid",
    )
    named = read_settings(tmp_path / "raw", tmp_path, environment={"JIXIAO_ALERTS": "json://three.invalid"})
    assert named.alert_urls == ("json://three.invalid",)


def test_times_are_shown_in_the_zone_of_china_unless_another_is_named(tmp_path: Path):
    def zone(**environment: str) -> str:
        return str(read_settings(tmp_path / "raw", tmp_path, environment=environment).zone)

    assert (zone(), zone(JIXIAO_ZONE=""), zone(JIXIAO_ZONE="Asia/Urumqi"), zone(TZ="UTC")) == (
        "Asia/Shanghai", "Asia/Shanghai", "Asia/Urumqi", "Asia/Shanghai",
    )  # fmt: skip


@pytest.mark.parametrize("value", ["Mars", "/etc/passwd", "Asia", "..", "北京"])
def test_what_is_no_zone_is_refused_by_name(tmp_path: Path, value: str):
    with pytest.raises(ValueError, match="JIXIAO_ZONE"):
        read_settings(tmp_path / "raw", tmp_path, environment={"JIXIAO_ZONE": value})
