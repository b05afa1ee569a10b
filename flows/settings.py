"""What a night needs to know before it starts: two folders and a few limits."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """One night's folders and limits.

    `loss_share` is the share of yesterday's files that may be missing; `document_seconds` is how long one
    report may take; `settle_seconds` is how long a file must have rested before it is read; `batch_size`
    is the number of reports in one Prefect task run. No `alert_urls`, no alerts.
    """

    raw: Path
    warehouse: Path
    accepts_losses: bool = False
    loss_share: Decimal = Decimal("0.1")
    document_seconds: float = 120.0
    settle_seconds: float = 2.0
    workers: int = 2
    batch_size: int = 200
    alert_urls: tuple[str, ...] = ()

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
    def alert_file(self) -> Path:
        """Apprise addresses, one a line, for those who do not want them in the environment."""
        return self.warehouse / "alerts.txt"


def read_settings(
    raw: Path, warehouse: Path, accepts_losses: bool = False, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings from the two folders and the variables JIXIAO_WORKERS, JIXIAO_DOCUMENT_SECONDS,
    JIXIAO_LOSS_SHARE and JIXIAO_ALERTS; a value that is no number or out of range raises ValueError naming
    the variable.
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
        alert_urls=_alert_urls(settings, environment),
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
