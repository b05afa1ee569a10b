"""Shares of a list over paragraphs that does not say what they are of."""

from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "青禾县文化馆2024年部门预算"
LEAD = "青禾县文化馆2024年收入预算1864.50万元，其中："
LISTED = (
    "一般公共预算1702.30万元，占{}%，比上年增加12.40万元；",
    "政府性基金预算96.20万元，占5.16%，主要用于场馆开放；",
    "事业收入45.70万元，占{}%；",
    "上年结转20.30万元，占1.09%。",
)


def _listed(first: str, third: str) -> tuple[str, ...]:
    return (LISTED[0].format(first), LISTED[1], LISTED[2].format(third), LISTED[3])


def test_shares_are_of_the_amount_that_opens_the_list():
    blocks = (TITLE, LEAD, *_listed("91.30", "2.45"))
    assert {numbers("91.30", "1702.30", "1864.50"), numbers("2.45", "45.70", "1864.50")} <= held(*blocks)
    assert not failing(*blocks)


def test_the_share_that_alone_does_not_come_out_is_asked_about():
    blocks = (TITLE, LEAD, *_listed("91.30", "2.54"))
    assert failing(*blocks) == {numbers("2.54", "45.70", "1864.50")}
    assert not errors(*blocks)


def test_shares_of_which_half_do_not_come_out_are_of_something_else():
    assert not failing(TITLE, LEAD, *_listed("93.10", "2.54"))


def test_shares_that_name_their_whole_are_of_that():
    listed = [one.replace("占", "占部门收入总额的") for one in _listed("91.30", "2.54")]
    assert not failing(TITLE, LEAD, *listed)


def test_a_list_without_a_whole_before_it_states_nothing():
    assert not failing(TITLE, "收入预算情况如下：", *_listed("91.30", "2.54"))
