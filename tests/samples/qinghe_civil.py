"""青禾县 2020, the civil affairs department: key projects, and sentences that do not agree with them.

Planted: spending adds up to 3476.30 and the total reads 3467.30; a share reads 56.46% where 2350.40 of
3590.40 make 65.46%; 三公 spending of 6.20 is called less than the 5.85 of the year before; all goals are
called reached beside one at 83.30%.
"""

from tests.samples.document import Line, Sample, paragraphs
from tests.samples.project_forms import key_projects

_PROJECTS = """
养老服务 | 经常性 | 居家养老服务站运行、养老机构补助、高龄津贴等支出。 | 860.00 | 420.00 | 812.50 | 400.00

社会救助 | 经常性 | 最低生活保障、特困人员供养、临时救助等支出。 | 2350.40 | 650.40 | 2298.60 | 640.20

儿童福利 | 经常性 | 孤儿和事实无人抚养儿童基本生活保障等支出。 | 380.00 | 180.00 | 365.20 | 172.80
"""

_BEFORE = """
# 一、重点项目支出基本情况

2020年本单位共有重点项目3个，重点项目支出预算3590.40万元，其中：养老服务860.00万元，儿童福利380.00万元，
社会救助2350.40万元，占重点项目支出预算的56.46%。
"""

_AFTER = """
# 二、重点项目绩效完成情况

1、养老服务项目。建成居家养老服务站14个，发放高龄津贴4210人次；特困人员供养机构消防改造完成年度目标的83.30%。

2、社会救助项目。保障低保对象8640人、特困人员1215人，实施临时救助1930人次，救助金按月足额发放。

3、儿童福利项目。保障孤儿和事实无人抚养儿童268人，建立关爱台账268份。

本单位重点项目均完成年初绩效目标。2019年度“三公”经费支出5.85万元，2020年度“三公”经费支出6.20万元，
比上年减少。

# 三、存在的问题和改进措施

供养机构改造进度偏慢。将倒排工期，争取在下一年上半年完成全部消防改造。
"""

CIVIL_AFFAIRS = Sample(
    "示例省/示例市/青禾县/2020/县民政局重点项目绩效评价结果.html",
    (
        Line("青禾县民政局2020年度重点项目绩效评价结果", "title"),
        *paragraphs(_BEFORE),
        Line("金额单位：万元", "caption"),
        key_projects(_PROJECTS, ("3590.40", "1250.40", "3467.30", "1213.00"), "县级"),
        *paragraphs(_AFTER),
    ),
)
