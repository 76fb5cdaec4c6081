"""Where: the most exact place that a clause gives for a fact."""

from __future__ import annotations

from mosul_extract.circumstances.clauses import (
    before_next_attack,
    clause_of,
    goes_on_with_it,
    in_the_wake,
    points_back,
    was_hurt,
)
from mosul_extract.circumstances.elsewhere import BRACKET, WIDE, describes, is_where, leads_away, names_speaker
from mosul_extract.circumstances.strikes import SAME_TIME
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Mention, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_CHAIN = 10
_REACH_OF_ASIDE = 24
_SHORT_ASIDE = 6
_COMMAS = frozenset("،,")
_MOST_CARRIED, _LIST = 2, 3
_LOCALS = frozenset({"سكان", "اهالي", "شهود", "شاهد"})
_THE_CAPITAL = "العاصمه"
_REACH_FURTHER = 45
_REACH_OF_COUNT = 6
_REACH_OF_HEAD = 4
_NEAR_BEHIND = 5
_REACH_OF_SPEAKER = 12
_REACH_OF_COMPARISON = 5
_TOGETHER = frozenset({"بالتنسيق", "بالتعاون", "بالاشتراك"})
_MATTER, _WHAT = "الامر", frozenset({"ما", "مما"})
_MOVED = ("دفع", "حدا", "حدي", "اضطر", "جعل", "استدعي", "اثار", "قوبل", "حمل")
_ALSO = frozenset({"ايضا", "كذلك"})
_DOT, _DASHES = ".", frozenset("-–—ـ/")
_WHERE, _AND_IN, _BORDERS = "حيث", "وفي", "حدود"
_AFTER, _SINCE, _REACH_OF_YEARS = "بعد", frozenset({"علي", "من"}), 6
_FOR_PEOPLE = frozenset({"للنازحين", "للاجئين", "للمهجرين", "للبنات", "للبنين"})
_WAYS = frozenset({"الي", "صوب", "باتجاه", "من"})
_WHICH_IS = frozenset({"وهي", "وهو"})


def place_of(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """Where: the place behind the fact in its clause, else the last one named before it, else a border, else further off."""
    chosen = _near(reader, fact, sentence)
    if chosen is not None and chosen.kind in WIDE and chosen.first >= fact.last:
        led = reader.words_in("as-a-result", fact.first - _NEAR_BEHIND, fact.first)
        # «قرب الحدود السورية، مع إعلان أنقرة عن منطقة في شمال سوريا», «اشتباكات قرب الحدود السورية أسفرت عن …»
        border = _border(reader, sentence.first if led else fact.last, chosen.first)
        if border is not None:
            return border
    if chosen is None:
        border = _border(reader, in_the_wake(reader, fact) or sentence.first, sentence.last)
        if border is not None:
            return border
        chosen = _told_before(reader, fact, sentence) or _further_on(reader, fact, sentence)
    if chosen is None and reader.words_in("homeland", fact.first, clause_of(reader, fact, sentence).stop):
        chosen = _homeland(reader, sentence)
    if chosen is None:
        if (capital := _capital(reader, fact, sentence)) is not None:
            return capital
        chosen = _where_told(reader, fact, sentence) or _seat_of_speaker(reader, fact, sentence)
    return Piece(chosen.start, chosen.end, chosen) if chosen is not None else None


def _where_told(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """«قال سكان في مدينة X إن خمسة قتلوا»: where those are who tell of it, if they are people of the place."""
    for place in reader.places_between(sentence.first, fact.first):
        if place.kind in WIDE or not names_speaker(reader, place, fact):
            continue
        said = reader.saying_before(max(sentence.first, place.first - _REACH_OF_SPEAKER), place.first)
        if said is not None and any(_is_local(reader, at) for at in range(said + 1, place.first)):
            return place
    return None


def _seat_of_speaker(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """«30 قتيلا بحسب حاكم منطقة X فلان»: the place in the office of who tells it, where nothing else says where it was."""
    teller = fact.source.mention if fact.source is not None else None
    if teller is None or teller.role is None:
        return None
    first, last = teller.role
    places = reader.places_between(sentence.first, sentence.last)
    return next((p for p in places if first <= p.start and p.end <= last and p.kind not in WIDE), None)


def _is_local(reader: FactReader, at: int) -> bool:
    """Whether a word for people of a place stands at a token: «سكان», «شهود عيان»."""
    return reader.folded(at).removeprefix("ال") in _LOCALS


def _capital(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«في العاصمة التونسية»: no name, but where it was."""
    for at in range(fact.first, clause_of(reader, fact, sentence).stop):
        if reader.folded(at).lstrip("ب") == _THE_CAPITAL and (end := reader.past_nationality(at + 1)) > at + 1:
            inside = reader.folded(at).startswith("ب") or reader.role(at - 1, "name_grammar", "inside") is not None
            return Piece(reader.ends[at] - len(_THE_CAPITAL), reader.ends[end - 1]) if inside else None
    return None


def _near(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The place behind the fact in its clause, else the last one before it; before it first where the other may be another's."""
    behind = None if reader.words_in("therein", fact.first, fact.last) else _after(reader, fact, sentence)
    if behind is not None and behind.kind in WIDE and reader.words_in("at-that", fact.first, fact.last + 1):
        behind = None  # «وقد قتل آنذاك خمسة بصاروخ أطلقته القوات التي أنهت مهمتها في X»
    if behind is not None and (wide := _said_inside(reader, fact, behind) or _heading(reader, behind, sentence)):
        return wide
    if behind is None or any(of(reader, behind, fact) for of in (_is_attributed, _is_of_result, _opens_next)):
        return _before(reader, fact, sentence) or behind
    return behind


def _heading(reader: FactReader, behind: Mention, sentence: Sentence) -> Mention | None:
    """«مالي: مقتل جندي قرب حدود بوركينا فاسو»: the country that heads the line, where the other is only the border's."""
    head = reader.starting.get(sentence.first)
    heads = head is not None and head.kind == "country" and reader.words[head.last].text == ":"
    return head if heads and behind.kind == "country" and reader.folded(behind.first - 1) == _BORDERS else None


def _said_inside(reader: FactReader, fact: Fact, behind: Mention) -> Mention | None:
    """The country in the words of the fact, where what is named behind stands in words of another matter.

    «قتل في تركيا خمسة في هجمات نسبت إلى مجموعة تبنت هجوما في إسطنبول».
    """
    inside = _chains(reader, fact.first, fact.last, fact)
    if not inside or inside[-1].kind not in WIDE:
        return None
    other = any(
        reader.word_in(at, "claimed") is not None or reader.word_in(at, "laid-to") is not None
        for at in range(fact.last, behind.first)
    )
    return inside[-1] if other else None


def _told_before(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The first of one or two places of the sentence before, where the fact speaks of the event told there."""
    if not sentence.first:
        return None
    told = points_back(reader, fact, sentence)
    if not told and not _names_it_behind(reader, fact, sentence):
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    chains = _chains(reader, earlier.first, earlier.last, fact)
    if len(chains) > 1 and chains[0].first == earlier.first and reader.words[chains[0].last].text in _DASHES:
        del chains[0]  # «باماكو - وقعت دورية في كمين قرب X»: where it was written
    if not 0 < len(chains) <= _MOST_CARRIED or _lists_places(reader, earlier):
        return None
    chosen = _finest(chains[0], chains[1:])
    return chosen if told or chosen.kind not in WIDE else None


def _lists_places(reader: FactReader, sentence: Sentence) -> bool:
    """Whether three or more places follow each other in a sentence: «محافظات دمشق، وحلب، وإدلب»."""
    listed, end = 0, -1
    for place in reader.places_between(sentence.first, sentence.last):
        comma = end >= 0 and reader.folded(end) in _COMMAS
        goes_on = place.first == end + comma and (comma or reader.begins_with_and(place.first))
        listed = listed + 1 if goes_on else 1
        end = place.last
        if listed >= _LIST:
            return True
    return False


def _names_it_behind(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """«قتل 15 شخصا في الهجوم», «قتل آنذاك خمسة», and at the head of a sentence «وقتل فيها عشرة», «وأضاف أن …»."""
    last = fact.last + 1
    if reader.names_event(fact.last, clause_of(reader, fact, sentence).stop):
        return True
    if fact.first - sentence.first <= 1 and any(reader.folded(at) in _ALSO for at in range(fact.first, last)):
        return True  # «وقتل أيضا مدنيان»
    if reader.words_in("at-that", fact.first, last):
        return True
    if goes_on_with_it(reader, fact, sentence):
        return True
    if fact.first - sentence.first <= 1 and reader.words_in("therein", fact.first, last):
        return True
    head = range(sentence.first, min(sentence.first + _REACH_OF_HEAD, fact.first))
    return any((cue := reader.any_match(at, "cues")) is not None and cue.row["category"] == "add" for at in head)


def _homeland(reader: FactReader, sentence: Sentence) -> Mention | None:
    """«في شمال البلاد»: the country named before."""
    first = reader.document.sentence_of(sentence.first - 1).first if sentence.first else 0
    named = [place for place in reader.places_between(first, sentence.last) if place.kind == "country"]
    return named[-1] if named else None


def _further_on(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The first place of the clauses behind, where they only go on counting: «قتل ثلاثة، فيما أصيب خمسة في X»."""
    end = min(before_next_attack(reader, fact, sentence), fact.last + _REACH_FURTHER)
    at = begins = reader.clause_from(fact.last + 1)
    while at < end and _only_counts(reader, at):
        at = reader.clause_from(at + 1)
    stop = next((i for i in range(fact.last, min(at, end)) if _breaks_headline(reader, i)), min(at, end))
    chains = _chains(reader, fact.last, stop, fact)
    if chains and reader.times_in(fact.last, begins) and reader.times_in(begins, chains[0].first):
        return None  # «قتل 26 جنديا الاثنين، فيما سقط اليوم 14 آخرون قرب كربلاء»
    return _finest(chains[0], chains[1:]) if chains else None


def _only_counts(reader: FactReader, clause: int) -> bool:
    """Whether a clause goes on with a word for casualties, and tells of no other attack before it: «وكان تفجير في X أصاب اثنين»."""
    near = range(clause + 1, clause + _REACH_OF_COUNT)
    counts = next((at for at in near if reader.any_match(at, "casualty_words") is not None), None)
    return counts is not None and not any(
        reader.is_event(at) and not reader.is_definite(at) for at in range(clause + 1, counts)
    )


def _border(reader: FactReader, first: int, stop: int) -> Piece | None:
    """«على الحدود السورية», «قرب الحدود العراقية الإيرانية», «على الحدود مع لبنان»: no place of the lexicon, but where it was."""
    for at in reader.words_in("border", first, stop):
        end = reader.word_in(at, "border")
        if end is None or reader.is_inside(at):
            continue
        last = end
        while last < stop and reader.any_nationality(last):
            last += 1
        beyond = reader.starting.get(end + 1) if last == end and reader.folded(end) == "مع" else None
        if beyond is not None and beyond.list == "places":
            last = beyond.last
        if last > end:
            return Piece(reader.start_of(at), reader.ends[last - 1])
    return None


def _after(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The first place behind the fact, before another clause begins."""
    clause = clause_of(reader, fact, sentence)
    chains = _chains(
        reader, fact.last, _end_of_deed(reader, fact.last, clause.stop, killed=fact.kind == "killed"), fact
    )
    home = chains[0] if len(chains) > 1 and fact.kind != "displaced" and reader.folded(fact.last) == "من" else None
    if home is not None and home.first == fact.last + 1 and reader.folded(reader.before(chains[1].first)) != "من":
        del chains[0]  # «قتل شاب من مخيم جنين في قباطية»
    if not chains:
        return None
    # «مقتل شرطي جنوب تركيا.. وحركة تقتل رجلا في إسطنبول»
    here = [place for place in chains[1:] if not _lie_dots_between(reader, chains[0].last, place.first)]
    return _finest(chains[0], here)


def _end_of_deed(reader: FactReader, first: int, stop: int, *, killed: bool) -> int:
    """The token at which another deed is added («فضلا عن ضبط ورشة جنوبي X») or another party («بالتنسيق مع حكومة X»)."""
    hurt = (at for at in reader.words_in("relative", first, stop) if was_hurt(reader, at)) if killed else ()
    part = next(iter(reader.words_in("subset", first, stop)), stop)
    of_part = (at for at in reader.words_in("relative", part, stop) if _tells_of_fate(reader, at))
    stop = next(of_part, stop)  # «60 قتيلا بينهم فلانة التي أعدمها مسلحون على طريق X»
    stop = next(iter(hurt), stop)  # «توفي الجندي فلان الذي أصيب قبل أسبوع في X»
    for at in range(first, stop):
        end = reader.word_in(at, "plus")
        if end is not None and not _tells_of_people(reader, end):
            return at
        if (
            reader.folded(at) in _TOGETHER
            or reader.folded(at) in SAME_TIME
            or _adds_attack(reader, at)
            or _tells_what_followed(reader, at)
            or _breaks_headline(reader, at)
        ):
            return at
    return stop


def _tells_of_fate(reader: FactReader, relative: int) -> bool:
    """Whether a relative clause tells what became of somebody, and not of an attack: «التي أعدمها», «الذي قتل»."""
    verb = reader.word_in(relative, "relative") or relative + 1
    return reader.any_match(verb, "casualty_words") is not None and not reader.is_event(relative - 1)


def _lie_dots_between(reader: FactReader, first: int, last: int) -> bool:
    """Whether the dots of a headline stand among some tokens."""
    return any(reader.words[at].text == _DOT == reader.words[at - 1].text for at in range(first + 1, last))


def _breaks_headline(reader: FactReader, at: int) -> bool:
    """«مقتل جندي .. سيارة تستهدف قاعدة في X»: dots behind which a headline tells of something else, and of no more people."""
    title = reader.document.sentence_of(at).first == 0
    if not title or reader.words[at].text != _DOT or reader.words[at - 1].text != _DOT:
        return False
    behind = at + 1
    return not any(reader.any_match(i, "casualty_words") is not None for i in range(behind, behind + _REACH_OF_COUNT))


def _tells_what_followed(reader: FactReader, at: int) -> bool:
    """«مقتل ثلاثة، الأمر الذي دفع الرئيس إلى التهديد بقصف X», «، ما دفع …»: what others did about it, where no more are counted."""
    if reader.folded(at - 1) not in _COMMAS:
        return False
    which = reader.folded(at) == _MATTER and reader.word_in(at + 1, "relative") is not None
    verb = at + 2 if which else at + 1
    moved = which or reader.folded(at) in _WHAT
    return moved and reader.folded(verb).startswith(_MOVED)


def _adds_attack(reader: FactReader, at: int) -> bool:
    """«أدى الهجوم على X إلى مقتل خمسة، والهجوم على Y إلى مقتل ستة»: the second attack begins."""
    return (
        reader.folded(at - 1) in _COMMAS
        and reader.begins_with_and(at)
        and reader.is_event(at)
        and reader.starting.get(at) is None
        and reader.any_match(at, "casualty_words") is None
    )


def _tells_of_people(reader: FactReader, at: int) -> bool:
    """Whether a count or a word for casualties begins at a token: «إصابة خمسة», «12 جريحا», not «ضبط ورشة»."""
    if reader.number_at(at) is not None or reader.noun_at(at) is not None:
        return True
    word = reader.any_match(at, "casualty_words")
    return word is not None and (not word.row["form"].endswith("-counted") or reader.number_at(word.last) is not None)


def _before(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The last place before the fact or in it; of «في قرية X شمال Y» the village."""
    inside = _chains(reader, fact.first, fact.last, fact)
    if inside and inside[0].kind not in WIDE:
        return inside[0]
    begins = in_the_wake(reader, fact)
    chains = _chains(reader, sentence.first if begins is None else begins, fact.first, fact)
    if chains:
        return _finest(chains[-1], chains[-2::-1])
    return inside[0] if inside else None


def _finest(chosen: Mention, others: list[Mention]) -> Mention:
    """The most exact place: for a country or region the nearest of the others that lies in it."""
    if chosen.kind not in WIDE:
        return chosen
    country = chosen.row["country"] if chosen.row is not None else ""
    for other in others:
        if other.kind not in WIDE and (other.row is None or not country or other.row["country"] == country):
            return other
    return chosen


def _chains(reader: FactReader, first: int, last: int, fact: Fact) -> list[Mention]:
    """The places among some tokens, without those that only say in what the place before them lies («شمال بغداد»)."""
    heads: list[Mention] = []
    end = aside = bygone = -1
    for place in reader.places_between(first, last):
        if place.first < aside or reader.placed.get(place.first, fact.first) != fact.first:
            continue
        if _is_beside(reader, place, fact) or (bygone >= 0 and _goes_on(reader, bygone, place)):
            bygone = place.last
            continue
        aside = _end_of_aside(reader, place, fact)
        inside = end >= 0 and place.first - end <= _REACH_OF_CHAIN and _lies_in(reader, end, place)
        if not is_where(reader, place, fact):
            end = place.last if reader.folded(place.first - 1) in _WAYS and leads_away(reader, place) else end
            continue
        if not inside:
            heads.append(place)
        end = _end_of_name(reader, place)
    return heads


def _end_of_name(reader: FactReader, place: Mention) -> int:
    """The token behind a place, or behind the name of a force that it is named after: «مسجد قوات الطوارئ الخاصة بأبها»."""
    owners = (reader.starting.get(at) for at in range(place.first + 1, place.last))
    return max((owner.last for owner in owners if owner is not None), default=place.last)


def _is_beside(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """Whether a place behind another one only compares («هو الأعنف في العراق») or tells of another event («بعد تحرير عدن»)."""
    there = reader.folded(place.last + (reader.folded(place.last) in _COMMAS)) == _WHERE
    told = reader.ending_at(place.first, "after-battle") is not None and not there  # «بعد تحرير حلب، حيث قتل …»
    told = told or _is_of_years_ago(reader, place)
    first = max(place.first - _REACH_OF_COMPARISON, 0)
    if not told:
        compared = reader.words_in("superlative", first, place.first)
        if not compared or any(
            reader.is_punctuation(at) or at == fact.first for at in range(compared[-1], place.first)
        ):
            return False
    sentence = reader.document.sentence_of(place.first)
    return bool(reader.places_between(max(sentence.first, place.first - _REACH_FURTHER), place.first))


def _is_of_years_ago(reader: FactReader, place: Mention) -> bool:
    """«بعد عشر سنين على مجزرة X»: where another attack was, from which time is counted."""
    event = place.first - 1
    since = reader.is_event(event) and reader.folded(event - 1) in _SINCE
    return since and any(reader.folded(at) == _AFTER for at in range(max(event - _REACH_OF_YEARS, 0), event - 1))


def _goes_on(reader: FactReader, end: int, place: Mention) -> bool:
    """Whether a place goes on with a list of places that ends at a token: «تحرير عدن والحوطة، ولودر»."""
    comma = reader.folded(end) in _COMMAS
    return place.first == end + comma and reader.begins_with_and(place.first)


def _end_of_aside(reader: FactReader, place: Mention, fact: Fact) -> int:
    """The token at which a clause ends that only describes a place: «تعز، التي يتوقع أن تكون …،», «X التي تقع شمال Y»; -1 without one."""
    comma = reader.folded(place.last) in _COMMAS
    who = place.last + comma
    after = who + 1 if reader.folded(who) in _WHICH_IS else reader.word_in(who, "relative")
    if after is None or reader.role(after, "name_grammar", "describes-place") is None:
        return -1
    limit = min(fact.first if place.first < fact.first else len(reader.words), who + _REACH_OF_ASIDE)
    closed = (at for at in range(after, limit) if reader.is_punctuation(at) and not reader.words[at].is_quote)
    return next(closed, min(limit, after + _SHORT_ASIDE))


def _lies_in(reader: FactReader, end: int, place: Mention) -> bool:
    """Whether all words from a token to a place say that what stands before them lies in it or by it."""
    begin = end
    while begin < place.first - 1 and (describes(reader, begin) or reader.folded(begin) in _FOR_PEOPLE):
        begin += 1  # «الغوطة الشرقية المحاصرة قرب دمشق»
    return all(reader.is_containing(i) or reader.words[i].text == BRACKET for i in range(begin, place.first))


def _is_of_result(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«قصفت قرية X، ما أدى إلى مقتل خمسة …»: what led to it was told before, and the place behind stands far off."""
    return place.first - fact.last > _NEAR_BEHIND and bool(
        reader.words_in("as-a-result", fact.first - _NEAR_BEHIND, fact.first)
    )


def _opens_next(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«في حمص قتل أربعة وفي حماة انفجرت سيارة»: what comes after is told of the place behind."""
    return reader.folded(place.first - 1) == _AND_IN and place.first > fact.last


def _is_attributed(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«قتل عضوان طبقا لما ذكره نائب حاكم إقليم X»: the place of who says so, behind the fact."""
    cues = reader.document.matches_in("cues", max(fact.last, place.first - _REACH_OF_SPEAKER), place.first)
    said = next((cue.first for cue in reversed(cues) if cue.row["category"] == "according"), None)
    return said is not None and all(reader.words[at].text != "،" for at in range(said, place.first))
