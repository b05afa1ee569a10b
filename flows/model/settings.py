"""What a night needs to know before it starts: two folders and a few limits."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.model.allowances import MEGABYTE, BundleLimits

PROJECT = Path(__file__).resolve().parents[2]

_ZONE = "Asia/Shanghai"


def usable_cores() -> int:
    """How many cores this process may run on: fewer than the machine has where a container or taskset says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """One night's folders and limits.

    `loss_share` is the share of the files that may be missing, or fail though they did not before; `document_seconds`
    is the processor time that one report may take, with more for each picture in it that is recognised;
    `settle_seconds` is how long a file must have rested before it is read; `batch_size` is the number of reports in one
    Prefect task run; `workers` is how many processes read at a time, one a core unless said otherwise. No `alert_urls`,
    no alerts. `zone` is where people read the times, which are kept in UTC, and count the days.
    """

    raw: Path
    warehouse: Path
    accepts_losses: bool = False
    loss_share: Decimal = Decimal("0.1")
    document_seconds: float = 120.0
    settle_seconds: float = 2.0
    workers: int = field(default_factory=usable_cores)
    batch_size: int = 200
    bundles: BundleLimits = field(default_factory=BundleLimits)
    alert_urls: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(_ZONE))

    @property
    def published(self) -> Path:
        """The warehouse that everybody reads."""
        return self.warehouse / "jixiao.duckdb"

    @property
    def report(self) -> Path:
        """The folder of the quality report."""
        return self.warehouse / "report"

    @property
    def staging(self) -> Path:
        """Everything as read; never published."""
        return self.warehouse / "staging.duckdb"

    @property
    def building(self) -> Path:
        """What a night leaves here before it publishes is worth nothing to the next one."""
        return self.warehouse / ".building"

    @property
    def build(self) -> Path:
        """The warehouse of the night that is running."""
        return self.building / "jixiao.duckdb"

    @property
    def dictionary(self) -> Path:
        """Every table and column of the warehouse and how they are made, as one page."""
        return self.building / "dbt" / "static_index.html"

    @property
    def records(self) -> Path:
        """Where Prefect keeps its own records; nothing else reads them."""
        return self.warehouse / ".prefect"

    @property
    def alert_file(self) -> Path:
        """Apprise addresses, one a line, for those who do not want them in the environment."""
        return self.warehouse / "alerts.txt"


def read_settings(
    raw: Path, warehouse: Path, accepts_losses: bool = False, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings from the two folders and the variables JIXIAO_WORKERS, JIXIAO_DOCUMENT_SECONDS,
    JIXIAO_LOSS_SHARE, JIXIAO_ALERTS, JIXIAO_ZONE and, for bundles, JIXIAO_BUNDLE_FILES, JIXIAO_BUNDLE_MB,
    JIXIAO_BUNDLE_FILE_MB and JIXIAO_BUNDLE_RATIO; a value that is no number, out of range or no
    zone raises ValueError naming the variable.
    """
    settings = Settings(raw.absolute(), warehouse.absolute(), accepts_losses)
    return Settings(
        raw=settings.raw,
        warehouse=settings.warehouse,
        accepts_losses=accepts_losses,
        loss_share=_number(environment, "JIXIAO_LOSS_SHARE", settings.loss_share, Decimal(0), Decimal(1)),
        document_seconds=float(
            _number(environment, "JIXIAO_DOCUMENT_SECONDS", Decimal(120), Decimal(1), Decimal(86400))
        ),
        workers=int(_number(environment, "JIXIAO_WORKERS", Decimal(settings.workers), Decimal(1), Decimal(256))),
        bundles=_bundle_limits(settings.bundles, environment),
        alert_urls=_alert_urls(settings, environment),
        zone=read_zone(environment),
    )


def read_zone(environment: Mapping[str, str] = os.environ) -> ZoneInfo:
    """The zone in which times are shown, JIXIAO_ZONE or that of China; ValueError naming it where it is none."""
    name = environment.get("JIXIAO_ZONE", "").strip() or _ZONE
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(f"JIXIAO_ZONE={name} 不是时区：请写成 {_ZONE}、Asia/Urumqi 或 UTC 这样的名称") from None


def _bundle_limits(limits: BundleLimits, environment: Mapping[str, str]) -> BundleLimits:
    def whole(name: str, default: int, most: int) -> int:
        return int(_number(environment, name, Decimal(default), Decimal(1), Decimal(most)))

    return BundleLimits(
        most_files=whole("JIXIAO_BUNDLE_FILES", limits.most_files, 100_000),
        most_bytes=whole("JIXIAO_BUNDLE_MB", limits.most_bytes // MEGABYTE, 1024 * 1024) * MEGABYTE,
        most_bytes_of_one=whole("JIXIAO_BUNDLE_FILE_MB", limits.most_bytes_of_one // MEGABYTE, 2048) * MEGABYTE,
        most_ratio=whole("JIXIAO_BUNDLE_RATIO", limits.most_ratio, 100_000),
        nesting=limits.nesting,
    )


def _number(environment: Mapping[str, str], name: str, default: Decimal, least: Decimal, most: Decimal) -> Decimal:
    text = environment.get(name, "").strip()
    if not text:
        return default
    try:
        number = Decimal(text)
        is_sensible = least <= number <= most
    except InvalidOperation:
        raise ValueError(f"{name}={text} 不是数字") from None
    if not is_sensible:
        raise ValueError(f"{name}={text} 应在 {least} 和 {most} 之间")
    return number


def _alert_urls(settings: Settings, environment: Mapping[str, str]) -> tuple[str, ...]:
    listed = environment.get("JIXIAO_ALERTS", "").split()
    if not listed and settings.alert_file.is_file():
        lines = settings.alert_file.read_text(encoding="utf-8").splitlines()
        listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return tuple(listed)


def now() -> datetime:
    """The moment it is, by the clock of the machine and whatever zone it is set to."""
    return datetime.now(UTC)
