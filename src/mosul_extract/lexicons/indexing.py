"""Indexing: the names of lexicon files, folded, with the numbers of their rows: what the lexicon looks words up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mosul_extract.text.folding import fold_text
from mosul_extract.text.tokens import QUOTES, tokenize

_ADJECTIVE_ENDINGS = ("", "ه", "ا", "ين", "ون", "ان", "تان", "تين", "ات", "و", "تا", "تي")


class File(Protocol):
    """A lexicon file as the index needs it."""

    lexicon: str
    columns: dict[str, int]
    lines: list[bytes]

    def cells(self, column: str) -> list[str]:
        """The cells of a column in all lines."""


@dataclass(slots=True)
class Index:
    """What names there are, by row number: rows are counted through all files.

    `codes`: the rows of each folded name, as row number << 1 | weak; none for a word that only begins names. `seconds`: by
    the first word of longer names their second words, each with the numbers of words of those names, as bits:
    «جديد 4 قديم 12». `written`: the spellings of names that must stand to the letter, by folded name and code. `counts`: how
    many rows each file has. `is_kept`: it was read, not made.
    """

    codes: dict[str, int | list[int]]
    seconds: dict[str, str]
    written: dict[tuple[str, int], tuple[str, ...]]
    counts: list[int]
    is_kept: bool = False


def make_index(files: Sequence[File], replaced: dict[int, frozenset[int]]) -> Index:
    """The index of some files, rows that others replace aside. Raises LexiconError."""
    maker, start = _Maker(), 0
    for number, file in enumerate(files):
        maker.enter(file, start, replaced.get(number, frozenset()))
        start += len(file.lines)
    seconds = {
        first: " ".join(f"{second} {lengths}" for second, lengths in known.items())
        for first, known in maker.seconds.items()
    }
    for first in seconds:
        maker.codes.setdefault(first, [])
    return Index(maker.codes, seconds, maker.written, [len(file.lines) for file in files])


class _Maker:
    """Enters the names of files, one after the other."""

    def __init__(self) -> None:
        self.codes: dict[str, int | list[int]] = {}
        self.seconds: dict[str, dict[str, int]] = {}
        self.written: dict[tuple[str, int], tuple[str, ...]] = {}

    def enter(self, file: File, start: int, replaced: frozenset[int]) -> None:
        """Enter the names of a file: strong ones with even codes, weak ones with odd."""
        for column, is_weak in (("names", 0), ("weak", 1)):
            if column not in file.columns:
                continue
            written = file.cells(column)
            folded = fold_text("\n".join(written)).split("\n")
            for n, names in enumerate(folded):
                if not names or n in replaced:
                    continue
                code = (start + n) << 1 | is_weak
                if not names.replace("|", "").replace(" ", "").isalpha():
                    self._add_written(written[n], code, file.lexicon)
                elif "عبد ال" in names:
                    self._add([form for name in names.split("|") for form in _joined(name)], code)
                elif file.lexicon == "nationalities":
                    for name in names.split("|"):
                        self._add(_inflect(name), code)
                else:
                    self._add(names.split("|"), code)

    def _add_written(self, names: str, code: int, lexicon: str) -> None:
        """Enter names that hold digits or marks, or must stand to the letter (=); a name that is given both ways need not."""
        spellings: dict[str, list[str]] = {}
        for written in names.split("|"):
            key = key_of_name(written.removeprefix("="))
            self._add(list(_inflect(key)) if lexicon == "nationalities" else [key], code)
            spellings.setdefault(key, []).append(written)
        for key, given in spellings.items():
            if all(written.startswith("=") for written in given):
                self.written[key, code] = tuple(written[1:] for written in given)

    def _add(self, names: Iterable[str], code: int) -> None:
        codes, beginnings = self.codes, self.seconds
        for name in names:
            known = codes.get(name)
            if known is None:
                codes[name] = code
            elif isinstance(known, int):
                if known >> 1 != code >> 1:
                    codes[name] = [known, code]
            elif all(other >> 1 != code >> 1 for other in known):
                known.append(code)
            if " " in name:
                end = name.index(" ")
                first, second = name[:end], name[end + 1 :].split(" ", 1)[0]
                seconds = beginnings.setdefault(first, {})
                seconds[second] = seconds.get(second, 0) | 1 << name.count(" ") + 1


def _joined(name: str) -> tuple[str, ...]:
    """A name with «عبد ال…» in two words and in one."""
    return (name, name.replace("عبد ال", "عبدال")) if "عبد ال" in name else (name,)


def _inflect(adjective: str) -> Iterator[str]:
    """The regular forms of an adjective in ي; a word that does not end so is a plural and stands alone."""
    words = adjective.split(" ")
    if len(words) > 1 and all(word.endswith("ي") for word in words):  # «الكورية الجنوبية»
        for ending in _ADJECTIVE_ENDINGS:
            for article in ("", "ال"):
                yield " ".join(article + word + ending for word in words)
        return
    if not adjective.endswith("ي") or len(words) > 1:
        yield adjective
        return
    for ending in _ADJECTIVE_ENDINGS:
        yield adjective + ending


def key_of_name(name: str) -> str:
    """The folded words of a name as the tokenizer cuts them, without quotes."""
    return " ".join(word.folded for word in tokenize(name).words if word.text not in QUOTES)
