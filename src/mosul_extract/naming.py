"""Naming: the words of a mention in one form, so that two spellings of one name compare equal."""

from __future__ import annotations

from mosul_extract.lexicons.loading import Lexicon
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Mention

_ARTICLE, _MERGED = "ال", "لل"
_LONG_VOWELS = str.maketrans("", "", "اويءئؤ")
_SHORTEST_SKELETON = 3

Words = tuple[str, ...]


def words_of(annotated: AnnotatedDocument, mention: Mention, first: int | None = None) -> Words:
    """The folded words of a mention (from a later token on), marks and attached letters aside; «للجيش» is «الجيش», «لـCNN» «CNN»."""
    begin = mention.first if first is None else first
    pieces = annotated.words[begin : mention.last]
    words = [word.folded for word in pieces if not word.is_punctuation]
    if words and begin == mention.first and not pieces[0].is_punctuation:
        words[0] = _without_attached(annotated, mention)
    return tuple(words if len(words) == 1 or len(words[0]) > 1 or words[0].isdigit() else words[1:])


def _without_attached(annotated: AnnotatedDocument, mention: Mention) -> str:
    """The first word as the mention begins in it."""
    word = annotated.words[mention.first]
    cut = mention.start - annotated.starts[mention.first]
    if not cut and not word.folded.startswith(_MERGED):
        return word.folded
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


def bare_words(words: Words) -> Words:
    """All words without the article."""
    return tuple([bare(word) for word in words])


def skeleton(word: str) -> str:
    """The consonants of a word: foreign names are spelled with more or fewer long vowels («بارزاني», «البرزاني»)."""
    rest = bare(word).translate(_LONG_VOWELS)
    return rest if len(rest) >= _SHORTEST_SKELETON else bare(word)


def person_words(lexicon: Lexicon, words: Words) -> Words:
    """The words of a person's name, compounds joined: «عبد الله» is «عبدالله», «أبي بكر» is «أبوبكر», «يار الله» is «يارالله»."""
    joined: list[str] = []
    pending = ""
    for word in words:
        roles = {entry.row["role"] for entry in lexicon.entries(word) if entry.row.lexicon == "name_grammar"}
        if pending:
            joined.append(pending + word)
            pending = ""
        elif "kunya" in roles:
            pending = word[:2]  # «أبو», «أبا» and «أبي» are one word in three cases
        elif "servant" in roles:
            pending = word
        elif "faith" in roles and joined:
            joined[-1] += word
        elif "link" not in roles:
            joined.append(_kunya_in_one(lexicon, word))
    if pending:
        joined.append(pending)
    return tuple(joined)


def _kunya_in_one(lexicon: Lexicon, word: str) -> str:
    """«أبوبكر» with its kunya as in «أبو بكر»."""
    for length in (3,):
        if len(word) > length + 2 and any(
            e.row["role"] == "kunya" for e in lexicon.entries(word[:length]) if e.row.lexicon == "name_grammar"
        ):
            return word[:2] + word[length:]
    return word


def contains(full: Words, short: Words) -> bool:
    """Whether the words of a short name stand in a full one, in the same order."""
    rest = iter(full)
    return all(any(word == other for other in rest) for word in short)
