"""Folding: the one form in which all spellings of a word meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

# Not letters: marks of direction, joiners, tatweel, Quranic marks, the dagger alef, the byte order mark, variation selectors.
_SILENT = "\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u0670"
_SILENT_TABLE = (
    dict.fromkeys(map(ord, _SILENT)) | dict.fromkeys(range(0x06D6, 0x06EE)) | dict.fromkeys(range(0xFE00, 0xFE10))
)
# Vowel marks: those of camel-tools' `dediac_ar`, whose module asks the category of all of Unicode when it is loaded (0.4 s).
_VOWEL_MARKS: dict[int, None] = dict.fromkeys(range(0x064B, 0x0653))
# Letters of other keyboards for the same sound; hamza carried by waw or yeh stays (مؤتمر), a lone hamza after alef falls (هجماء).
_OTHER_KEYBOARDS = {
    ord("ک"): "ك",
    ord("ی"): "ي",
    ord("ې"): "ي",
    ord("ہ"): "ه",
    ord("ھ"): "ه",
    ord("ە"): "ه",
    ord("ۀ"): "ه",
}
_DIGITS = {ord(c): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, c in enumerate(digits)}
_TABLE = _SILENT_TABLE | _VOWEL_MARKS | _OTHER_KEYBOARDS | _DIGITS
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_LONGEST = 64


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """One form for all spellings of a word; of a word of more than 64 letters, of its first 64.

    No name is so long, and NFKC is quadratic in the marks that stand on one letter.
    """
    if len(word) > _LONGEST:
        word = word.translate(_VOWEL_MARKS)[:_LONGEST]
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    return fold_text(word)


def fold_words(words: list[str]) -> list[str]:
    """The folded forms of words without white space, short ones, in one go where none needs more than letter by letter."""
    joined = "\n".join(words)
    return list(map(fold, words)) if _PRESENTATION.search(joined) else fold_text(joined).split("\n") if words else []


def fold_text(text: str) -> str:
    """A text folded letter by letter: what is white space or punctuation stays where it is.

    Alefs, alef maksura and teh marbuta by camel-tools' normalizers (Obeid et al. 2020); then vowel marks, tatweel,
    marks of direction, Persian letters and Eastern digits. Lower case for Latin letters.
    """
    text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))
    return text.translate(_TABLE).lower()
