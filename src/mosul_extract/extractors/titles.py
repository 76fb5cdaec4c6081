"""Titles: the rank and the role that stand beside a person's name, as code points of the text."""

from __future__ import annotations

from mosul_extract.extractors.name_grammar import COMMAS, NameReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention

_LONGEST_ROLE = 12
_LONGEST_QUOTATION = 6
_MOST_TITLES = 8
_SHORTEST_HIS, _HIS_END = 4, "ه"
# Lexicons whose words can stand in a role.
_IN_ROLES = frozenset({"heads", "portfolios", "titles", "nationalities"})


def add_rank_and_role(reader: NameReader, mention: Mention) -> None:
    """Rank before the name, role before or (after a comma or at once) behind it, as code points of the text."""
    at = mention.first
    joined = mention.start > reader.starts[at]
    for _ in range(_MOST_TITLES):
        found = None if joined else _title_ending(reader, at)
        if found is None:
            break
        title, last = found
        if title.row["kind"] == "rank" and mention.rank is None:
            mention.rank = reader.span(title.first, title.last, title.prefix)
        elif title.row["kind"] in ("role", "profession") and mention.role is None:
            speaker = _spokesman_of(reader, title)
            mention.role = reader.span(speaker.first, _closed(reader, title.first, last), speaker.prefix)
        at = title.first
        joined = title.prefix > 0
    if mention.role is None:
        before = None if joined else _role_before(reader, at)
        mention.role = before or _role_after(reader, mention.last)


def _title_ending(reader: NameReader, at: int) -> tuple[Match, int] | None:
    """The longest title that ends right before a token, and where it ends with its adjectives: «وزير الدفاع العراقي»."""
    last = at
    while last > 0 and (reader.words[last - 1].is_quote or reader.words[last - 1].text in COMMAS):
        last -= 1
    before = last
    while before > last - 3 and before > 0 and reader.is_definite(before - 1) and not reader.is_attached_to(before - 1):
        before -= 1
        if reader.any_nationality(before):
            break
    for end in (last, before):
        title = reader.titles_by_end.get(end)
        if title is not None and not reader.words[end - 1].text.endswith(_HIS_END):
            return title, last  # no «قاده»
    return None


def _role_before(reader: NameReader, at: int) -> tuple[int, int] | None:
    """«قائد الشرطة الاتحادية الفريق», «المتحدث باسم التحالف، »: a role with its complement, up to the token."""
    first = max(reader.document.sentence_of(min(at, len(reader.words) - 1)).first, at - _LONGEST_ROLE)
    best = None
    i = at
    while i > first and best is None:
        i = _before_quotation(reader, i - 1)
        match = reader.any_match(i, "titles")
        if match is not None and match.row["kind"] == "role" and match.row["takes"] and match.last < at:
            best = match
        elif (
            reader.words[i].text in ".:؛"
            or (not reader.is_free(i) and reader.over[i].kind == "person")
            or _ends_role(reader, i)
        ):
            return None
    if best is None:
        return None
    best = _spokesman_of(reader, _whole_title(reader, best))
    last = at
    while last > best.last and (
        reader.words[last - 1].text in COMMAS or reader.any_match(last - 1, "times") is not None
    ):
        last -= 1
    return reader.span(best.first, last, best.prefix)


def _whole_title(reader: NameReader, title: Match) -> Match:
    """«رئيس وزراء» around «وزراء»: the title one word before that goes as far."""
    wider = reader.any_match(title.first - 1, "titles") if title.first else None
    return wider if wider is not None and wider.last >= title.last and wider.row["kind"] == title.row["kind"] else title


def _spokesman_of(reader: NameReader, role: Match) -> Match:
    """«الناطق باسم القائد العام»: the role of the one who speaks for another role."""
    if reader.role(role.first - 1, "name_grammar", "speaks-for") != role.first:
        return role
    speaker = reader.titles_by_end.get(role.first) or reader.titles_by_end.get(role.first - 1)
    return role if speaker is None or speaker.row["kind"] != "role" else speaker


def _closed(reader: NameReader, first: int, last: int) -> int:
    """The end of a piece with its closing quote, where a quotation begins in it."""
    return last + 1 if any(reader.quoted_until(i) == last for i in range(first, last)) else last


def _before_quotation(reader: NameReader, at: int) -> int:
    """The token before a short quotation that ends at the token, which is part of a role: «عمليات "قادمون يا نينوى"»."""
    if reader.words[at].is_quote:
        for opening in range(at - 1, max(0, at - _LONGEST_QUOTATION), -1):
            if reader.quoted_until(opening) == at:
                return opening - 1
    return at


def _ends_role(reader: NameReader, at: int) -> bool:
    """Whether the word cannot stand in a role: a verb, a particle; not a word for an office, a nationality, part of a body's name."""
    if _is_of_his(reader, at):
        return True
    if not reader.is_closed(at) or not reader.is_free(at) or reader.document.is_in(at, _IN_ROLES):
        return False
    return all(reader.role(at, "name_grammar", role) is None for role in ("in-title", "command-of"))


def _is_of_his(reader: NameReader, at: int) -> bool:
    """Whether a pronoun ends a word that is no office: «تعازيه»."""
    word = reader.words[at]
    return word.text.endswith("ه") and len(word.text) > _SHORTEST_HIS and not reader.document.is_in(at, _IN_ROLES)


def _role_after(reader: NameReader, at: int) -> tuple[int, int] | None:
    """«رائد شاكر جودت، قائد الشرطة الاتحادية»: a role behind the name, with its complement."""
    step = at
    while step < len(reader.words) and (reader.words[step].text in COMMAS or reader.words[step].is_quote):
        step += 1
    match = reader.any_match(step, "titles")
    if match is None or match.prefix or match.row["kind"] not in ("role", "profession"):
        return None
    if match.last == step + 1 and step == at and reader.is_closed(step):
        return None
    last = match.last
    while last < min(match.last + _LONGEST_ROLE, len(reader.words)) and not _is_behind_role(reader, last):
        last += 1
    while last > match.last and (
        reader.words[last - 1].is_quote or reader.role(last - 1, "name_grammar", "in-title") is not None
    ):
        last -= 1
    return reader.span(match.first, last, match.prefix)


def _is_behind_role(reader: NameReader, at: int) -> bool:
    """Whether a role has ended before the token: a mark, a verb, another person with his title, the outlet spoken to."""
    word, over = reader.words[at], reader.over.get(at)
    if (word.is_punctuation and not word.is_quote) or (over is not None and over.kind in ("person", "media")):
        return True
    joined = (
        (reader.any_match(at, lexicon) for lexicon in ("titles", "given_names")) if reader.begins_with_and(at) else ()
    )
    return any(match is not None and match.prefix > 0 for match in joined) or _ends_role(reader, at)
