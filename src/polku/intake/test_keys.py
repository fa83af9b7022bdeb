import asyncio
from collections.abc import Iterator

import pytest

from polku.intake import key_cache
from polku.intake.key_cache import KeyCache
from polku.intake.keys import Keyholder, holder, keys_of, make_key, revoke
from polku.intake.models import WriteKey
from polku.intake.sources import WrongSource, add_source, find_source, retire, set_rate_limit, source_lines
from polku.timeline.sources import own_source

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def cache() -> Iterator[KeyCache]:
    remembering = KeyCache()
    yield remembering
    remembering.close()


def test_a_key_is_kept_as_a_hash_only() -> None:
    key = make_key(add_source("Web shop", "segment"), "website")
    kept = WriteKey.objects.get()
    assert len(key) == 43  # 256 bits
    assert key not in {kept.hashed, kept.label}
    assert key.startswith(kept.starts)
    found = holder(key)
    assert found is not None
    assert (found.slug, found.open) == ("web-shop", True)


def test_a_revoked_key_and_a_retired_source_are_closed() -> None:
    source = add_source("Web shop", "segment")
    first, second = make_key(source), make_key(source)
    revoke(keys_of(source)[-1])
    assert [found.open for key in (first, second) if (found := holder(key))] == [False, True]
    retire(source)
    assert [found.open for key in (first, second) if (found := holder(key))] == [False, False]
    assert holder("nobody's") is None


def test_a_name_is_used_once_and_must_have_a_letter() -> None:
    add_source("Web shop", "segment")
    with pytest.raises(WrongSource, match="web-shop"):
        add_source("web shop", "segment")
    with pytest.raises(WrongSource):
        add_source("!?", "segment")
    with pytest.raises(WrongSource, match="web-shop"):
        find_source("web-shopp")


def test_a_source_needs_a_mapping_and_a_time_zone_that_exist() -> None:
    with pytest.raises(WrongSource, match="segment"):
        add_source("Web shop", "segmnt")
    with pytest.raises(WrongSource, match="Europe/Helsinki"):
        add_source("Web shop", "segment", "Mars/Olympus")
    assert source_lines() == []


def test_a_rate_limit_is_at_least_one() -> None:
    source = add_source("Web shop", "segment", rate_limit=5)
    with pytest.raises(WrongSource):
        set_rate_limit(source, 0)
    set_rate_limit(source, None)
    assert find_source("web-shop").rate_limit is None


def test_polkus_own_source_is_neither_listed_nor_retired() -> None:
    own = own_source()
    make_key(add_source("Web shop", "segment"))
    assert [(line.source.slug, line.keys, line.events) for line in source_lines()] == [("web-shop", 1, 0)]
    with pytest.raises(WrongSource):
        retire(own)


def test_the_cache_asks_the_database_once_for_many_and_again_when_it_is_stale(
    cache: KeyCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add_source("Web shop", "segment")
    key = make_key(source)
    looked: list[str] = []
    look = key_cache._holder

    def counted(asked: str) -> Keyholder | None:
        looked.append(asked)
        return look(asked)

    monkeypatch.setattr(key_cache, "_holder", counted)

    async def ask(times: int) -> list[bool]:
        found = await asyncio.gather(*(cache.holder(key) for _ in range(times)))
        return [one is not None and one.open for one in found]

    assert asyncio.run(ask(50)) == [True] * 50
    assert asyncio.run(ask(1)) == [True]
    assert len(looked) == 1
    revoke(keys_of(source)[0])
    monkeypatch.setattr(key_cache, "FRESH_SECONDS", 0)
    assert asyncio.run(ask(1)) == [False]


def test_a_revoked_key_is_refused_within_two_seconds() -> None:
    assert key_cache.FRESH_SECONDS < 2
