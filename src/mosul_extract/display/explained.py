"""Explained: an article with its marks, and why: rule, lexicon rows and cues of each fact and name, and every number."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mosul_extract.display.facts import Fact, headline, print_facts
from mosul_extract.display.marks import KINDS, Mark, legend, marked
from mosul_extract.display.names import Entity, print_name
from mosul_extract.display.pages import part, print_head, print_warnings
from mosul_extract.display.paper import WARNING, Field, Paper
from mosul_extract.display.words import counted, flat, plain, spaced
from mosul_extract.records import Actor, Casualty, Count, Document, Materiel, Place, Unit, Warning_

Told = dict[str, Any]
_NOT_OF_A_FACT = ("list", "rows")
_UNREAD = "casualty_not_read"
_CONTEXT, _MOST_PLACES, _MOST_ROWS = 28, 12, 4
_CLITIC = " + "


def explanations(told: Iterable[Told]) -> Iterator[str]:
    """A page for each document: its text with marks, then facts, names and numbers, each with the reasons."""
    for document in told:
        yield _Explained(document).page()


class _Explained:
    """The explanation of a document as `explanation.explain` gives it."""

    def __init__(self, told: Told) -> None:
        self.told, self.paper = told, Paper()
        self.text: str = told["document"]["text"]
        self.facts = [_fact(fact) for fact in told["facts"]]
        self.mentions: defaultdict[str, list[Told]] = defaultdict(list)
        for mention in told["mentions"]:
            self.mentions[mention["entity"]].append(mention)
        self.names = [
            *self._entities("actors", Actor),
            *self._entities("units", Unit),
            *self._entities("places", Place),
        ]
        self.known = {entity.id: entity for entity in self.names}
        self.rows = {fact["id"]: fact["rows"] for fact in told["facts"]}

    def page(self) -> str:
        """All of it."""
        print_head(self.paper, Document.model_validate(self.told["document"]))
        self._print_article()
        self._print_facts()
        self._print_names()
        self._print_numbers()
        print_warnings(self.paper, [Warning_.model_validate(warning) for warning in self.told["warnings"]])
        self.paper.blank()
        return self.paper.printed()

    def _entities(self, name: str, model: type[Entity]) -> Iterator[Entity]:
        for entity in self.told[name]:
            mentions = [_mention(mention) for mention in self.mentions[entity["id"]]]
            yield model.model_validate(entity | {"mentions": mentions})

    def _print_article(self) -> None:
        """The text, and below each line and each sentence the facts that begin in it."""
        self.paper.blank()
        self.paper.line(legend(), indent=2)
        self.paper.blank()
        marks = [Mark(m["start"], m["end"], m["entity"], KINDS[m["list"]]) for m in self.told["mentions"]]
        marks += [Mark(f["start"], f["end"], f["id"], KINDS[f["list"]]) for f in self.told["facts"]]
        ends = [fact.sentence.end for fact in self.facts]
        waiting = deque(sorted(self.facts, key=lambda fact: fact.start))
        for line, end in marked(self.text, marks, ends):
            self.paper.article(line)
            while waiting and waiting[0].start < end:
                self.paper.line(headline(waiting.popleft()), indent=4, hang=6)

    def _print_facts(self) -> None:
        if self.facts:
            part(self.paper, "Facts", f"{len(self.facts):,}")
            print_facts(self.paper, self.facts, self.known, reasons=self._reasons)

    def _reasons(self, fact: Fact) -> Iterator[Field]:
        yield Field("rule", fact.rule, style="bold")
        for cue in fact.evidence:
            yield Field("cue", f"{spaced(cue.role)} · {plain(cue.row)}", cue.text)
        for words, rows in _by_words(self.rows[fact.id]):
            yield Field("rows", ", ".join(rows), words)

    def _print_names(self) -> None:
        if not self.names:
            return
        part(self.paper, "Names", f"{len(self.names):,}, {counted(len(self.told['mentions']), 'mention')}")
        for entity in self.names:
            print_name(self.paper, entity, self.known)
            self.paper.fields(self._ways(entity.id), indent=7, label=5)

    def _ways(self, entity: str) -> Iterator[Field]:
        """Each way in which an entity is named, once: its words, its rule, its rows, and where it stands."""
        ways: dict[tuple[str, ...], list[Told]] = {}
        for mention in self.mentions[entity]:
            way = (_split(mention), mention["rule"], mention["row"] or "")
            ways.setdefault(way, []).append(mention)
        for (words, rule, row), mentions in ways.items():
            at = ", ".join(f"{mention['start']:,}" for mention in mentions[:_MOST_PLACES])
            more = f" and {len(mentions) - _MOST_PLACES:,} more" if len(mentions) > _MOST_PLACES else ""
            rows = [_row(met) for met in mentions[0]["rows"] if met["row"] == row][:1]
            rows = rows or list(dict.fromkeys(_row(met) for met in mentions[0]["rows"]))[:_MOST_ROWS]
            yield Field("", " · ".join(filter(None, (rule, ", ".join(rows), f"at {at}{more}"))), words)

    def _print_numbers(self) -> None:
        """The numbers that stand by a word for casualties and were refused come first: there a fact may be missing."""
        lines = self.told["numbers"]
        if not lines:
            return
        refused = sum(line["fact"] is None for line in lines)
        part(self.paper, "Numbers", f"{len(lines):,}, {refused:,} of them refused")
        for line in sorted(lines, key=lambda line: line["reason"] != _UNREAD):
            style = WARNING if line["reason"] == _UNREAD else "" if line["fact"] is None else "bold"
            self.paper.fields([Field(f"{line['start']:,}", _verdict(line), _context(self.text, line), style)], indent=2)


def _fact(told: Told) -> Fact:
    model: type[Casualty] | type[Materiel] = Casualty if told["list"] == "casualties" else Materiel
    return model.model_validate({name: value for name, value in told.items() if name not in _NOT_OF_A_FACT})


def _mention(told: Told) -> Told:
    return {name: told[name] for name in ("start", "end", "text", "rule")}


def _row(row: Told) -> str:
    """The address of a row, and where it stands: kills:verb casualty_words.tsv:12."""
    weak = " (weak)" if row["weak"] else ""
    return f"{plain(row['row'])} {plain(row['file'])}:{row['line']}{weak}"


def _by_words(rows: Sequence[Told]) -> Iterator[tuple[str, list[str]]]:
    """The rows met at each words of a piece; a row that was met in longer words before is not told again."""
    told: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for row in rows:
        if row["start"] < seen.get(row["row"], 0):
            continue
        seen[row["row"]] = row["end"]
        told.setdefault(_split(row), []).append(_row(row))
    yield from told.items()


def _split(piece: Told) -> str:
    """Words with the letters that were cut off their front: ب + الموصل."""
    return f"{piece['clitics']}{_CLITIC}{piece['text']}" if piece["clitics"] else str(piece["text"])


def _verdict(line: Told) -> str:
    count = Count(low=line["low"], high=line["high"], precision=line["precision"])
    value = str(count) if line["low"] is not None or line["high"] is not None else "no value"
    if line["text"].isascii() and line["text"].isdecimal():
        value = line["text"]
    if line["fact"] is not None:
        return f"{value} · counts {line['fact']}"
    row = f" · {plain(line['row'])}" if line["row"] else ""
    return f"{value} · refused: {line['meaning']} ({spaced(line['reason'])}){row}"


def _context(text: str, line: Told) -> str:
    """A number between the words around it."""
    start, end = line["start"], line["end"]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "…" + before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return f"{before}‹{flat(text[start:end])}›{after}"
