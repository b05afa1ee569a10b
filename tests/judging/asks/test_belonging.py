"""A heading that contradicts its folder is a finding of its own."""

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report


def verdicts(source_path: str) -> list[tuple[str, str]]:
    text = report("华容县2021年度部门整体支出绩效自评报告", "部门名称：华容县教育局", "支出5万元。")
    return [(c.status, c.explanation) for c in judge(extract(text, SourceClues(source_path))) if c.rule_code == "V10"]


def test_a_number_of_another_county_than_that_of_the_folder_fails_with_a_note():
    text = report("2021年度部门整体支出绩效自评报告", "我局印发《意见》（衡蒸住建发〔2021〕3号），支出5万元。")
    extract_of_it = extract(text, SourceClues("湖南省/岳阳市/华容县/2021/表.docx"))
    [verdict] = [comparison for comparison in judge(extract_of_it) if comparison.rule_code == "V10"]
    assert (verdict.status, extract_of_it.headings[0].county_id) == ("fail", "430623")
    assert "衡蒸住建发〔2021〕3号" in verdict.explanation and "蒸湘区" in verdict.explanation
    assert extract_of_it.notes == (extract_of_it.headings[0].place_conflict,)


def test_a_report_in_the_folder_of_its_county_passes():
    assert [status for status, _ in verdicts("湖南省/岳阳市/华容县/2021/表.docx")] == ["pass"]


def test_a_report_in_the_folder_of_another_county_fails_and_names_both():
    [(status, explanation)] = verdicts("湖南省/衡阳市/衡山县/2021/表.docx")
    assert status == "fail"
    assert "华容县" in explanation
    assert "衡山县" in explanation
