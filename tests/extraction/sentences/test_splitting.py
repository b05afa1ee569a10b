from flows.extraction.lexicon.scanning import scan
from flows.extraction.sentences.splitting import MOST_NUMBERS, sentences


def texts(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text, scan(text))]


def test_stops_and_line_ends_end_a_sentence():
    assert texts("收入5万元。支出4万元！结余\n1万元") == ["收入5万元。", "支出4万元！", "结余\n", "1万元"]


def test_a_line_end_inside_a_quantity_ends_none():
    assert texts("支出1.5万\n元。结余0.5万元") == ["支出1.5万\n元。", "结余0.5万元"]


def test_a_table_that_lost_its_lines_comes_in_pieces_that_lose_nothing():
    text = "1万元，" * (3 * MOST_NUMBERS) + "合计" * 3_000
    quantities = scan(text)
    found = sentences(text, quantities)
    assert "".join(texts(text)) == text
    assert [quantity for sentence in found for quantity in sentence.quantities] == list(quantities)
    assert max(len(sentence.quantities) for sentence in found) == MOST_NUMBERS
    assert max(sentence.end - sentence.start for sentence in found) <= 2_000


def test_no_text_has_no_sentence():
    assert texts("") == []
