from pathlib import Path

import pytest

from flows.model import words
from flows.model.words import folded, remembered


def test_short_texts_are_understood_once_and_long_ones_not_kept():
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    short, long = "收入合计", "长" * 1_000
    assert [length(text) for text in (short, short, long, long)] == [4, 4, 1_000, 1_000]
    assert asked == [short, long, long]


def test_a_name_is_folded_to_its_usual_characters_and_keeps_its_punctuation():
    assert folded("⽔利 局　（本级）２０２１Ａ") == "水利局（本级）2021A"
    assert folded("①农村公路，二期") == "①农村公路，二期"


def test_a_row_of_a_seed_that_has_too_many_fields_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "invented.csv").write_text("word,meaning\n合计,total\n小计,sub,total\n", encoding="utf-8")
    monkeypatch.setattr(words, "SEEDS", tmp_path)
    with pytest.raises(ValueError, match=r"invented\.csv, row 2: 3 fields where the head has 2"):
        words.read_seed("invented")
