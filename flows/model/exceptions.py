"""What can go wrong, as a short tree.

    JixiaoError
    ├── ReportError           one file is at fault; it leaves an outcome and the next file gets its turn
    │   ├── EmptyReport
    │   ├── NoReport
    │   ├── EncryptedReport
    │   ├── DamagedReport
    │   ├── UnsupportedFormat
    │   ├── UnopenedBundle
    │   ├── OversizedReport
    │   ├── MissingTool
    │   ├── VanishedReport
    │   └── ReportStillChanging
    └── NightError            the night cannot publish; yesterday's warehouse stays
        ├── AlreadyRunning
        ├── RawFolderLost
        ├── ReadingLost
        ├── BrokenContract
        ├── StageFailed
        ├── ServerFailed
        ├── StorageFailed
        ├── DamagedStaging
        └── ForeignWarehouse

    KeyboardInterrupt
    └── Interrupted           a signal ends the night, named as one; nobody who catches errors may swallow it

A message to a clerk is Chinese, names the file and the way out; the values stay as attributes. It goes to consoles,
logs and alerts, and so holds nothing that belongs to a person, whatever a file is called.
"""

import signal
from pathlib import Path

from flows.model.personal import masked


class JixiaoError(Exception):
    """Anything that jixiao itself raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(masked(message))


class ReportError(JixiaoError):
    """One report cannot be read; `source` is its path, `reason` what a clerk is told."""

    def __init__(self, source: Path, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source.name}：{reason}")


class EmptyReport(ReportError):
    """The file has no bytes, or no text at all."""

    def __init__(self, source: Path) -> None:
        super().__init__(source, "文件是空的：请确认已保存完整后重新放入")


class NoReport(ReportError):
    """The file holds something else that was sent or saved in a report's place; `found` says what."""

    def __init__(self, source: Path, found: str, way_out: str) -> None:
        self.found = found
        super().__init__(source, f"{found}，不是报告：{way_out}后重新放入")


class EncryptedReport(ReportError):
    """The file opens with a password only."""

    def __init__(self, source: Path) -> None:
        super().__init__(source, "文件已加密：请另存为无密码的文件后重新放入")


class DamagedReport(ReportError):
    """The bytes are not what the format demands; `detail` says where it broke."""

    def __init__(self, source: Path, detail: str) -> None:
        self.detail = detail
        super().__init__(source, f"文件已损坏（{detail}）：请用原软件打开并另存后重新放入")


class UnsupportedFormat(ReportError):
    """A format that is not read; `convert_to` is what to save it as."""

    def __init__(self, source: Path, found: str, convert_to: str) -> None:
        self.found = found
        self.convert_to = convert_to
        super().__init__(source, f"暂不支持{found}：请另存为 {convert_to} 后重新放入")


class UnopenedBundle(ReportError):
    """Files packed in one where a report is wanted; `found` is what packs them, `instead` what to take.

    `is_inside` where it lies in another such file, deeper than is looked into.
    """

    def __init__(self, source: Path, found: str, instead: str, is_inside: bool) -> None:
        self.found = found
        self.instead = instead
        self.is_inside = is_inside
        if is_inside:
            super().__init__(source, f"{found}再套在压缩包或邮件里，没有打开：请换成{instead}后重新放入")
        else:
            super().__init__(
                source, f"{found}装着一个个文件，不是一份报告：请改用{instead}，或把它整个放入 raw/ 文件夹"
            )


class OversizedReport(ReportError):
    """A limit was passed; `limit` and `found` are in the unit that `what` names."""

    def __init__(self, source: Path, what: str, limit: int, found: int) -> None:
        self.what = what
        self.limit = limit
        self.found = found
        super().__init__(source, f"{what}为 {found}，超过上限 {limit}：请拆分后重新放入")


class MissingTool(ReportError):
    """The format needs a program that this machine lacks; `package` is what to install."""

    def __init__(self, source: Path, package: str, instead: str) -> None:
        self.package = package
        self.instead = instead
        super().__init__(source, f"读取需要 {package}：请安装后重试，或{instead}")


class VanishedReport(ReportError):
    """The file was listed at the start of the night and is gone now."""

    def __init__(self, source: Path) -> None:
        super().__init__(source, "读取时文件已不在：下一次运行再取")


class ReportStillChanging(ReportError):
    """Size or time changed while the file was read: it is being copied, and taken next time."""

    def __init__(self, source: Path) -> None:
        super().__init__(source, "文件正在写入：下一次运行再取")


class NightError(JixiaoError):
    """The night stops and publishes nothing; the warehouse of the last night stays as it is."""


class AlreadyRunning(NightError):
    """Another run holds the warehouse's lock; `process` is its number where it is known."""

    def __init__(self, warehouse: Path, process: int | None) -> None:
        self.warehouse = warehouse
        self.process = process
        who = f"（进程 {process}）" if process else ""
        super().__init__(f"{warehouse} 已有一次运行正在进行{who}：本次没有改动任何内容")


class RawFolderLost(NightError):
    """`raw/` lost more files than a night normally does: most likely a share that is not mounted.

    Of `before` reports that lay there, `gone` lie nowhere in it any more.
    """

    def __init__(self, folder: Path, before: int, gone: int) -> None:
        self.folder = folder
        self.before = before
        self.gone = gone
        super().__init__(
            f"{folder} 中原有的 {before} 个文件有 {gone} 个不见了：可能是共享盘未挂载，本次不发布。"
            "若确属有意删除，请加 --accept-losses 再运行一次"
        )


class ReadingLost(NightError):
    """More files that could be read before, or that are not at fault, failed than a night normally sees.

    `failed` is how many of `among`; `example` is one of them with its reason.
    """

    def __init__(self, folder: Path, failed: int, among: int, example: str) -> None:
        self.folder = folder
        self.failed = failed
        self.among = among
        self.example = example
        super().__init__(
            f"{folder} 的 {among} 个文件中有 {failed} 个这次没能读出（上一次不是这样），如 {example}："
            "可能是机器内存不足、过于繁忙或文件没有传完整，本次不发布。"
            "请排除后再运行一次；若这些文件确实如此，请加 --accept-losses 再运行一次"
        )


class BrokenContract(NightError):
    """A check about ourselves failed, so the night's result cannot be trusted."""

    def __init__(self, check: str, detail: str) -> None:
        self.check = check
        self.detail = detail
        super().__init__(f"契约检查未通过 {check}：{detail}")


class StageFailed(NightError):
    """A stage ended in an error that is not a report's fault."""

    def __init__(self, stage: str, detail: str) -> None:
        self.stage = stage
        self.detail = detail
        super().__init__(f"{stage} 阶段失败：{detail}")


class ServerFailed(NightError):
    """What keeps Prefect's records does not start or does not answer, for another reason than the disk's."""

    def __init__(self, detail: str, way_out: str) -> None:
        self.detail = detail
        self.way_out = way_out
        super().__init__(f"运行记录服务没有启动（{detail}）：{way_out}")


class StorageFailed(NightError):
    """The disk or another program stops the work on a file of the warehouse; `way_out` says what to do."""

    def __init__(self, path: Path, way_out: str) -> None:
        self.path = path
        self.way_out = way_out
        super().__init__(f"{path} {way_out}")


class DamagedStaging(NightError):
    """The bytes of `path`, the file of everything as read, are no longer those of a database."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"{path} 已损坏（{detail}）：有备份请先用备份恢复；没有备份，请移走该文件再运行一次，会重新读取全部报告，"
            "但已不在 raw/ 的文件和更早的版本不再有"
        )


class ForeignWarehouse(NightError):
    """What stands in the published warehouse's place was not written by a night; the next one sets it aside."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"{path} 不是 jixiao 发布的仓库（{detail}）")


class Interrupted(KeyboardInterrupt):
    """A signal ends what runs; `name` is the signal's."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.name = signal.Signals(number).name
        super().__init__(f"运行被信号 {self.name} 中止：再运行一次即可")
