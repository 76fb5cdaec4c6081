"""Loading: TSV files to one Lexicon that finds every row by its folded names."""

from __future__ import annotations

import gc
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from mosul_extract.errors import LexiconError
from mosul_extract.lexicons.compiled import keep_index, key_of, read_index
from mosul_extract.lexicons.indexing import key_of_name, make_index
from mosul_extract.text.tokens import Word

# The lexicon that a file belongs to, where it is not its own name: a folder of names is one lexicon.
FOLDERS = ("places", "actors", "units")
# Words whose article comes and goes; with one entry they are known in both forms.
WITH_ARTICLE = frozenset(
    {
        "titles",
        "nationalities",
        "victims",
        "heads",
        "casualty_words",
        "means",
        "things",
        "refusals",
        "forces",
        "sources",
        "common_words",
        "equipment",
        "targets",
    }
)
# The lexicon of which rules only ask whether a word is in it: half of all words are, and their rows are made for nobody.
BULK = "common_words"
# Lexicons whose words are asked for by their role.
WITH_ROLES = ("constructions", "name_grammar")
# Lexicons of small words, which stand everywhere: rules only ask whether a word at hand is in them. All others are listed:
# rules go through them from match to match.
NOT_LISTED = frozenset({BULK, "stop_words", "refusals", *WITH_ROLES})
# Lexicons whose matches are made for each question: rules ask for few of them.
LOOKED_UP = NOT_LISTED | {"things", "targets"}
# What words with digits in them are noted under, beside their lexicons, and words of a role that wear a preposition.
DIGITS = "digits"
WORN = "/worn"
_MOST_REMEMBERED = 1 << 18


class Row(dict[str, str]):
    """A row of a lexicon file: its cells by the name of their column, an empty string where the file has no such column.

    Rules ask rows for their cells all the time, so it is a dict; but one row is only ever equal to itself.
    """

    __slots__ = ("_file", "id", "lexicon", "line")
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    # For files without ids the first name stands for one.
    id: str

    def __init__(self, file: LexiconFile, line: int) -> None:
        """The row of a line, counted from 0 below the header; its cells are parted when one is asked for."""
        self._file, self.lexicon, self.line = file, file.lexicon, line + 2

    def __missing__(self, column: str) -> str:
        """The first cell asked for, or one of a column that the file does not have."""
        if not len(self):
            self.update(zip(self._file.columns, self._file.lines[self.line - 2].decode().split("\t"), strict=True))
        return self.get(column, "")

    def __bool__(self) -> bool:
        """A row is there, also while no cell of it has been asked for."""
        return True

    def __getattr__(self, name: str) -> str:
        """The id, read when it is asked for, and kept."""
        if name != "id":
            raise AttributeError(name)
        self.id = self["id"] or self["names"].split("|", 1)[0]
        return self.id

    @property
    def file(self) -> str:
        """The name of its file."""
        return self._file.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its file."""
        return tuple(self._file.columns)

    @property
    def address(self) -> str:
        """How evidence names the row: lexicon:id."""
        return f"{self.lexicon}:{self.id}"

    def __repr__(self) -> str:
        """For debugging."""
        return f"<{self.address} {self.file}:{self.line}>"


class LexiconFile:
    """A TSV file below a folder: its name, the lexicon that it belongs to, and its columns and lines, read when they are needed.

    `count` is the number of its lines where that is known without reading it.
    """

    __slots__ = ("columns", "count", "lexicon", "lines", "name", "path")
    columns: dict[str, int]
    # In UTF-8: a third less of memory, and of most lines nothing is asked.
    lines: list[bytes]

    def __init__(self, path: Path, folder: Path) -> None:
        """A file that is there; nothing of it is read."""
        self.path, self.name = path, path.relative_to(folder).as_posix()
        self.lexicon = lexicon_of(self.name)
        self.count: int | None = None

    def __getattr__(self, name: str) -> Any:
        """The columns and lines, read at once and kept. Raises LexiconError."""
        if name not in ("columns", "lines"):
            raise AttributeError(name)
        self.columns, self.lines = _read(self.path, self.name)
        if self.count is None:
            _check_cells(self)
        elif self.count != len(self.lines):
            raise LexiconError(f"{self.name}: changed while it was in use; run again")
        return getattr(self, name)

    def cells(self, column: str) -> list[str]:
        """The cells of a column in all lines; its number of cells limits how far a line is parted."""
        at = self.columns[column]
        return [line.decode().split("\t", at + 1)[at] for line in self.lines]

    def ids(self) -> list[str]:
        """The ids of all lines; where there is none, the first name stands for it."""
        ids = self.cells("id") if "id" in self.columns else []
        if ids and all(ids):
            return ids
        first_names = [names.split("|", 1)[0] for names in self.cells("names")]
        return [row_id or name for row_id, name in zip(ids, first_names, strict=True)] if ids else first_names


class Entry(NamedTuple):
    """One folded name of a row. `weak`: it needs support; `exact`: it must stand to the letter, in one of these spellings."""

    row: Row
    weak: bool
    exact: tuple[str, ...]


# Entries of a word, each with the number of letters cut off the word's front; for the bulk one entry stands for all.
Cut = tuple[tuple[int, Entry], ...]
# By the second word of longer names the numbers of their words, the greatest first.
Seconds = Mapping[str, tuple[int, ...]]
# A beginning of longer names: letters cut off, the folded rest, the second words.
Longer = tuple[int, str, Seconds]


class Readings(NamedTuple):
    """What a word can be. `singles`: by lexicon, (letters cut off its front, entry), the best reading first.

    `noted`: under what its place in a text is noted: the lexicons among the singles that rules go through from match to
    match, DIGITS, and the roles, as `role_key` writes them.
    `longer`: the beginnings of longer names that it can be; `seconds`: the words that may stand second in one of them.
    """

    singles: dict[str, Cut]
    noted: tuple[str, ...]
    longer: tuple[Longer, ...]
    seconds: Collection[str]


NOTHING = Readings({}, (), (), ())


def role_key(lexicon: str, role: str, prefix: int = 0) -> str:
    """What the words of a role are noted under; those that wear a preposition, by themselves."""
    return f"{lexicon}/{role}{WORN if prefix > 1 else ''}"


class Lexicon:
    """All rows, found by folded name. A user's folders win over the shipped data: a row with the same id replaces the older.

    Names are indexed by row number, and rows made when they are met: a run meets few of them.
    """

    def __init__(self, folders: Iterable[Path | str] = ()) -> None:
        """Read the shipped data, then a user's folders on top of it. Raises LexiconError."""
        shipped = list(_files(data_directory()))
        self._files = shipped + [file for folder in folders for file in _files(Path(folder))]
        replaced = _replaced(self._files, len(shipped))
        key = key_of(file.path for file in self._files) if not replaced else None
        index = (read_index(key) if key else None) or make_index(self._files, replaced)
        if key and not index.is_kept:
            keep_index(key, index)
        self._codes, self._seconds, self._written = index.codes, index.seconds, index.written
        self._starts: list[int] = [0, *accumulate(index.counts)]
        for file, count in zip(self._files, index.counts, strict=True):
            file.count = count
        self._rows: dict[int, Row] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._by_id: dict[str, dict[str, int]] = {}
        self.remembered: dict[Word, Readings] = {}
        self._begun: dict[str, Seconds] = {}
        self._of_code: dict[int, Entry] = {}
        self._exact = {code for _, code in self._written}
        self._shared: dict[Cut, Readings] = {(): NOTHING}
        bulk = [n for n, file in enumerate(self._files) if file.lexicon == BULK]
        self._bulk = range(self._starts[bulk[0]] << 1, self._starts[bulk[0] + 1] << 1) if len(bulk) == 1 else range(0)
        self._dropped = {self._starts[number] + n for number, rows in replaced.items() for n in rows}

    def row(self, lexicon: str, row_id: str) -> Row | None:
        """The row with this id."""
        known = self._by_id.get(lexicon)
        if known is None:
            known = self._by_id[lexicon] = dict(self._numbers(lexicon))
        number = known.get(row_id)
        return None if number is None else self._row(number)

    def of(self, lexicon: str) -> Iterator[Row]:
        """All rows of a lexicon."""
        return (self._row(number) for _, number in self._numbers(lexicon))

    def _numbers(self, lexicon: str) -> Iterator[tuple[str, int]]:
        """The ids of a lexicon with the numbers of their rows."""
        for file, start in zip(self._files, self._starts, strict=False):
            if file.lexicon == lexicon:
                yield from ((row_id, n) for n, row_id in enumerate(file.ids(), start) if n not in self._dropped)

    def find(self, name: str) -> tuple[Entry, ...]:
        """The entries of a name, as it would be met in a text."""
        return self.entries(key_of_name(name))

    def entries(self, folded: str) -> tuple[Entry, ...]:
        """The entries of a folded phrase, its words parted by one space; where an article may come and go, with or without it."""
        known = self._entries.get(folded)
        if known is not None:
            return known
        found = self._direct(folded)
        if folded.startswith("ال"):
            found += [e for e in self._direct(folded[2:]) if e.row.lexicon in WITH_ARTICLE and e not in found]
        if not found:  # most phrases are no name, and to see that is as quick as to remember it
            return ()
        if len(self._entries) >= _MOST_REMEMBERED:
            self._entries.clear()
        known = self._entries[folded] = tuple(found)
        return known

    def readings_of(self, words: list[Word]) -> list[Readings]:
        """What each of these words can be; remembered by the word, of which there is one object a spelling."""
        known = list(map(self.remembered.get, words))
        if not all(known):
            if len(self.remembered) >= _MOST_REMEMBERED:
                self.remembered.clear()
            for word in set(words).difference(self.remembered):
                readings = self._read_word(word) if word.is_solid else NOTHING
                if word.has_digits:
                    readings = readings._replace(noted=(*readings.noted, DIGITS))
                self.remembered[word] = readings
            known = list(map(self.remembered.get, words))
        return known  # type: ignore[return-value]

    def _read_word(self, word: Word) -> Readings:
        """What a word can be; words that can be the same, as the forms of a row mostly are, share it."""
        codes, bulk, beginnings = self._codes, self._bulk, self._seconds
        longer: list[Longer] = []
        met: list[tuple[int, Entry]] = []
        whole = False
        for prefix, stem in word.forms:
            found = codes.get(stem)
            bare = stem[2:] if stem.startswith("ال") else ""
            without = codes.get(bare) if bare else None
            if found is None and without is None:
                continue
            if stem in beginnings or bare in beginnings:
                longer.append((prefix, stem, self._seconds_of(stem, bare)))
            # Where the whole word is known, readings with letters cut off fall; «لل» is read as ال and cuts none.
            if whole and prefix:
                continue
            for key, rows in ((stem, found), (bare, without)):
                if rows is None:
                    continue
                for code in (rows,) if isinstance(rows, int) else rows:
                    entry = _ANY if code in bulk else self._entry(key, code)
                    row, _, exact = entry
                    if (key is bare and row.lexicon not in WITH_ARTICLE) or (exact and word.text[prefix:] not in exact):
                        continue
                    whole = whole or not (prefix or entry.weak or (row.lexicon == _WORN and row["role"] == _BY))
                    if (prefix, entry) not in met:
                        met.append((prefix, entry))
        if longer:
            return _readings(met, tuple(longer))
        shared = tuple(met)
        known = self._shared.get(shared)
        if known is None:
            known = self._shared[shared] = _readings(met, ())
        return known

    def bulk(self, word: Word, cut: Cut) -> Cut:
        """The entries that a word has in the bulk, with their rows: for those who look at one word."""
        prefixes = {prefix for prefix, _ in cut}
        return tuple(
            (prefix, entry)
            for prefix, stem in word.forms
            if prefix in prefixes
            for entry in self.entries(stem)
            if entry.row.lexicon == BULK
        )

    def _seconds_of(self, stem: str, bare: str) -> Seconds:
        """The second words of the names that begin with a word, or with the word without its article."""
        known = self._begun.get(stem)
        if known is None:
            bits: dict[str, int] = {}
            for first in (stem, bare):
                if told := self._seconds.get(first):
                    told_apart = told.split(" ")
                    for second, lengths in zip(told_apart[::2], told_apart[1::2], strict=True):
                        bits[second] = bits.get(second, 0) | int(lengths)
            known = self._begun[stem] = {second: _numbers_in(lengths) for second, lengths in bits.items()}
        return known

    def _direct(self, folded: str) -> list[Entry]:
        codes = self._codes.get(folded)
        if codes is None:
            return []
        return [self._entry(folded, code) for code in ((codes,) if isinstance(codes, int) else codes)]

    def _entry(self, folded: str, code: int) -> Entry:
        """The entry of a name; all names of a row that need not stand to the letter share theirs."""
        exact = self._written.get((folded, code), ()) if code in self._exact else ()
        known = None if exact else self._of_code.get(code)
        if known is None:
            known = Entry(self._row(code >> 1), bool(code & 1), exact)
            if not exact:
                self._of_code[code] = known
        return known

    def _row(self, number: int) -> Row:
        row = self._rows.get(number)
        if row is None:
            at = bisect_right(self._starts, number) - 1
            file, line = self._files[at], number - self._starts[at]
            row = self._rows[number] = Row(file, line)
        return row


@lru_cache(maxsize=1 << 10)
def _numbers_in(bits: int) -> tuple[int, ...]:
    """The numbers whose bits are set, the greatest first."""
    return tuple([n for n in range(bits.bit_length() - 1, 1, -1) if bits >> n & 1])


def _replaced(files: list[LexiconFile], shipped: int) -> dict[int, frozenset[int]]:
    """By the number of a file the rows that a later folder replaces: those whose id it has too."""
    if len(files) == shipped:
        return {}
    last: dict[tuple[str, str], int] = {}
    ids = [file.ids() for file in files]
    for number, file in enumerate(files):
        for row_id in ids[number]:
            last[file.lexicon, row_id] = number
    return {
        number: frozenset(n for n, row_id in enumerate(ids[number]) if last[file.lexicon, row_id] != number)
        for number, file in enumerate(files)
    }


def _paths(folder: Path) -> Iterator[Path]:
    """The TSV files below a folder in sorted order. Raises LexiconError where there is no such folder."""
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder of lexicons; give a folder that holds .tsv files")
    return iter(sorted(folder.rglob("*.tsv")))


def _files(folder: Path) -> Iterator[LexiconFile]:
    return (LexiconFile(path, folder) for path in _paths(folder))


def read_rows(folder: Path) -> Iterator[Row]:
    """The rows of all TSV files below a folder, files in sorted order. Raises LexiconError."""
    for path in _paths(folder):
        yield from read_file(path, folder)


def read_file(path: Path, folder: Path) -> Iterator[Row]:
    """The rows of one TSV file. Raises LexiconError where a line has another number of cells than the header."""
    file = LexiconFile(path, folder)
    return (Row(file, line) for line in range(len(file.lines)))


def _read(path: Path, name: str) -> tuple[dict[str, int], list[bytes]]:
    """The columns of a TSV file with their numbers, and its lines below them. Raises LexiconError."""
    lines = path.read_text("utf-8").encode().split(b"\n")
    header = lines[0].decode().split("\t")
    if "names" not in header:
        raise LexiconError(f"{name}:1: no column named 'names'; the first line names the columns, parted by tabs")
    body = lines[1:-1] if not lines[-1] else lines[1:]
    return {sys.intern(column): i for i, column in enumerate(header)}, body


def _check_cells(file: LexiconFile) -> None:
    """Raises LexiconError where a line has another number of cells than the header."""
    wanted = max(file.columns.values()) + 1
    for number, line in enumerate(file.lines, 2):
        cells = line.count(b"\t") + 1
        if cells != wanted:
            raise LexiconError(
                f"{file.name}:{number}: {cells} cells where the header has {wanted}; cells are parted by tabs"
            )


def lexicon_of(name: str) -> str:
    """The lexicon that a file below the data folder belongs to: places/iraq.tsv is of places, people/titles.tsv of titles."""
    parts = name.removesuffix(".tsv").split("/")
    return parts[0] if parts[0] in FOLDERS else parts[-1]


def _readings(met: list[tuple[int, Entry]], longer: tuple[Longer, ...]) -> Readings:
    """The readings of a word, sorted by lexicon and role."""
    singles: dict[str, list[tuple[int, Entry]]] = {}
    for reading in met:
        singles.setdefault(reading[1].row.lexicon, []).append(reading)
    settled = {lexicon: tuple(found) for lexicon, found in singles.items()}
    noted = {lexicon: True for lexicon in settled if lexicon not in NOT_LISTED}
    seconds = longer[0][2] if len(longer) == 1 else {word for _, _, words in longer for word in words}
    for lexicon in WITH_ROLES:
        noted |= {role_key(lexicon, entry.row["role"], prefix): True for prefix, entry in settled.get(lexicon, ())}
    return Readings(settled, tuple(noted), longer, seconds)


# «برصاص», «بغارات» say by whom, and are a means with «ب» all the same.
_WORN, _BY = "constructions", "by"
# What stands for every entry of the bulk.
_ANY = Entry(Row(LexiconFile(Path(f"{BULK}.tsv"), Path()), 0), False, ())


@lru_cache(maxsize=1)
def data_directory() -> Path:
    """Where the shipped lexicons are: beside the package in a wheel, at the top of the repository in a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "data"


@lru_cache(maxsize=4)
def load(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a process, read once for each set of folders.

    Its objects live as long as the process: they are taken out of the garbage collector's rounds.
    """
    lexicon = Lexicon(folders)
    gc.freeze()
    return lexicon
