import gc

from flows.places.gazetteer import County, Town, gazetteer


def test_the_collector_of_garbage_passes_over_the_places():
    assert sum(map(len, gazetteer().towns.values())) > 10_000
    assert not [one for one in gc.get_objects() if isinstance(one, County | Town)]
