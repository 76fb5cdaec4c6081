"""People: a grammar of names in news. A rank, title or role, or a given name, then given names, compounds, family names."""

from __future__ import annotations

from collections.abc import Iterator

from mosul_extract.extractors.reading import Reader, longest_first
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_LONGEST_NAME = 7
_LONGEST_ROLE = 12
_SHORTEST_LAST_NAME = 3
_FEWEST_SAID_BY, _MOST_SAID_BY = 2, 3
_REACH_OF_APPOSITION = 12
_NAMES = ("places", "people", "actors", "units")
_LONGEST_QUOTATION, _LONGEST_TITLE = 6, 7
_MOST_TITLES = 8
_COMMAS = frozenset("،,")
# Pronouns that no name ends in.
_THEIRS = ("هما", "هم", "هن")


def find_people(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the persons named in a document, in the order of the text."""
    reader = PeopleReader(document, findings)
    full = list(
        longest_first(
            [
                *_known(reader),
                *_after_titles(reader),
                *_by_given_name(reader),
                *_nicknamed(reader),
                *_said_by(reader),
                *_apposed(reader),
            ]
        )
    )
    for mention in full:
        reader.note(mention)
    short = list(_short_mentions(reader, full))
    found = sorted([*full, *short], key=lambda m: m.first)
    for mention in found:
        _add_rank_and_role(reader, mention)
    findings.actors += found
    findings.actors.sort(key=lambda m: m.first)


class PeopleReader(Reader):
    """A reader that knows the words of which names are made."""

    def is_free(self, at: int) -> bool:
        """Whether no actor or unit stands at the token."""
        return at not in self.over

    def mention_ends(self, at: int) -> bool:
        """Whether an actor, a unit or a place ends right before the token."""
        over = self.over.get(at - 1)
        return over is not None and over.last == at

    def name_word(self, at: int) -> int | None:
        """The token after one more word of a name: a given name, a compound, a family name; None where there is none."""
        if not self.is_free(at) or self.role(at, "constructions", "that") is not None:
            return None
        for lexicon in ("given_names", "family_names"):
            match = next((m for m in self.document.at(at, lexicon) if m.prefix == 0), None)
            if match is not None:
                return match.last
        return None

    def given_name(self, at: int) -> Match | None:
        """The given name that begins at a token."""
        return (
            next((m for m in self.document.at(at, "given_names") if m.prefix == 0), None) if self.is_free(at) else None
        )

    def linked(self, at: int) -> int | None:
        """The token after «بن فلان», «أبو فلان», «آل فلان», «عبد …», or None."""
        link = (
            self.role(at, "name_grammar", "link")
            or self.role(at, "name_grammar", "kunya")
            or self.role(at, "name_grammar", "servant")
        )
        if link is None or (self.begins_with_and(at) and not self.folded(at).startswith("ول")):
            return None
        word = self.word(link)
        if word is None or not word.is_arabic or self.is_closed(link):
            return None
        return self.name_word(link) or (link + 1 if self.may_be_name(link) or self.is_definite(link) else None)

    def unknown_word(self, at: int) -> int | None:
        """The token after a word that no lexicon has and that may be part of a name."""
        if not self.is_free(at) or not self.may_be_name(at) or self.is_attached(at):
            return None
        if any(not found.entry.weak for lexicon in _NAMES for found in self.document.at(at, lexicon)):
            return None
        if (self.is_verb_like(at) and not self.is_definite(at)) or self.folded(at).endswith(_THEIRS):
            return None
        return at + 1

    def closes_name(self, at: int) -> bool:
        """Whether a word of daily language is the last of a name that a title vouches for: «العميد إبراهيم المحرج،»."""
        word = self.word(at)
        if word is None or not word.is_arabic or len(word.folded) < _SHORTEST_LAST_NAME or not self.is_free(at):
            return False
        if self.is_closed(at) or self.any_nationality(at) or self.any_match(at, "titles") is not None:
            return False
        if (self.is_attached(at) and not self.is_daily(at)) or self.any_match(at, "portfolios") is not None:
            return False
        after = self.word(at + 1)
        if after is None or after.is_punctuation:
            return True
        if self.is_definite(at + 1) and self.folded(at + 1).endswith("ي") and self.name_word(at + 1) is not None:
            return True
        title = self.any_match(at + 1, "titles")
        return (title is not None and title.row["kind"] in ("role", "profession")) or (
            self.role(at + 1, "name_grammar", "statement") is not None
        )

    def name_end(self, at: int, *, trusting: bool) -> int:
        """Where the name that begins at a token ends; the token itself where none begins.

        `trusting`: a title before it vouches for words that no lexicon has.
        """
        first, words, unknown = at, 0, 0
        while at < first + _LONGEST_NAME:
            if words and any(
                m.prefix == 0 and m.row["kind"] in ("role", "rank", "profession")
                for m in self.document.at(at, "titles")
            ):
                break
            step = self.linked(at) or self.name_word(at)
            if step is None:
                nisba = self.is_definite(at) and self.folded(at).endswith("ي") and not self.is_attached_to(at)
                step = (
                    self.unknown_word(at) if (trusting and unknown < 2) or (words and (nisba or unknown < 1)) else None
                )
                if (
                    step is None
                    and words
                    and nisba
                    and self.is_free(at)
                    and not self.is_closed(at)
                    and not self.is_ordinary(at)
                ):
                    step = at + 1
                if step is None and trusting and words and self.closes_name(at):
                    step = at + 1
                if step is None:
                    break
                unknown += 1
            words += 1
            at = step
        return at


# -- whole names


def _known(reader: PeopleReader) -> Iterator[Mention]:
    """Persons of public life."""
    end = -1
    for match in reader.document.matches("people"):
        if match.entry.weak or match.first < end or not reader.is_free(match.first):
            continue
        if match.last - match.first == 1 and reader.is_daily(match.first):
            continue
        last = max(match.last, reader.name_end(match.first, trusting=False)) if not match.prefix else match.last
        if last > match.last and not all(reader.name_word(i) for i in range(match.last, last)):
            last = match.last
        mention = reader.claim("actors", match, "person", "actors.known-person")
        mention.last, mention.end = last, reader.ends[last - 1]
        title = next(
            (
                m
                for m in reader.document.at(match.first, "titles")
                if m.last < match.last and m.row["kind"] == "honorific"
            ),
            None,
        )
        if title is not None and reader.is_definite(match.first):
            mention.first, mention.start = title.last, reader.starts[title.last]
        end = last
        yield mention


def _after_titles(reader: PeopleReader) -> Iterator[Mention]:
    """«الفريق الركن عبد الأمير رشيد», «المتحدث باسم البنتاغون جيف ديفيس», «وزير الدفاع، فلان»."""
    for title in reader.document.matches("titles"):
        at = _past_titles(reader, title.last)
        trusting = title.row["kind"] in ("rank", "honorific") or at > title.last
        mention = _name_at(reader, at, "actors.title-then-name", trusting=trusting)
        if mention is None and title.row["takes"]:
            after = _past_complement(reader, title.last)
            if after is not None:
                mention = _name_at(
                    reader,
                    _past_titles(reader, after),
                    "actors.role-then-name",
                    trusting=reader.words[after - 1].text in _COMMAS,
                )
        if mention is not None:
            yield mention


def _past_titles(reader: PeopleReader, at: int) -> int:
    """The token after further titles, with or without a comma between them."""
    for _ in range(5):
        step = reader.skip_quotes(at)
        if step < len(reader.words) and reader.words[step].text in _COMMAS:
            step = reader.skip_quotes(step + 1)
        title = next((m for m in reader.document.at(step, "titles") if m.prefix == 0), None)
        if title is None or (reader.given_name(step) is not None and not reader.is_definite(step)):
            return at
        at = title.last
    return at


def _past_complement(reader: PeopleReader, at: int) -> int | None:
    """The token after what a role governs, up to the name: «باسم وزارة الدفاع، », «عمليات الأنبار »."""
    for step in range(at, min(at + _LONGEST_ROLE, len(reader.words))):
        if reader.words[step].text in _COMMAS:
            return reader.skip_quotes(step + 1)
        if reader.words[step].text in ".:؛" or (
            reader.is_closed(step)
            and reader.role(step, "name_grammar", "in-title") is None
            and reader.any_match(step, "times") is None
        ):
            return None
        if step > at and reader.is_free(step) and not reader.is_definite(step):
            given = reader.given_name(step)
            if given is not None and not given.row["common"] and reader.match(step, "places") is None:
                return step
            if reader.match(step, "titles") is not None or reader.role(step, "name_grammar", "kunya") is not None:
                return step
            people = reader.match(step, "people")
            if people is not None and not people.entry.weak:
                return step
            if _is_unknown_name(reader, step):
                return step
        elif step > at and reader.match(step, "titles") is not None:
            return step
    return None


def _is_unknown_name(reader: PeopleReader, at: int) -> bool:
    """Whether a name that is not known as a whole stands behind a body, a place or a definite word: «حاكم نيروبي إيفانز كيديرو»."""
    closed = reader.mention_ends(at) or reader.is_definite(at - 1) or _ends_place(reader, at)
    begins = reader.unknown_word(at) is not None or reader.given_name(at) is not None
    return closed and begins and bool(reader.unknown_word(at + 1) or reader.name_word(at + 1))


def _ends_place(reader: PeopleReader, at: int) -> bool:
    """Whether a place of the lexicon ends right before a token; places are read after people."""
    return any(m.last == at for first in (at - 1, at - 2) if first >= 0 for m in reader.document.at(first, "places"))


def _name_at(reader: PeopleReader, at: int, rule: str, *, trusting: bool) -> Mention | None:
    """The name that begins at a token, with at least two words unless a title vouches for one."""
    at = reader.skip_quotes(at)
    if at >= len(reader.words) or not reader.is_free(at) or _speaks_for(reader, at):
        return None
    if reader.is_definite(at) and not trusting:
        return None
    if reader.is_definite(at) and (
        reader.any_nationality(at) or reader.is_ordinary(at) or reader.match(at, "places") is not None
    ):
        return None
    if reader.match(at, "places") is not None and reader.given_name(at) is None and reader.linked(at) is None:
        return None
    last = reader.name_end(at, trusting=trusting)
    if last == at:
        return None
    if last == at + 1 and not (trusting and _may_stand_alone(reader, at)):
        return None
    start, end = reader.span(at, last)
    return Mention("actors", "person", at, last, start, end, rule)


def _may_stand_alone(reader: PeopleReader, at: int) -> bool:
    """Whether one word behind a title is a name: a known one, no nationality, and no noun of a phrase («صاحب السمو»)."""
    if reader.name_word(at) is None or reader.any_nationality(at):
        return False
    given = reader.given_name(at)
    return given is None or not given.row["common"] or not reader.is_definite(at + 1)


def _by_given_name(reader: PeopleReader) -> Iterator[Mention]:
    """«عمر رفاعي سرور جمعة», «توماس روتيج»: a given name and at least one more word of a name."""
    end = -1
    for given in reader.document.matches("given_names"):
        if given.first < end or not reader.is_free(given.first):
            continue
        at = given.first
        if at and (reader.given_name(at - 1) is not None or _names_place(reader, at)):
            continue
        if any(m.last > at + 1 and not m.entry.weak for m in reader.document.at(at, "places")):
            continue
        if _speaks_for(reader, at) or (given.row["common"] and _is_verb_of_saying(reader, at)):
            continue
        common = bool(given.row["common"]) or reader.is_daily(at) or reader.any_match(at, "places") is not None
        last = reader.name_end(at, trusting=False) if not given.prefix else _end_after(reader, given)
        if last <= given.last:
            continue
        known = [i for i in range(at, last) if reader.name_word(i) is not None or reader.linked(i) is not None]
        if common and len(known) < 2:
            continue
        if given.prefix and len(known) < 1:
            continue
        start, stop = reader.span(at, last, given.prefix)
        end = last
        yield Mention("actors", "person", at, last, start, stop, "actors.given-name-and-more")


def _speaks_for(reader: PeopleReader, at: int) -> bool:
    """Whether «باسم» stands behind a spokesman, and is no name."""
    if reader.folded(at) != "باسم" or not at:
        return False
    return any(reader.any_match(at - 1, lexicon) is not None for lexicon in ("sources", "titles"))


def _is_verb_of_saying(reader: PeopleReader, at: int) -> bool:
    """Whether a name that is also a verb of saying opens a clause: «وطالب أبو ردينة»."""
    cue = reader.any_match(at, "cues")
    return cue is not None and (cue.prefix > 0 or reader.opens(at))


def _names_place(reader: PeopleReader, at: int) -> bool:
    """Whether a class word before the name says that it is a place's: «قرية حسن شامي»."""
    head = reader.any_match(reader.before(at), "heads")
    return head is not None and head.row["list"] == "places" and head.row["open"] == "yes"


def _end_after(reader: PeopleReader, given: Match) -> int:
    """The end of a name whose first word wears a conjunction or preposition: at least one known name follows."""
    last = reader.name_end(given.last, trusting=False)
    return last if last > given.last else given.first


def _said_by(reader: PeopleReader) -> Iterator[Mention]:
    """«وقالت إلسا غونزاليس في تصريح»: two or three words that no lexicon has, right behind a verb of saying."""
    for cue in reader.document.matches("cues"):
        if cue.row["category"] not in ("say", "add") or cue.last - cue.first > 1:
            continue
        at = reader.skip_quotes(cue.last)
        last = at
        while (
            last < at + _MOST_SAID_BY
            and not (last > at and reader.match(last, "titles") is not None)
            and (reader.unknown_word(last) or reader.name_word(last) or reader.linked(last))
        ):
            last = reader.linked(last) or reader.name_word(last) or last + 1
        if last - at < _FEWEST_SAID_BY or reader.is_definite(at) or reader.is_attached(at):
            continue
        start, end = reader.span(at, last)
        yield Mention("actors", "person", at, last, start, end, "actors.said-by-unknown-name")


def _apposed(reader: PeopleReader) -> Iterator[Mention]:
    """«وقال المفتش العام، سوايام براكاش، إن»: words that no lexicon has, between commas behind one who speaks."""
    for cue in reader.document.matches("cues"):
        if cue.row["category"] not in ("say", "add"):
            continue
        end = min(reader.document.sentence_of(cue.first).last, cue.last + _REACH_OF_APPOSITION)
        for comma in range(cue.last, end):
            if reader.words[comma].text not in _COMMAS:
                continue
            at = last = comma + 1
            while last < at + _MOST_SAID_BY and (reader.unknown_word(last) or reader.name_word(last)):
                last = reader.name_word(last) or last + 1
            closed = last < len(reader.words) and reader.words[last].text in _COMMAS
            if closed and last - at >= _FEWEST_SAID_BY and not reader.begins_with_and(at):
                start, stop = reader.span(at, last)
                yield Mention("actors", "person", at, last, start, stop, "actors.apposed-unknown-name")
            break


def _nicknamed(reader: PeopleReader) -> Iterator[Mention]:
    """«الملقب بأبي سمير», «المدعو "عبدالسلام العوامي"», and a kunya with its name: «أبو بكر البغدادي»."""
    for match in reader.document.in_roles("name_grammar", "called", "kunya"):
        role = match.row["role"]
        if role == "called":
            at = reader.skip_quotes(match.last)
            cut = (
                1
                if reader.folded(at).startswith("ب") and reader.linked(at) is None and reader.name_word(at) is None
                else 0
            )
            if cut:
                kunya = next(
                    (m for m in reader.document.at(at, "name_grammar") if m.row["role"] == "kunya" and m.prefix == 1),
                    None,
                )
                last = reader.name_end(kunya.last, trusting=True) if kunya is not None else at
            else:
                if reader.folded(at) == "ب":
                    at = reader.skip_quotes(at + 1)
                last = reader.name_end(at, trusting=True)
            if last > at and reader.is_free(at):
                start, end = reader.span(at, last, cut)
                yield Mention("actors", "person", at, last, start, end, "actors.nickname")
        elif (
            role == "kunya"
            and match.prefix <= 1
            and reader.is_free(match.first)
            and len(reader.folded(match.first)) > 2
        ):
            last = reader.name_end(match.last, trusting=False) if reader.folded(match.last) else match.last
            linked = reader.linked(match.first) if match.prefix == 0 else (last if last > match.last else None)
            if linked is None or reader.is_definite(match.first) or reader.match(match.first, "places") is not None:
                continue
            last = max(last, linked)
            if reader.folded(match.first)[match.prefix :] in ("ام", "بو"):
                continue
            start, end = reader.span(match.first, last, match.prefix)
            yield Mention("actors", "person", match.first, last, start, end, "actors.kunya")


# -- later, shorter mentions


def _short_mentions(reader: PeopleReader, full: list[Mention]) -> Iterator[Mention]:
    """«الساعدي» after «عبد الوهاب الساعدي»: one or two words of a name that the document gives in full, anywhere in it."""
    shorts: dict[str, Mention] = {}
    for mention in full:
        words = [reader.folded(i) for i in range(mention.first, mention.last) if not reader.words[i].is_quote]
        if mention.first < len(reader.words) and words:
            words[0] = words[0][mention.start - reader.starts[mention.first] :]
        if len(words) < 2:
            continue
        for piece in (
            words[-1],
            " ".join(words[-2:]) if words[-2] in ("عبد", "ابو", "ال", "بن") else "",
            " ".join(words[:2]) if words[0] in ("ابو", "ابي", "عبد") else "",
        ):
            if len(piece) > 3:
                shorts.setdefault(piece, mention)
    if not shorts:
        return
    first_words = {piece.partition(" ")[0] for piece in shorts}
    end = 0
    for at in reader.document.tokens_of(first_words):
        for cut, stem in reader.words[at].forms:
            if stem not in first_words:
                continue
            if at < end or not reader.is_free(at):
                break
            two = f"{stem} {reader.folded(at + 1)}"
            piece = two if two in shorts else stem
            if piece not in shorts:
                continue
            last = at + 1 + piece.count(" ")
            if _stands_for_person(reader, at, stem):
                start, stop = reader.span(at, last, cut)
                yield Mention("actors", "person", at, last, start, stop, "actors.short-name", shorts[piece].row)
                end = last
            break


def _stands_for_person(reader: PeopleReader, at: int, stem: str) -> bool:
    """Whether the word is the person here: no place behind a word for places, no nationality, no daily word."""
    if reader.any_nationality(at) and reader.is_definite(at - 1):
        return False
    if reader.is_daily(at) and not stem.startswith("ال"):
        return False
    if reader.role(reader.before(at), "name_grammar", "house") is not None:
        return False
    head = reader.any_match(reader.before(at), "heads") if at else None
    return head is None or head.row["list"] != "places"


# -- what stands beside the name


def _add_rank_and_role(reader: PeopleReader, mention: Mention) -> None:
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
            mention.role = reader.span(title.first, _closed(reader, title.first, last), title.prefix)
        at = title.first
        joined = title.prefix > 0
    if mention.role is None:
        before = None if joined else _role_before(reader, at)
        mention.role = before or _role_after(reader, mention.last)


def _title_ending(reader: PeopleReader, at: int) -> tuple[Match, int] | None:
    """The longest title that ends right before a token, and where it ends with its adjectives: «وزير الدفاع العراقي»."""
    last = at
    while last > 0 and (reader.words[last - 1].is_quote or reader.words[last - 1].text in _COMMAS):
        last -= 1
    before = last
    while before > last - 3 and before > 0 and reader.is_definite(before - 1) and not reader.is_attached_to(before - 1):
        before -= 1
        if reader.any_nationality(before):
            break
    for end in dict.fromkeys((last, before)):
        for first in range(max(0, end - _LONGEST_TITLE), end):
            match = next((m for m in reader.document.at(first, "titles") if m.last == end), None)
            if match is not None:
                return match, last
    return None


def _role_before(reader: PeopleReader, at: int) -> tuple[int, int] | None:
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
    last = at
    while last > best.last and (
        reader.words[last - 1].text in _COMMAS or reader.any_match(last - 1, "times") is not None
    ):
        last -= 1
    return reader.span(best.first, last, best.prefix)


def _closed(reader: PeopleReader, first: int, last: int) -> int:
    """The end of a piece with its closing quote, where a quotation begins in it."""
    return last + 1 if any(reader.quoted_until(i) == last for i in range(first, last)) else last


def _before_quotation(reader: PeopleReader, at: int) -> int:
    """The token before a short quotation that ends at the token, which is part of a role: «عمليات "قادمون يا نينوى"»."""
    if reader.words[at].is_quote:
        for opening in range(at - 1, max(0, at - _LONGEST_QUOTATION), -1):
            if reader.quoted_until(opening) == at:
                return opening - 1
    return at


def _ends_role(reader: PeopleReader, at: int) -> bool:
    """Whether the word cannot stand in a role: a verb, a particle; not a word for an office, a nationality, part of a body's name."""
    if not reader.is_free(at) or reader.any_nationality(at) or reader.role(at, "name_grammar", "in-title") is not None:
        return False
    if any(reader.any_match(at, lexicon) is not None for lexicon in ("heads", "portfolios", "titles")):
        return False
    return reader.is_closed(at) and reader.role(at, "name_grammar", "command-of") is None


def _role_after(reader: PeopleReader, at: int) -> tuple[int, int] | None:
    """«رائد شاكر جودت، قائد الشرطة الاتحادية»: a role behind the name, with its complement."""
    step = at
    while step < len(reader.words) and (reader.words[step].text in _COMMAS or reader.words[step].is_quote):
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


def _is_behind_role(reader: PeopleReader, at: int) -> bool:
    """Whether a role has ended before the token: a mark, a verb, another person with his title, the outlet spoken to."""
    word, over = reader.words[at], reader.over.get(at)
    if (word.is_punctuation and not word.is_quote) or (over is not None and over.kind in ("person", "media")):
        return True
    joined = (reader.any_match(at, lexicon) for lexicon in ("titles", "given_names") if reader.begins_with_and(at))
    return any(match is not None and match.prefix > 0 for match in joined) or _ends_role(reader, at)
