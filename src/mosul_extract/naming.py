"""Naming: the words of a mention in one form, so that two spellings of one name compare equal."""

from __future__ import annotations

from functools import lru_cache

from mosul_extract.lexicons.loading import Lexicon
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Mention
from mosul_extract.text.folding import fold
from mosul_extract.text.tokens import Word

_ARTICLE, _MERGED = "ال", "لل"
_LONG_VOWELS = str.maketrans("", "", "اويءئؤ")
_SHORTEST_SKELETON = 3
_KUNYA = 3
_COMPOUNDS = frozenset({"kunya", "servant", "faith", "link"})
_MOST_REMEMBERED = 1 << 9

Words = tuple[str, ...]


def words_of(annotated: AnnotatedDocument, mention: Mention, first: int | None = None) -> Words:
    """The folded words of a mention (from a later token on), marks and attached letters aside; «للجيش» is «الجيش», «لـCNN» «CNN»."""
    begin = mention.first if first is None else first
    pieces = annotated.words[begin : mention.last]
    words = [word.folded for word in pieces if not word.is_punctuation]
    if begin == mention.first and not pieces[0].is_punctuation:
        cut = mention.start - annotated.starts[begin]
        if cut or words[0].startswith(_MERGED):
            words[0] = _without_attached(pieces[0], cut)
    if len(words) > 1 and len(words[0]) <= 1 and not words[0].isdigit():
        del words[0]
    return tuple(words)


def _without_attached(word: Word, cut: int) -> str:
    """The word as a mention begins in it, behind so many characters."""
    readings = [stem for prefix, stem in word.forms if prefix == cut]
    if not readings:
        return word.folded[cut:]
    return (
        next((reading for reading in readings if reading.startswith(_ARTICLE)), readings[0])
        if readings[0].startswith(_MERGED)
        else readings[0]
    )


def bare(word: str) -> str:
    """A folded word without the article."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


@lru_cache(_MOST_REMEMBERED)
def bare_words(words: Words) -> Words:
    """All words without the article."""
    return tuple([bare(word) for word in words])


@lru_cache(_MOST_REMEMBERED)
def skeleton(word: str) -> str:
    """The consonants of a word: foreign names are spelled with more or fewer long vowels («بارزاني», «البرزاني»)."""
    rest = bare(word).translate(_LONG_VOWELS)
    return rest if len(rest) >= _SHORTEST_SKELETON else bare(word)


class PersonNames:
    """The words of people's names, compounds joined: «عبد الله» is «عبدالله», «أبي بكر» is «أبوبكر», «يار الله» is «يارالله»."""

    def __init__(self, lexicon: Lexicon) -> None:
        """By the words that a lexicon has for compounds."""
        self._roles: dict[str, set[str]] = {}
        for row in lexicon.of("name_grammar"):
            for word in row["names"].split("|") if row["role"] in _COMPOUNDS else ():
                self._roles.setdefault(fold(word.removeprefix("=")), set()).add(row["role"])

    def joined(self, words: Words) -> Words:
        """The words of a name."""
        joined: list[str] = []
        pending = ""
        for word in words:
            roles = self._roles.get(word)
            if pending:
                joined.append(pending + word)
                pending = ""
            elif roles is None:
                joined.append(self._kunya_in_one(word))
            elif "kunya" in roles:
                pending = word[:2]  # «أبو», «أبا» and «أبي» are one word in three cases
            elif "servant" in roles:
                pending = word
            elif "faith" in roles and joined:
                joined[-1] += word
            elif "link" not in roles:
                joined.append(self._kunya_in_one(word))
        if pending:
            joined.append(pending)
        return tuple(joined)

    def _kunya_in_one(self, word: str) -> str:
        """«أبوبكر» with its kunya as in «أبو بكر»."""
        is_kunya = len(word) > _KUNYA + 2 and "kunya" in self._roles.get(word[:_KUNYA], ())
        return word[:2] + word[_KUNYA:] if is_kunya else word


@lru_cache(maxsize=4)
def person_names(lexicon: Lexicon) -> PersonNames:
    """The names of people by a lexicon, made once."""
    return PersonNames(lexicon)


def contains(full: Words, short: Words) -> bool:
    """Whether the words of a short name stand in a full one, in the same order."""
    rest = iter(full)
    return all(any(word == other for other in rest) for word in short)
