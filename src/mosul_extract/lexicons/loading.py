"""Loading: TSV files to one Lexicon that finds every row by its folded names."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mosul_extract.errors import LexiconError
from mosul_extract.text.folding import fold_text
from mosul_extract.text.tokens import QUOTES, Word, tokenize

# The lexicon that a file belongs to, where it is not its own name: a folder of names is one lexicon.
FOLDERS = ("places", "actors", "units")
# Words whose article comes and goes; with one entry they are known in both forms.
WITH_ARTICLE = frozenset({"titles", "nationalities", "victims", "heads", "casualty_words", "means", "things", "forces", "sources", "common_words", "equipment"})
_ADJECTIVE_ENDINGS = ("", "ه", "ا", "ين", "ون", "ان", "تان", "تين", "ات", "و", "تا", "تي")


class Row:
    """A row of a lexicon file: its cells by the name of their column."""

    __slots__ = ("_cells", "_columns", "file", "lexicon", "line")

    def __init__(self, lexicon: str, file: str, line: int, columns: dict[str, int], cells: list[str]) -> None:
        """Keep the cells; they are read on demand."""
        self.lexicon, self.file, self.line, self._columns, self._cells = lexicon, file, line, columns, cells

    def __getitem__(self, column: str) -> str:
        """The cell of a column, or an empty string where the file has no such column."""
        at = self._columns.get(column)
        return "" if at is None else self._cells[at]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its file."""
        return tuple(self._columns)

    @property
    def id(self) -> str:
        """The row's id; for files without ids its first name."""
        return self["id"] or self["names"].split("|", 1)[0]

    @property
    def address(self) -> str:
        """How evidence names the row: lexicon:id."""
        return f"{self.lexicon}:{self.id}"

    def __repr__(self) -> str:
        """For debugging."""
        return f"<{self.address} {self.file}:{self.line}>"


class Entry(NamedTuple):
    """One spelling of a row. `weak`: it needs support; `exact`: it must stand to the letter."""

    row: Row
    weak: bool
    exact: str


class Reading(NamedTuple):
    """What can begin with a word: the letters cut off, the folded rest, its entries, the lengths of longer names."""

    prefix: int
    folded: str
    entries: tuple[Entry, ...]
    lengths: tuple[int, ...]


class Lexicon:
    """All rows, found by folded name. Later folders win over earlier ones: a row with the same id replaces the older."""

    def __init__(self, folders: Iterable[Path | str] = ()) -> None:
        """Read the shipped data, then a user's folders on top of it. Raises LexiconError."""
        self.rows: dict[tuple[str, str], Row] = {}
        for folder in (data_directory(), *map(Path, folders)):
            for row in read_rows(folder):
                self.rows[row.lexicon, row.id] = row
        self._entries: dict[str, list[Entry]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._index()

    def row(self, lexicon: str, row_id: str) -> Row | None:
        """The row with this id."""
        return self.rows.get((lexicon, row_id))

    def of(self, lexicon: str) -> Iterator[Row]:
        """All rows of a lexicon."""
        return (row for (name, _), row in self.rows.items() if name == lexicon)

    def find(self, name: str) -> tuple[Entry, ...]:
        """The entries of a name, as it would be met in a text."""
        return tuple(self._entries.get(_key(name), ()))

    def entries(self, folded: str) -> tuple[Entry, ...] | list[Entry]:
        """The entries of a folded phrase, its words parted by one space."""
        return self._entries.get(folded, ())

    def readings(self, word: Word) -> tuple[Reading, ...]:
        """What can begin with this word, the whole word first; remembered by spelling."""
        known = self._readings.get(word.text)
        if known is None:
            if len(self._readings) > 1 << 18:
                self._readings.clear()
            known = self._readings[word.text] = tuple(
                Reading(prefix, folded, tuple(self._entries.get(folded, ())), tuple(sorted(self._lengths.get(folded, ()), reverse=True)))
                for prefix, folded in word.forms
                if folded in self._entries or folded in self._lengths
            )
        return known

    def _index(self) -> None:
        rows = list(self.rows.values())
        if not rows:
            return
        spelled = fold_text("\n".join(f"{row['names']}\t{row['weak']}" for row in rows)).split("\n")
        for row, line in zip(rows, spelled, strict=True):
            strong, weak = line.split("\t")
            raw_strong, raw_weak = row["names"], row["weak"]
            for folded, raw, is_weak in ((strong, raw_strong, False), (weak, raw_weak, True)):
                if not folded:
                    continue
                names = folded.split("|")
                raws = raw.split("|") if "=" in raw or not raw.replace("|", "").replace(" ", "").isalpha() else names
                for name, written in zip(names, raws, strict=True):
                    self._add(row, name, written, is_weak=is_weak)

    def _add(self, row: Row, name: str, written: str, *, is_weak: bool) -> None:
        exact = written[1:] if written.startswith("=") else ""
        if exact:
            name = name[1:]
        if not name.replace(" ", "").isalpha():
            name = _key(written.removeprefix("="))
        entry = Entry(row, is_weak, exact)
        forms = [name]
        if row.lexicon == "nationalities":
            forms = list(_inflect(name))
        if row.lexicon in WITH_ARTICLE:
            forms += ["ال" + form for form in forms if not form.startswith("ال")]
        for form in forms:
            known = self._entries.setdefault(form, [])
            if all(other.row is not row for other in known):
                known.append(entry)
            first, blank, rest = form.partition(" ")
            if blank:
                self._lengths.setdefault(first, set()).add(rest.count(" ") + 2)


def _inflect(adjective: str) -> Iterator[str]:
    """The regular forms of an adjective in ي; a word that does not end so is a plural and stands alone."""
    if not adjective.endswith("ي") or " " in adjective:
        yield adjective
        return
    for ending in _ADJECTIVE_ENDINGS:
        yield adjective + ending


def _key(name: str) -> str:
    """The folded words of a name as the tokenizer cuts them, without quotes."""
    return " ".join(token.word.folded for token in tokenize(name) if token.word.text not in QUOTES)


def read_rows(folder: Path) -> Iterator[Row]:
    """The rows of all TSV files below a folder, files in sorted order. Raises LexiconError."""
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder of lexicons; give a folder that holds .tsv files")
    for path in sorted(folder.rglob("*.tsv")):
        yield from read_file(path, folder)


def read_file(path: Path, folder: Path) -> Iterator[Row]:
    """The rows of one TSV file. Raises LexiconError where a line has another number of cells than the header."""
    name = path.relative_to(folder).as_posix()
    lexicon = lexicon_of(name)
    lines = path.read_text("utf-8").splitlines()
    header = lines[0].split("\t") if lines else []
    if "names" not in header:
        raise LexiconError(f"{name}:1: no column named 'names'; the first line names the columns, parted by tabs")
    columns = {sys.intern(column): i for i, column in enumerate(header)}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(f"{name}:{number}: {len(cells)} cells where the header has {len(header)}; cells are parted by tabs")
        yield Row(lexicon, name, number, columns, cells)


def lexicon_of(name: str) -> str:
    """The lexicon that a file below the data folder belongs to: places/iraq.tsv is of places, people/titles.tsv of titles."""
    parts = name.removesuffix(".tsv").split("/")
    return parts[0] if parts[0] in FOLDERS else parts[-1]


@lru_cache(maxsize=1)
def data_directory() -> Path:
    """Where the shipped lexicons are: beside the package in a wheel, at the top of the repository in a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "data"


@lru_cache(maxsize=4)
def load(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a process, read once for each set of folders."""
    return Lexicon(folders)
