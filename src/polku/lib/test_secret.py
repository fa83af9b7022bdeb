from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from polku.lib.secret import kept_secret


def test_it_is_made_once_and_then_stays(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "home" / "secret-key")
    assert len(first) >= 50
    assert kept_secret(tmp_path / "home" / "secret-key") == first


def test_two_houses_have_two_secrets(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "a") != kept_secret(tmp_path / "b")


def test_only_its_owner_can_read_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret-key")
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_many_who_ask_at_once_get_the_same_and_never_half_of_it(tmp_path: Path) -> None:
    together = Barrier(8)

    def ask(place: Path) -> str:
        together.wait()
        return kept_secret(place)

    with ThreadPoolExecutor(8) as pool:
        for number in range(50):
            answers = set(pool.map(ask, [tmp_path / str(number)] * 8))
            assert len(answers) == 1
            assert len(answers.pop()) >= 50


def test_a_place_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        kept_secret(tmp_path / "file" / "home" / "secret-key")
