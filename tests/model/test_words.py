from flows.model.words import remembered


def test_short_texts_are_understood_once_and_long_ones_not_kept():
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    short, long = "收入合计", "长" * 1_000
    assert [length(text) for text in (short, short, long, long)] == [4, 4, 1_000, 1_000]
    assert asked == [short, long, long]
