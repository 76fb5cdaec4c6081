"""People: names behind a rank, title or role, names that begin with a given name, nicknames, and a name's later short forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mosul_extract.extractors.name_grammar import COMMAS, NameReader
from mosul_extract.extractors.reading import longest_first
from mosul_extract.extractors.titles import add_rank_and_role
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_LONGEST_COMPLEMENT = 12
_FEWEST_SAID_BY, _MOST_SAID_BY = 2, 3
_REACH_OF_APPOSITION = 12
_SMALL = frozenset({"stop_words"})
_SAID = frozenset({"cues", "common_words"})
_SHORTEST_OF_HERS, _SHORTEST_FIRST = 5, 4
_OF_THEM = ("هم", "هن", "هما", "ها", "كم", "نا")
_DEATHS, _SHORTEST_LONE = frozenset({"مقتل", "اغتيال", "استشهاد", "مصرع"}), 4
_DONE_TO_ONE, _OF_ONE = frozenset({"killed", "kidnapped", "detained"}), frozenset({"masdar", "passive", "either"})
_GOD, _KNOWN_AS = "الله", "المعروف"
_LONGEST_AGE, _LONGEST_AGED = 5, 5
_YEARS, _BEFORE_AGE = frozenset({"عاما", "سنه", "سنوات", "اعوام", "ربيعا"}), frozenset("(،")
_COLON = ":"
_TO, _REACH_OF_OUTLET = "ل", 3
_MILITIA = ("ليشيات", "ليشيا", "لشيات", "لشيا")
_HIS = ("موه", "يه", "ته")
_MOST_INITIALS, _ATTACHED = 3, frozenset("وفبلك")


def find_people(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the persons named in a document, in the order of the text."""
    reader = NameReader(document, findings)
    said = [cue for cue in document.matches("cues") if cue.row["category"] in ("say", "add")]
    full = list(
        longest_first(
            [
                *_known(reader),
                *_after_titles(reader),
                *_by_given_name(reader),
                *_nicknamed(reader),
                *_kunyas(reader),
                *_said_by(reader, said),
                *_told_outlet(reader, said),
                *_known_by_surname(reader, said),
                *_apposed(reader, said),
                *_told_who(reader),
                *_met_by(reader),
                *_of_age(reader),
            ]
        )
    )
    for mention in full:
        mention.last = _past_initials(reader, mention.last)
        mention.end = reader.ends[mention.last - 1]
        reader.note(mention)
    for mention in [joined for before in full for joined in _joined(reader, before)]:
        reader.note(mention)
        full.append(mention)
    short = list(_short_mentions(reader, full))
    found = sorted((m for m in (*full, *short) if not _is_of_label(reader, m)), key=lambda m: m.first)
    for mention in found:
        add_rank_and_role(reader, mention)
    named = {mention.role[0] for mention in found if mention.role is not None}
    borne = {i for mention in found for i in range(mention.first + 1, mention.last)}  # «عبد الملك الحوثي»
    findings.actors[:] = [
        m
        for m in findings.actors
        if not (m.kind == "source" and m.start in named) and not (m.kind == "armed_group" and m.first in borne)
    ]
    findings.actors += found
    findings.actors.sort(key=lambda m: m.first)


def _is_of_label(reader: NameReader, mention: Mention) -> bool:
    """«ميليشيات الحوثي وصالح»: one name that «و» adds to those whose militia it is."""
    if mention.last > mention.first + 1 or mention.start == reader.starts[mention.first]:
        return False
    group = reader.over.get(mention.first - 1)
    return group is not None and group.kind == "armed_group" and reader.folded(group.first).endswith(_MILITIA)


# -- whole names


def _known(reader: NameReader) -> Iterator[Mention]:
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


def _after_titles(reader: NameReader) -> Iterator[Mention]:
    """«الفريق الركن عبد الأمير رشيد», «المتحدث باسم البنتاغون جيف ديفيس», «وزير الدفاع، فلان»."""
    for title in reader.document.matches("titles"):
        if _begins_place(reader, title):
            continue
        at = _past_titles(reader, title.last)
        trusting = title.row["kind"] in ("rank", "honorific") or at > title.last or _is_unknown_name(reader, at)
        mention = (
            None
            if _is_his(reader, title) or _names_district(reader, title)
            else _name_at(reader, at, "actors.title-then-name", trusting=trusting)
        )
        if mention is None and not title.row["takes"] and reader.any_nationality(at) and reader.is_definite(at):
            # «رئيس الوزراء الياباني فلان»
            vouched = _is_unknown_name(reader, at + 1)
            mention = _name_at(reader, at + 1, "actors.role-then-name", trusting=vouched)
        if mention is None and title.row["takes"]:
            after = _past_complement(reader, title.last)
            if after is not None:
                mention = _name_at(
                    reader,
                    _past_titles(reader, after),
                    "actors.role-then-name",
                    trusting=reader.words[after - 1].text in COMMAS
                    or _makes_statement(reader, after)
                    or (_is_vouched(reader, after) and _is_unknown_name(reader, after)),
                )
        if mention is not None:
            yield mention


def _is_his(reader: NameReader, title: Match) -> bool:
    """Whether a pronoun ends a title, and an adjective follows: «شكرهم لسموه الكريم»."""
    return reader.folded(title.last - 1).endswith(_HIS) and reader.is_definite(title.last)


def _begins_place(reader: NameReader, title: Match) -> bool:
    """Whether a title and what follows are a place: «السيدة زينب»."""
    return any(m.last > title.last and not m.entry.weak for m in reader.document.at(title.first, "places"))


def _names_district(reader: NameReader, title: Match) -> bool:
    """Whether a title ends with a class word, and a place follows: «قائممقام قضاء سوران فلان»."""
    head = reader.match(title.last - 1, "heads") if title.last > title.first + 1 else None
    of_places = head is not None and head.row["list"] == "places"
    return of_places and bool(title.row["takes"]) and reader.match(title.last, "places") is not None


def _is_vouched(reader: NameReader, at: int) -> bool:
    """Whether a nationality, or a force or body, ends right before a token: «قائد الجيش الزامبي فلان», «رئيس قسم … في الشرطة فلان»."""
    return reader.any_nationality(at - 1) or reader.mention_ends(at)


def _past_titles(reader: NameReader, at: int) -> int:
    """The token after further titles, with or without a comma between them."""
    for _ in range(5):
        step = reader.skip_quotes(at)
        if step < len(reader.words) and reader.words[step].text in COMMAS:
            step = reader.skip_quotes(step + 1)
        title = reader.title(step)
        given = reader.given_name(step)
        if title is None or (given is not None and title.last <= given.last and not reader.is_definite(step)):
            return at
        at = title.last
    return at


def _past_complement(reader: NameReader, at: int) -> int | None:
    """The token after what a role governs, up to the name: «باسم وزارة الدفاع، », «عمليات الأنبار »."""
    for step in range(at, min(at + _LONGEST_COMPLEMENT, len(reader.words))):
        text = reader.words[step].text
        if text in COMMAS:
            return reader.skip_quotes(step + 1)
        if text in ".:؛" or (reader.is_closed(step) and not _is_governed(reader, step)):
            return None
        if step > at and (reader.match(step, "titles") is not None or _begins_name(reader, step)):
            return step
    return None


def _is_governed(reader: NameReader, at: int) -> bool:
    """Whether a small word at a token may stand in what a role governs: «باسم», «في», a time, a class word, a word of a body."""
    return (
        reader.role(at, "name_grammar", "in-title") is not None
        or reader.any_match(at, "times") is not None
        or reader.any_match(at, "heads") is not None
        or not reader.is_free(at)
    )


def _makes_statement(reader: NameReader, at: int) -> bool:
    """Whether two or three words that may be a name are right before «إن» and its like: «… في ولاية بورنو اديريمي بادوكون إن»."""
    last = reader.name_end(at, trusting=True)
    return _FEWEST_SAID_BY <= last - at <= _MOST_SAID_BY and reader.role(last, "name_grammar", "statement") is not None


def _begins_name(reader: NameReader, at: int) -> bool:
    """Whether a name begins behind what a role governs."""
    if not reader.is_free(at) or reader.is_definite(at):
        return False
    given = reader.given_name(at)
    place = reader.match(at, "places")
    family = reader.is_definite(at + 1) and reader.name_word(at + 1) is not None
    if given is not None and not given.row["common"] and (place is None or (family and place.last == at + 1)):
        return True  # «السابق فرات التميمي»
    if reader.role(at, "name_grammar", "kunya") is not None:
        return True
    people = reader.match(at, "people")
    return (people is not None and not people.entry.weak) or _is_unknown_name(reader, at)


def _is_unknown_name(reader: NameReader, at: int) -> bool:
    """Whether a name that is not known as a whole stands behind a body, a place or a definite word: «حاكم نيروبي إيفانز كيديرو»."""
    if reader.is_definite(at) or reader.begins_with_and(at + 1):
        return False
    return (
        (reader.is_definite(at - 1) or reader.mention_ends(at) or _ends_place(reader, at))
        and (reader.given_name(at) or reader.unknown_word(at)) is not None
        and (reader.listed(at + 1) or reader.unknown_word(at + 1)) is not None
    )


def _ends_place(reader: NameReader, at: int) -> bool:
    """Whether a place of the lexicon ends right before a token; places are read after people."""
    for first in (at - 1, at - 2):
        for place in reader.document.at(first, "places"):
            if place.last == at:
                return True
    return False


def _name_at(reader: NameReader, at: int, rule: str, *, trusting: bool) -> Mention | None:
    """The name that begins at a token, with at least two words unless a title vouches for one."""
    at = reader.skip_quotes(at)
    if not reader.is_free(at) or not (trusting or reader.listed(at)) or _speaks_for(reader, at):
        return None
    definite, place = reader.is_definite(at), reader.match(at, "places")
    if definite and (not trusting or place is not None or reader.any_nationality(at) or reader.is_ordinary(at)):
        return None
    two = trusting and (reader.listed(at + 1) or reader.unknown_word(at + 1)) is not None
    if (
        place is not None
        and not (two and place.entry.weak)
        and reader.given_name(at) is None
        and reader.linked(at) is None
    ):
        return None
    last = reader.name_end(at, trusting=trusting)
    strange = last > at + 2 and reader.name_word(last - 1) is None and not reader.is_definite(last - 1)
    if strange and _ends_place(reader, last):
        last -= 1  # «زار الوزير فلان بغداد»
    if last == at or (last == at + 1 and not (trusting and _may_stand_alone(reader, at))):
        return None
    start, end = reader.span(at, last)
    return Mention("actors", "person", at, last, start, end, rule)


def _may_stand_alone(reader: NameReader, at: int) -> bool:
    """Whether one word behind a title is a name: a known one, no nationality, and no noun of a phrase («صاحب السمو»)."""
    if reader.name_word(at) is None or reader.any_nationality(at):
        return False
    given = reader.given_name(at)
    if reader.document.is_in(at, _SMALL):
        return False  # «انتحاري أمام مديرية»
    if given is None or not given.row["common"]:
        return True
    return not (reader.is_definite(at + 1) or reader.document.is_in(at, _SAID))  # «مسؤول في الحركة، طلب عدم ذكر اسمه»


def _by_given_name(reader: NameReader) -> Iterator[Mention]:
    """«عمر رفاعي سرور جمعة», «توماس روتيج»: a given name and at least one more word of a name."""
    end = -1
    for given in reader.document.matches("given_names"):
        if given.first < end or not reader.is_free(given.first):
            continue
        at = given.first
        if at and (reader.given_name(at - 1) is not None or _names_place(reader, at)):
            continue
        title = reader.title(at)
        if title is not None and (title.last > given.last or _is_mister(reader, title)):
            continue  # «العقيد أركان حرب فلان», «السيد حسن فلان»
        last = reader.name_end(at, trusting=False) if not given.prefix else _end_after(reader, given)
        if last <= given.last:
            continue
        if _is_no_man(reader, at) or _names_thing(reader, at):
            continue
        places = reader.document.at(at, "places")
        if any(m.last > at + 1 and (not m.entry.weak or _follows_class_word(reader, at)) for m in places):
            continue
        if _speaks_for(reader, at) or (given.row["common"] and _is_verb_of_saying(reader, at)):
            continue
        common = bool(places or given.row["common"]) or reader.is_daily(at)
        if sum(reader.listed(i) is not None for i in range(at, last)) < (2 if common else 1 if given.prefix else 0):
            continue
        start, stop = reader.span(at, last, given.prefix)
        end = last
        yield Mention("actors", "person", at, last, start, stop, "actors.given-name-and-more")


def _is_mister(reader: NameReader, title: Match) -> bool:
    """Whether a given name follows «السيد», which is one itself."""
    return (
        title.row["kind"] == "honorific"
        and reader.is_definite(title.first)
        and reader.given_name(title.last) is not None
    )


def _names_thing(reader: NameReader, at: int) -> bool:
    """«قطار جعفر إكسبرس», «مطعم "ريا لاونج"»: a train, company or restaurant by its name."""
    before = reader.before(at)
    return any(reader.role(i, "name_grammar", "named-thing") == before + 1 for i in (before, before - 1))


def _is_no_man(reader: NameReader, at: int) -> bool:
    """Whether a word that is also a given name is a time or a document: «يقف الآن أمام», «صدر بيان بارزاني»."""
    time = reader.any_match(at, "stop_words")
    told = reader.role(at, "constructions", "document") is not None
    return told or (time is not None and time.row["kind"] == "time")


def _speaks_for(reader: NameReader, at: int) -> bool:
    """Whether «باسم» stands behind a spokesman, and is no name."""
    if reader.folded(at) != "باسم" or not at:
        return False
    return any(reader.any_match(at - 1, lexicon) is not None for lexicon in ("sources", "titles"))


def _is_verb_of_saying(reader: NameReader, at: int) -> bool:
    """Whether a name that is also a verb of saying opens a clause: «وطالب أبو ردينة»."""
    cue = reader.any_match(at, "cues")
    return cue is not None and (cue.prefix > 0 or reader.opens(at))


def _names_place(reader: NameReader, at: int) -> bool:
    """Whether a class word before the name says that it is a place's: «قرية حسن شامي»."""
    head = reader.any_match(reader.before(at), "heads")
    return _follows_class_word(reader, at) and head is not None and head.row["open"] == "yes"


def _follows_class_word(reader: NameReader, at: int) -> bool:
    """Whether a class word of places without the article stands right before a token: «منطقة سيدي خليفة», not «إلى القرية خالد نصار»."""
    head = reader.any_match(reader.before(at), "heads")
    return head is not None and not reader.is_definite(head.first) and head.row["list"] == "places"


def _end_after(reader: NameReader, given: Match) -> int:
    """The end of a name whose first word wears a conjunction or preposition: at least one known name follows."""
    last = reader.name_end(given.last, trusting=False)
    return last if last > given.last else given.first


def _said_by(reader: NameReader, said: list[Match]) -> Iterator[Mention]:
    """«وقالت إلسا غونزاليس في تصريح»: two or three words that no lexicon has, right behind a verb of saying."""
    for cue in said:
        if cue.last - cue.first > 1:
            continue
        at = last = reader.skip_quotes(cue.last)
        if (
            reader.is_definite(at)
            or reader.is_attached(at)
            or reader.role(at, "name_grammar", "group-noun") is not None
        ):
            continue
        while (
            last < at + _MOST_SAID_BY
            and not (last > at and reader.match(last, "titles") is not None)
            and (step := reader.listed(last) or reader.unknown_word(last))
        ):
            last = step
        if last - at < _FEWEST_SAID_BY or any(_is_joined(reader, i) for i in range(at, last)):
            continue
        start, end = reader.span(at, last)
        yield Mention("actors", "person", at, last, start, end, "actors.said-by-unknown-name")


def _told_outlet(reader: NameReader, said: list[Match]) -> Iterator[Mention]:
    """«وقالت ريم لوكالة فرانس برس», «يقول أحمد لرويترز»: a given name alone that speaks to an outlet."""
    for cue in said:
        given = reader.given_name(cue.last)
        if given is None or given.prefix or reader.is_definite(given.first) or not reader.is_free(given.first):
            continue
        outlets = (reader.over.get(at) for at in range(given.last, given.last + _REACH_OF_OUTLET))
        to = reader.folded(given.last).startswith(_TO)
        if to and any(outlet is not None and outlet.kind == "media" for outlet in outlets):
            start, end = reader.span(given.first, given.last)
            yield Mention("actors", "person", given.first, given.last, start, end, "actors.told-outlet")


def _known_by_surname(reader: NameReader, said: list[Match]) -> Iterator[Mention]:
    """«وقال كاتس إن», «كاتس: …»: the short name of a person of public life, where one speaks."""
    spoken = {cue.last for cue in said}
    for match in reader.document.matches("people"):
        at, last = match.first, match.last
        if not match.entry.weak or match.prefix or not reader.is_free(at) or reader.title(at) is not None:
            continue
        says = at in spoken and reader.role(last, "name_grammar", "statement") is not None
        titled = reader.document.sentence_of(at).first == at and reader.folded(last) == _COLON
        if not (says or titled) or (reader.any_nationality(at) and not reader.tells_of(match.row["country"])):
            continue
        mention = reader.claim("actors", match, "person", "actors.known-surname")
        if sum(other.last == last and not other.prefix for other in reader.document.at(at, "people")) > 1:
            mention.row = None
        yield mention


def _is_joined(reader: NameReader, at: int) -> bool:
    """Whether «و» joins a word that no lexicon of names has, or a pronoun ends one: «بسرور ورضا», «خوفها ورغبتها»."""
    word = reader.word(at)
    theirs = word is not None and len(word.text) >= _SHORTEST_OF_HERS and word.text.endswith("ها")
    return reader.name_word(at) is None and (theirs or reader.begins_with_and(at))


def _apposed(reader: NameReader, said: list[Match]) -> Iterator[Mention]:
    """«وقال المفتش العام، سوايام براكاش، إن»: words that no lexicon has, between commas behind one who speaks."""
    commas = [mark for mark in reader.document.marks if reader.words[mark].text in COMMAS]
    for cue in said:
        k = bisect_left(commas, cue.last)
        # The comma behind the speaker, and the one behind the name.
        comma, closing = commas[k : k + 2] if k + 1 < len(commas) else (0, 0)
        if closing - comma <= _FEWEST_SAID_BY or comma >= cue.last + _REACH_OF_APPOSITION:
            continue
        at = last = comma + 1
        while last < at + _MOST_SAID_BY and (step := reader.name_word(last) or reader.unknown_word(last)):
            last = step
        in_sentence = comma < reader.document.sentence_of(cue.first).last
        if last == closing and in_sentence and not reader.begins_with_and(at):
            start, stop = reader.span(at, last)
            yield Mention("actors", "person", at, last, start, stop, "actors.apposed-unknown-name")


def _told_who(reader: NameReader) -> Iterator[Mention]:
    """«والقتيلان هما ناصر البقعة و…»: a given name and one more word, behind a pronoun that says who they are."""
    for pronoun in reader.document.in_roles("constructions", "made-of"):
        at = reader.skip_quotes(pronoun.last)
        if reader.given_name(at) is None or pronoun.last - pronoun.first > 1 or not reader.is_free(at):
            continue
        if reader.title(at) is not None or reader.title(at + 1) is not None:
            continue
        last = reader.name_end(at, trusting=True)
        if last > at + 1:
            start, end = reader.span(at, last)
            yield Mention("actors", "person", at, last, start, end, "actors.told-who")


def _met_by(reader: NameReader) -> Iterator[Mention]:
    """«اغتيال شهبور بختيار», «مقتل جون غانغ», «مقتل سليماني»: words that no lexicon has, right behind what was done to one."""
    for word in reader.document.matches("casualty_words"):
        if word.row["kind"] not in _DONE_TO_ONE or reader.is_definite(word.first):
            continue
        at = last = word.last
        if word.row["form"] in _OF_ONE and _is_given_and_definite(reader, at):
            start, end = reader.span(at, at + 2)
            yield Mention("actors", "person", at, at + 2, start, end, "actors.met-by")
        if word.row["form"] != "masdar":
            continue
        while last < at + _MOST_SAID_BY and (step := reader.listed(last) or reader.unknown_word(last)):
            if reader.begins_with_and(last) or reader.is_definite(last):
                break
            last = step
        if last <= at + 1 and _is_lone_name(reader, word, at):
            last = at + 1  # «مقتل سليماني»
        elif last - at < _FEWEST_SAID_BY:
            continue
        if not (reader.is_closed(last) or reader.is_punctuation(last)):
            continue
        if reader.any_match(at, "victims") is not None or any(reader.any_nationality(i) for i in range(at, last)):
            continue  # «مقتل جندي تركي»
        start, end = reader.span(at, last)
        yield Mention("actors", "person", at, last, start, end, "actors.met-by")


def _is_given_and_definite(reader: NameReader, at: int) -> bool:
    """«استشهد رامي الكوشة في»: a given name that is no word of daily language, and a definite word that no lexicon has."""
    given, family = reader.given_name(at), reader.word(at + 1)
    if given is None or given.row["common"] or reader.is_daily(at) or given.last > at + 1 or family is None:
        return False
    if reader.match(at, "places") is not None or not reader.is_definite(at + 1) or not reader.is_unheard(family.folded):
        return False
    return reader.is_free(at + 1) and (reader.is_closed(at + 2) or reader.is_punctuation(at + 2))


def _of_age(reader: NameReader) -> Iterator[Mention]:
    """«ياسين السراديح (35 عاما)», «رامي الكوشة، 22 عاما»: a given name and what follows it, before how old one is."""
    for years in reader.document.matches("times"):
        number = reader.words[years.first - 1] if years.first > 1 else None
        if reader.folded(years.first) not in _YEARS or number is None or not number.is_digits:
            continue
        end = years.first - 2
        if reader.words[end].text not in _BEFORE_AGE:
            continue
        first = next(
            (at for at in range(end - 1, max(end - _LONGEST_AGED, -1), -1) if _begins_aged(reader, at, end)), None
        )
        if first is not None:
            start, stop = reader.span(first, end)
            yield Mention("actors", "person", first, end, start, stop, "actors.aged")


def _begins_aged(reader: NameReader, at: int, end: int) -> bool:
    """Whether a given name stands at a token, at least one word of a name behind it, and no other name right before it."""
    given = reader.given_name(at)
    if given is None or given.last > end or reader.given_name(at - 1) is not None:
        return False
    if given.last == end:  # «وبحسب يوسف (37 عاما)»
        cue = reader.any_match(at - 1, "cues")
        return cue is not None and cue.row["category"] in ("say", "add", "according") and reader.is_free(at)
    return all(
        reader.is_free(i) and (reader.listed(i) or not (reader.is_closed(i) or reader.is_punctuation(i)))
        for i in range(at, end)
    )


def _is_lone_name(reader: NameReader, word: Match, at: int) -> bool:
    """Whether one word that nobody knows, of which no place is called, stands behind a word for the death of one."""
    if reader.folded(word.first)[word.prefix :] not in _DEATHS or reader.match(at, "places") is not None:
        return False
    name = reader.word(at)
    known = (
        name is None
        or name.folded.endswith(_OF_THEM)
        or len(name.folded) < _SHORTEST_LONE
        or reader.is_attached(at)
        or reader.is_ordinary(at)
    )
    return not known and reader.may_be_name(at) and not reader.is_verb_like(at) and reader.is_free(at)


def _past_comma(reader: NameReader, at: int) -> int:
    """The token after an age in brackets and a comma behind a name; the token itself where none stands."""
    if reader.folded(at) == "(":
        end = next((i for i in range(at + 1, at + _LONGEST_AGE) if reader.folded(i) == ")"), None)
        at = at if end is None else end + 1
    return at + (reader.folded(at) == "،")


def _joined(reader: NameReader, before: Mention) -> Iterator[Mention]:
    """«أمجد الفايد وصائب حمدان وعلاء صالح»: full names that «و» adds to a full name, each a given name and more."""
    at = before.last
    while (
        before.last - before.first > 1 and reader.is_free(at := _past_comma(reader, at)) and reader.begins_with_and(at)
    ):
        given = next((m for m in reader.document.at(at, "given_names") if m.prefix == 1), None)
        if given is None:
            return
        two = given.last > at + 1  # «محمد علي» is one given name
        if not two and reader.begins_with_and(given.last) and reader.linked(given.last) is None:
            return
        last = reader.name_end(given.last, trusting=False)
        last = max(last, reader.unknown_word(given.last) or 0) if last == given.last else last
        if not (two or last > given.last) or not all(reader.is_free(i) for i in range(at, last)):
            return
        if reader.is_closed(at + 1) and reader.name_word(at + 1) is None:  # «محمد علي» is a name, «محمد على» is none
            return
        start, end = reader.span(at, last, 1)
        yield Mention("actors", "person", at, last, start, end, "actors.joined-name")
        at = last


def _nicknamed(reader: NameReader) -> Iterator[Mention]:
    """«الملقب بأبي سمير», «المدعو "عبدالسلام العوامي"», and a kunya with its name: «أبو بكر البغدادي»."""
    for match in reader.document.in_roles("name_grammar", "called", "kunya"):
        role = match.row["role"]
        if role == "called" and (_speaks_for(reader, match.first) or _is_thing_called(reader, match.first)):
            continue
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


def _is_thing_called(reader: NameReader, at: int) -> bool:
    """«القاعدة المعروفة باسم التياس»: whether no word for people stands before «المعروف»."""
    if not reader.folded(at).lstrip("و").startswith(_KNOWN_AS):
        return False
    before = reader.before(at)
    people = any(reader.any_match(before, lexicon) is not None for lexicon in ("victims", "titles"))
    return not (people or reader.name_word(before) or reader.unknown_word(before))


def _past_initials(reader: NameReader, at: int) -> int:
    """The token after the initials of a family name that is not told in full: «حسام ح. س.», «أحمد ع.م», «جواد س»."""
    step = at
    for _ in range(_MOST_INITIALS):
        while reader.folded(step) == ".":
            step += 1
        dotted = reader.folded(step + 1) == "." or reader.folded(step - 1) == "."
        alone = dotted or reader.folded(step) not in _ATTACHED
        word = reader.word(step)
        if word is None or len(word.folded) != 1 or not word.is_arabic or not alone or not reader.is_free(step):
            break
        step = at = step + 1
    return at


def _kunyas(reader: NameReader) -> Iterator[Mention]:
    """«أبومازن», «أبوعمر الكيوي»: a kunya written as one word, with the name behind it."""
    for at, cut in reader.kunyas.items():
        if reader.is_free(at) and (cut or reader.name_word(at - 1) is None) and not _follows_class_word(reader, at):
            last = reader.name_word(at + 1) or at + 1 if cut else max(reader.name_end(at, trusting=False), at + 1)
            start, end = reader.span(at, last, cut)
            yield Mention("actors", "person", at, last, start, end, "actors.kunya")


# -- later, shorter mentions


def _short_mentions(reader: NameReader, full: list[Mention]) -> Iterator[Mention]:
    """«الساعدي» after «عبد الوهاب الساعدي»: one or two words of a name that the document gives in full, anywhere in it."""
    shorts: dict[str, Mention] = {}
    firsts: dict[str, Mention] = {}
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
            if len(piece) > 3 and piece != _GOD:
                shorts.setdefault(piece, mention)
        if len(words[0]) >= _SHORTEST_FIRST and reader.document.at(mention.first, "given_names"):
            firsts.setdefault(words[0], mention)
    for first in firsts.keys() - shorts.keys():
        shorts[first] = firsts[first]
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
            alone = stem not in firsts or piece != stem or _is_first_name_alone(reader, at)
            if alone and _stands_for_person(reader, at, stem):
                start, stop = reader.span(at, last, cut)
                yield Mention("actors", "person", at, last, start, stop, "actors.short-name", shorts[piece].row)
                end = last
            break


def _is_first_name_alone(reader: NameReader, at: int) -> bool:
    """Whether nothing beside a given name can be of a name with it: no other name, no word that nobody knows."""
    before, behind = at - 1, at + 1
    other = reader.any_match(at, "titles") is not None or reader.role(at, "name_grammar", "in-title") is not None
    if other or reader.document.is_cut(at):
        return False  # «أمير قطر», «باسم الحكومة»
    if reader.begins_with_and(behind) and not reader.document.is_cut(behind):
        return False  # «محمد وارا»
    beside = any(
        reader.listed(i) is not None or reader.role(i, "name_grammar", "kunya") is not None for i in (before, behind)
    )
    return not beside and reader.unknown_word(behind) is None and reader.unknown_word(before) is None


def _stands_for_person(reader: NameReader, at: int, stem: str) -> bool:
    """Whether the word is the person here: no place behind a word for places, no nationality, no daily word."""
    if reader.any_nationality(at) and reader.is_definite(at - 1):
        return False
    if reader.title(at) is not None and reader.name_word(at + 1) is not None:
        return False  # «النقيب أحمد» beside «محمد النقيب»
    if reader.is_daily(at) and not stem.startswith("ال"):
        return False
    if reader.role(reader.before(at), "name_grammar", "house") is not None:
        return False
    head = reader.any_match(reader.before(at), "heads") if at else None
    return head is None or head.row["list"] != "places"
