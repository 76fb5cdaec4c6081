"""The index of names that is kept between runs: the same as one made anew, and never trusted when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from mosul_extract.lexicons import compiled
from mosul_extract.lexicons.compiled import keep_index, read_index
from mosul_extract.lexicons.loading import Index, Lexicon

KEY = bytes(32)
INDEX: Index = ({"موصل": 2, "نصر": [4, 7]}, {"نصر": 4}, {"نصر": {"جديد"}}, {("نصر", 7): ("نصر",)})


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mosul-extract"


def test_what_was_kept_is_read(cache: Path) -> None:
    assert read_index(KEY) is None
    keep_index(KEY, INDEX)
    assert read_index(KEY) == INDEX
    assert len(list(cache.iterdir())) == 1


def test_another_key_is_another_index(cache: Path) -> None:
    keep_index(KEY, INDEX)
    assert read_index(b"x" * 32) is None


@pytest.mark.parametrize("broken", [b"", b"short", KEY + bytes(40)])
def test_a_broken_file_is_made_anew(cache: Path, broken: bytes) -> None:
    keep_index(KEY, INDEX)
    (kept,) = cache.iterdir()
    kept.write_bytes(broken)
    assert read_index(KEY) is None
    keep_index(KEY, INDEX)
    assert read_index(KEY) == INDEX


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep_index(KEY, INDEX)
    assert read_index(KEY) is None


def test_the_kept_index_finds_what_a_new_one_finds(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = Lexicon()
    assert compiled._path().is_file()
    kept = Lexicon()
    for name in ("الموصل", "الفرقة التاسعة", "قتيلان", "المملكة العربية السعودية", "9"):
        assert [repr(e) for e in kept.find(name)] == [repr(e) for e in new.find(name)]
