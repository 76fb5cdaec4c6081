"""Materiel: equipment destroyed, damaged or captured: «دمرت 8 عجلات مفخخة ومفرزة هاون»."""

from __future__ import annotations

from typing import NamedTuple

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_REACH = 6
_LONGEST_LIST = 6
# Behind numbers above ten the noun is singular.
_LAST_WITH_PLURAL = 10
_COMMAS = frozenset("،,")
_BY_NUMBER = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}
_SOME = Amount(None, None, "unstated")


class Item(NamedTuple):
    """Equipment as a text counts it: the tokens of the phrase, those of the words for it, and the amount."""

    first: int
    last: int
    words: tuple[int, int]
    amount: Amount


def find_materiel(reader: FactReader) -> None:
    """Add what happened to equipment, in the order of the text."""
    findings = reader.findings
    taken = {fact.amount.number.first for fact in findings.casualties if fact.amount.number is not None}
    reader.taken |= taken
    end = -1
    for event in reader.document.matches("materiel_words"):
        if event.first < end or event.first in reader.over:
            continue
        items = _items(reader, _start(reader, event), reader.document.sentence_of(event.first).last)
        if event.row.id.startswith("crash") and not (items and _flies(reader, items[0])):
            continue
        for i, item in enumerate(items):
            reader.take(item.amount.number)
            findings.materiel.append(_fact(reader, event, item, leads=i == 0))
        end = event.last


def _flies(reader: FactReader, item: Item) -> bool:
    """Whether the equipment is an aircraft: that it fell is its end; of a shell it is what it is for."""
    equipment = reader.match(item.words[0], "equipment")
    return equipment is not None and equipment.row.id.startswith("aircraft")


def _start(reader: FactReader, event: Match) -> int:
    """Where the equipment begins: at once, or behind the subject of a verb."""
    at = reader.skip_quotes(event.last)
    if event.row["form"] != "verb" and not _has_agent(reader, at):
        return at
    mention = reader.mention_from(at)
    if mention is not None and mention.list != "places":
        at = reader.skip_quotes(mention.last)
    for step in range(at, min(at + _REACH, reader.document.sentence_of(event.first).last)):
        if _item(reader, step) is not None:
            return step
        if reader.is_punctuation(step) and reader.words[step].text not in _COMMAS:
            break
        subject = (
            step in reader.over or reader.is_definite(step) or reader.role(step, "name_grammar", "troops") is not None
        )
        if not (
            reader.is_quiet(step)
            or subject
            or reader.word_in(step, "party") is not None
            or reader.folded(step) == "علي"
        ):
            break
    return at


def _has_agent(reader: FactReader, at: int) -> bool:
    """Whether a masdar has its subject right behind it: «اعتراض الدفاع الجوي ثلاثة صواريخ»."""
    mention = reader.starting.get(at)
    return mention is not None and mention.list != "places" and mention.start == reader.starts[at]


def _items(reader: FactReader, at: int, end: int) -> list[Item]:
    """The equipment at a token and what «و» adds to it, before the end of the sentence."""
    items: list[Item] = []
    item = _item(reader, at)
    while item is not None and item.last <= end and len(items) < _LONGEST_LIST:
        items.append(item)
        step = item.last
        if step + 1 < end and reader.words[step].text in _COMMAS and reader.begins_with_and(step + 1):
            step += 1
        if step >= end or not reader.begins_with_and(step):
            break
        item = _item(reader, step + 1 if reader.folded(step) == "و" else step)
        if item is not None and _shares_count(items[-1], item):
            break
    return items


def _shares_count(before: Item, item: Item) -> bool:
    """Whether a singular behind a counted singular is counted with it: «391 ملجأ ووكرا ومخزنا»."""
    counted = before.amount.number is not None and (before.amount.low or 0) > _LAST_WITH_PLURAL
    return counted and item.amount.number is None and item.amount.low == 1


def _item(reader: FactReader, at: int) -> Item | None:
    """«8 عجلات مفخخة», «مفرزة هاون», «عددا من العربات العسكرية»: a count and its equipment, or equipment by its form."""
    at = reader.skip_quotes(at)
    quantity = reader.word_in(at, "quantity")
    if quantity is not None:
        return _of_quantity(reader, at, quantity)
    count_word = reader.word_in(at, "count-word")
    number = reader.number_at(at) or (reader.number_at(reader.skip_quotes(count_word)) if count_word else None)
    words_at = reader.after_number(number) if number is not None else at
    equipment = reader.match(words_at, "equipment")
    if equipment is None or (
        number is not None and (number.form == "ordinal" or reader.is_used(number) or reader.is_year(number))
    ):
        return None
    if number is None and reader.is_definite(words_at):
        return None
    last = _described(reader, equipment.last)
    amount = reader.amount_of(number) if number is not None else _BY_NUMBER.get(equipment.row["number"], _SOME)
    return Item(at, last, (words_at, last), amount)


def _of_quantity(reader: FactReader, at: int, words_at: int) -> Item | None:
    """«كمية من الذخائر»: equipment whose number nobody tells."""
    equipment = reader.match(words_at, "equipment")
    if equipment is None:
        return None
    last = _described(reader, equipment.last)
    return Item(at, last, (words_at, last), _SOME)


def _described(reader: FactReader, at: int) -> int:
    """The token after the adjectives of equipment: «مفخخة», «عسكرية», «من نوع» aside."""
    while at < len(reader.words) and (
        (end := reader.word_in(at, "equipment-adjective")) is not None
        or (
            (other := reader.match(at, "equipment")) is not None
            and other.prefix == 0
            and not reader.is_definite(at)
            and (end := other.last)
        )
        or (reader.is_nationality(at) and not reader.begins_with_and(at) and (end := at + 1))
    ):
        if reader.begins_with_and(at) or end is None:
            break
        at = end
    return at


def _fact(reader: FactReader, event: Match, item: Item, *, leads: bool) -> Fact:
    """The fact of one item: the first with its event word, the others with their own words."""
    first = event.first if leads else item.first
    start = reader.starts[event.first] + event.prefix if leads else _start_of(reader, item.first)
    words = Piece(_start_of(reader, item.words[0]), reader.ends[item.words[1] - 1])
    rule = f"materiel.{event.row['form']}-" + ("count-item" if item.amount.number is not None else "item")
    return Fact(
        event.row["kind"],
        event.first,
        first,
        item.last,
        start,
        reader.ends[item.last - 1],
        rule,
        item.amount,
        words,
    )


def _start_of(reader: FactReader, at: int) -> int:
    """The code point at which equipment begins, without an attached «و»."""
    equipment = reader.match(at, "equipment")
    return reader.starts[at] + equipment.prefix if equipment is not None else reader.start_of(at)
