"""The index of names that is kept between runs: the same as one made anew, and never trusted when it is broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mosul_extract.errors import LexiconError
from mosul_extract.lexicons import compiled
from mosul_extract.lexicons.compiled import keep_index, key_of, read_index
from mosul_extract.lexicons.indexing import Index
from mosul_extract.lexicons.loading import Lexicon, LexiconFile

KEY = bytes(32)
INDEX = Index({"موصل": 2, "نصر": [4, 7]}, {"نصر": "جديد 4 قديم 12"}, {("نصر", 7): ("نصر",)}, [3, 5])
KEPT = replace(INDEX, is_kept=True)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mosul-extract"


def test_what_was_kept_is_read(cache: Path) -> None:
    assert read_index(KEY) is None
    keep_index(KEY, INDEX)
    assert read_index(KEY) == KEPT
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
    assert read_index(KEY) == KEPT


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


def test_a_file_that_was_written_again_has_another_key(tmp_path: Path) -> None:
    file = tmp_path / "places.tsv"
    file.write_text("names\tsource\nالموصل\tcurated\n", "utf-8")
    before = key_of([file])
    assert key_of([file]) == before
    file.write_text("names\tsource\nالأنبار\tcurate\n", "utf-8")
    assert key_of([file]) != before


def test_a_file_that_changes_while_it_is_in_use_is_not_read_wrongly(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("names\tsource\nالموصل\tcurated\n", "utf-8")
    file = LexiconFile(tmp_path / "places.tsv", tmp_path)
    file.count = 2
    with pytest.raises(LexiconError, match="changed while it was in use"):
        _ = file.lines
