"""Hostile texts: one piece that rules look at, again and again, so that a rule that looks too far is seen to.

The pieces are words of every kind in every lexicon, and what no lexicon has: marks, digits, quotes, brackets, ligatures,
marks of direction. A layout repeats a piece; the text is as long as is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mosul_extract.lexicons.loading import Lexicon, load

# The columns by which rules tell the rows of a lexicon apart.
KINDS = ("role", "category", "kind", "form", "list", "side")
LEXICONS = (
    "actors", "casualty_words", "constructions", "cues", "equipment", "family_names", "forces", "given_names", "heads",
    "materiel_words", "means", "name_grammar", "nationalities", "numerals", "people", "places", "portfolios", "refusals",
    "sources", "stop_words", "targets", "things", "times", "titles", "units", "victims",
)  # fmt: skip
SIGNS = (
    "9", "٣", "1,", "1.", "5-", "3/", "1 000 ", "99:", "%", "+", ",", "،", ".", "..", ".,", "؛", ":", "؟", "!", "-", "–", "_", "ـ",
    '"', "'", "«", "»", "“", "”", "(", ")", "[", "]", "{", "}", "()", '".', "),", "«»", "\u0651", "ب\u064b\u0651", "\u064b\u0652",
    "\u0670", "\u06d6", "\ufdfa", "\ufdfb", "\ufdf2", "\ufefb", "\ufe8d", "\u200f", "\u202e", "\u2066\u2069", "\u200b", "\u00ad", "\ufeff",
    "\0", "\x1b", "\x85", "\u2028", "\u00a0", "\t", "\r", "\r\n", "\n", "\n\n", " ", "\u0301", "e\u0301", "\U0001f600", "\ud83d", "\udc00",
    "A10", "F-16", "و", "ال", "لل", "س", "ء", "ا", "و\u064e", "ـو", "<b>", "&amp;", "x" * 50, "و3", "3و", "ولل", "و(", "(و", "د.",
)  # fmt: skip
TALES = (
    "قُتل 25 شخصا في الموصل، بحسب مصدر أمني.", "قتل 2 في حلب. ", "قتل شخصان في {n}. ", "وقتل جندي، ", "مقتل 3 وإصابة 5 ",
    "قال محمد علي إن 3 قتلوا ", "«قال زيد: ", "قتل محمد ", "أعلن داعش مسؤوليته عن قتل 3 جنود. ", "ارتفع عدد القتلى من 3 إلى 5 ",
    "بينهم 3 أطفال ", "الجيش ", "قتلوا ", "الفرقة {n} ", "قرية X{n} ", "محمد X{n} ", "مدينة {n} ", "غارة على حي كذا{n} قتلت {n} ",
    "قائد الفرقة {n} ", "«قتل 3» ", "(قتل 3) ", "قتل 3 جنود من الفرقة {n} ", "في 3 مارس {n} ", "مصدر ", "المصدر ",
    "قال اللواء جمال الراوي في حي القدس بالموصل إن الجيش العراقي تقدم. وأضاف الراوي أن داعش انسحب من قرية الشعبوطية. ",
)  # fmt: skip
Layout = Callable[[str, int], str]


def _repeated(before: str, after: str) -> Layout:
    return lambda piece, characters: (before + piece + after) * max(1, characters // len(before + piece + after))


LAYOUTS: dict[str, Layout] = {
    "glued": _repeated("", ""),
    "in a row": _repeated("", " "),
    "by lines": _repeated("", "\n"),
    "by commas": _repeated("", "، "),
    "by stops": _repeated("", ". "),
    "killed": _repeated("قتل 3 ", " "),
    "in a tale": _repeated("قال مصدر إن 3 جنود قتلوا في ", ". "),
}


def words(lexicon: Lexicon) -> Iterator[str]:
    """The first name of every kind of row in every lexicon."""
    seen: set[str] = set()
    for name in LEXICONS:
        kinds: set[tuple[str, ...]] = set()
        for row in lexicon.of(name):
            kind = tuple(row[column] for column in KINDS)
            word = row["names"].split("|")[0].removeprefix("=")
            if kind not in kinds and word not in seen:
                kinds.add(kind)
                seen.add(word)
                yield word


def numbered(tale: str, characters: int) -> str:
    """A tale again and again, with another number each time where it has a place for one."""
    return "".join(tale.replace("{n}", str(n)) for n in range(max(1, characters // len(tale))))


def texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """(what it is, the text of so many characters) of every hostile text."""
    lexicon = load()
    layouts = [(piece, layout) for piece in SIGNS for layout in LAYOUTS]
    for n, word in enumerate(words(lexicon)):
        layouts += [(word, "killed"), (word, list(LAYOUTS)[n % len(LAYOUTS)])]
    for piece, layout in layouts:
        yield f"{piece!r} {layout}", lambda size, piece=piece, repeat=LAYOUTS[layout]: repeat(piece, size)
    for tale in TALES:
        yield f"{tale!r} numbered", lambda size, tale=tale: numbered(tale, size)
