"""Two nights of an invented county, run as people run them: a correction, a file taken away, personal data."""

from pathlib import Path

from tests import nights

FOLDER = Path("示例省/示例市/青禾县/2020")

FIRST = """青禾县住房和城乡建设局2020年度部门整体支出绩效自评报告
2020年收入1000万元，其中：一般公共预算财政拨款800万元，政府性基金预算财政拨款150万元，其他收入50万元。
2020年三公经费决算数12.00万元，其中公务接待费2.00万元、公务用车运行维护费10.00万元。
2020年三公经费决算数13.00万元。
2020年会议费3万元。
"""
CORRECTED = (
    FIRST.replace("政府性基金预算财政拨款150万元", "政府性基金预算财政拨款140万元")
    .replace("公务接待费2.00万元", "公务接待费3.00万元")
    .replace("2020年会议费3万元。", "2020年培训费4万元。")
)
WITHDRAWN = """青禾县教育局2020年度部门整体支出绩效自评报告
2020年收入500万元，支出480万元。
"""

# What no reader of the published warehouse may find. None of these people or numbers exists.
MOBILES = (
    "13900010001",
    "13900010002",
    "139-0001-0003",
    "139 0001 0004",
    "+8613900010005",
    "13900010006",
    "13900010007",
)
TELEPHONES = ("0999-84560001", "(0999)84560002", "（0999）84560003", "099984560004", "84560005", "0999-8456006")
IDENTITIES = ("990101198001010018", "99010119800101002X", "990101800101003")
NAMES = (
    "欧阳文静", "王建国", "李小红", "张国伟", "刘海洋", "陈静怡", "赵栋梁", "孙丽华", "周志强", "吴桂英", "郑晓东", "冯春梅",
    "褚卫国", "卫红霞",
)  # fmt: skip

PERSONAL = """<html><body>
<h1>青禾县民政局2020年度部门整体支出绩效自评报告（联系人：欧阳文静 13900010001）</h1>
<p>一、2020年收入合计300万元，项目负责人：王建国，联系电话：0999-84560001，身份证号码990101198001010018。</p>
<p>二、2020年支出合计280万元。填报人：李小红 电话:(0999)84560002 手机：139-0001-0003</p>
<p>三、评价组成员：张国伟、刘海洋、陈静怡。2020年会议费2万元，传真（0999）84560003，手机 139 0001 0004。</p>
<p>四、身份证号：99010119800101002X；旧身份证990101800101003；2020年培训费1万元；办公电话 099984560004。</p>
<table>
<tr><td>项目名称</td><td>困难群众救助（经办人：孙丽华，13900010002）</td><td>项目负责人</td><td>赵栋梁</td><td>联系电话</td><td>13900010002</td></tr>
<tr><td>联系人</td><td>孙丽华</td><td>联系电话</td><td>84560005</td><td>金额（万元）</td><td>20</td></tr>
<tr><td>填表人：周志强</td><td>手机+8613900010005</td><td>计划安排资金（万元）</td><td>20</td><td>实际到位资金（万元）</td><td>20</td></tr>
</table>
<table>
<tr><td>姓名</td><td>单位</td><td>职务</td><td>联系电话</td></tr>
<tr><td>吴桂英</td><td>县民政局</td><td>评价组组长</td><td>13900010006</td></tr>
<tr><td>郑晓东</td><td>县财政局</td><td>评价组成员</td><td>0999-8456006</td></tr>
</table>
<p>单位负责人：冯春梅　　项目经办人（签字）：褚卫国　　审核人：卫红霞　　13900010007</p>
</body></html>
"""


def publish(folder: Path) -> Path:
    """The warehouse after two nights: in the second a report is corrected and another one is taken away."""
    raw, warehouse = folder / "raw", folder / "warehouse"
    reports = raw / FOLDER
    reports.mkdir(parents=True)
    (reports / "住建局.txt").write_text(FIRST, encoding="utf-8")
    (reports / "教育局.txt").write_text(WITHDRAWN, encoding="utf-8")
    (reports / "民政局（联系人：欧阳文静）_13900010007.html").write_text(PERSONAL, encoding="utf-8")
    _run(raw, warehouse)
    (reports / "住建局.txt").write_text(CORRECTED, encoding="utf-8")
    (reports / "教育局.txt").unlink()
    _run(raw, warehouse)
    return warehouse


def _run(raw: Path, warehouse: Path) -> None:
    code, _, messages = nights.run(raw, warehouse, "--accept-losses", from_nothing=True)
    assert code == 0, messages
