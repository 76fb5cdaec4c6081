"""Display: records and tables for people at a terminal; what an article says can neither colour nor reorder it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mosul_extract.comparison import LISTS, Comparison
from mosul_extract.evaluation import Evaluation
from mosul_extract.records import Actor, Casualty, Count, Place, Record, Unit

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_NUMBERS = {
    "approximate": "about {low}",
    "at_least": "at least {low}",
    "at_most": "at most {high}",
    "range": "{low} to {high}",
}
COUNTED_ONCE = "counted once: stated events only, without repeats and parts of totals"


def plain(text: str) -> str:
    """The text with control characters, marks of direction and line ends shown as what they are: <U+202E>."""
    return "".join(
        f"<U+{ord(c):04X}>" if c in _DIRECTIONS or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c
        for c in text
    )


def isolated(text: str | None) -> str:
    """Text of an article for a line in another direction: shown as it is, and reordering nothing around it."""
    return f"{_ISOLATE}{plain(' '.join(text.split()))}{_END_ISOLATE}" if text else ""


def _printed(*things: Any) -> str:
    """What a terminal of this width and these colours shows; nothing is taken for markup."""
    out = Console(markup=False, highlight=False, emoji=False)
    with out.capture() as capture:
        out.print(*things, sep="\n")
    return capture.get()


def pages(lines: Iterable[str]) -> Iterator[str]:
    """Records, given as lines of JSON, a page each."""
    for line in lines:
        yield _printed(_page(Record.model_validate_json(line)))


def _page(record: Record) -> Group:
    document = record.document
    parts: list[Any] = [Rule(Text(plain(document.path or document.id)), align="left")]
    if document.title:
        parts.append(Text(isolated(document.title), style="bold"))
    if record.casualties:
        parts += [_casualties(record), Text(_totals(record.casualties), style="italic")]
    if record.materiel:
        rows = [[m.id, m.kind, number(m.count), isolated(m.text), isolated(m.item.text)] for m in record.materiel]
        parts.append(_table("Materiel", ("", "what", "count", "statement", "item"), rows))
    for title, entities in (("Actors", record.actors), ("Units", record.units), ("Places", record.places)):
        if entities:
            rows = [_entity(entity) for entity in entities]
            parts.append(_table(title, ("", "kind", "name", "", "mentions"), rows))
    if len(parts) <= 1 + bool(document.title):
        parts.append(Text("nothing found"))
    parts += [Text(f"warning: {plain(w.message)}") for w in record.warnings]
    return Group(*parts, Text(""))


def _casualties(record: Record) -> Table:
    rows = [
        [fact.id, _kind(fact), number(fact.count), isolated(fact.text), fact.victims.group, *_circumstances(fact)]
        for fact in record.casualties
    ]
    return _table("Casualties", ("", "what", "count", "statement", "group", "by", "place", "when", "says who"), rows)


def _kind(fact: Casualty) -> str:
    notes: list[str] = [fact.assertion] if fact.assertion != "stated" else []
    notes += ["over a period"] if fact.scope == "period" else []
    notes += [f"part of {fact.subset_of or 'a total'}"] if fact.subset else []
    notes += [f"repeats {fact.repeats}"] if fact.repeats else []
    return f"{fact.kind} ({', '.join(notes)})" if notes else fact.kind


def _circumstances(fact: Casualty) -> list[str]:
    return [isolated(piece.text) if piece else "" for piece in (fact.by, fact.place, fact.when, fact.source)]


def number(count: Count) -> str:
    """A count in words: 24, at least 20, 20 to 99, unknown."""
    if count.low is None and count.high is None:
        return "unknown"
    low, high = (f"{n:,}" if n is not None else "?" for n in (count.low, count.high))
    usual = low if low == high else "{low} to {high}"
    return _NUMBERS.get(count.precision, usual).format(low=low, high=high)


def _totals(facts: Sequence[Casualty]) -> str:
    sums: dict[str, int] = {}
    for fact in facts:
        if fact.repeats is None and not fact.subset and fact.assertion == "stated" and fact.scope == "event":
            sums[fact.kind] = sums.get(fact.kind, 0) + (fact.count.low or 0)
    told = ", ".join(f"{kind} at least {total:,}" for kind, total in sums.items() if total) or "no numbers"
    return f"Total: {told} ({COUNTED_ONCE})"


def _entity(entity: Actor | Unit | Place) -> list[str]:
    if isinstance(entity, Actor):
        about = " · ".join(isolated(piece) for piece in (entity.rank, entity.role) if piece)
    elif isinstance(entity, Unit):
        about = " ".join(filter(None, (entity.echelon, str(entity.number or ""), entity.country)))
    else:
        about = " · ".join([*(isolated(unit.name) for unit in entity.admin)]) or entity.country or ""
    named = isolated(entity.name) + (f" {plain(entity.name_en)}" if entity.name_en else "")
    return [entity.id, entity.kind, named, about, str(len(entity.mentions))]


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, show_edge=False, pad_edge=False
    )
    kept = list(rows)
    shown = [i for i in range(len(columns)) if not kept or any(row[i] for row in kept)]
    for i in shown:
        numbers = bool(kept) and all(row[i].replace(",", "").isdigit() for row in kept)
        table.add_column(columns[i], justify="right" if numbers else "left", overflow="fold")
    for row in kept:
        table.add_row(*(Text(row[i]) for i in shown))
    return table


def explanations(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """For each document its mentions and facts, each with rule, rows and cues, and the account of its numbers."""
    for document in told:
        mentions = [
            [m["entity"], m["kind"], isolated(m["text"]), str(m["start"]), m["rule"], _rows(m["rows"])]
            for m in document["mentions"]
        ]
        facts = [
            [
                f["id"],
                f["kind"],
                isolated(f["text"]),
                str(f["start"]),
                f["rule"],
                _rows(f["rows"]),
                _cues(f["evidence"]),
            ]
            for f in document["facts"]
        ]
        yield _printed(
            Rule(Text(plain(document["document"]["path"] or document["document"]["id"])), align="left"),
            _table("Mentions", ("", "kind", "words", "at", "rule", "rows"), mentions),
            _table("Facts", ("", "kind", "words", "at", "rule", "rows", "cues"), facts),
            *_ledger(document.get("numbers") or ()),
        )


def _ledger(numbers: Sequence[dict[str, Any]]) -> list[Table]:
    """Each number of the text: the fact that it counts, or why it counts none."""
    rows = [
        [
            isolated(line["text"]),
            str(line["start"]),
            _value(line),
            line["fact"] or f"refused: {line['reason']}",
            line["row"] or "",
        ]
        for line in numbers
    ]
    return [_table("Numbers", ("words", "at", "value", "counts", "row"), rows)] if rows else []


def _value(line: dict[str, Any]) -> str:
    return number(Count(low=line["low"], high=line["high"], precision=line["precision"]))


def _rows(rows: Sequence[dict[str, Any]]) -> str:
    return "\n".join(f"{row['row']} ({row['file']}:{row['line']}) {isolated(row['text'])}" for row in rows)


def _cues(cues: Sequence[dict[str, Any]]) -> str:
    return "\n".join(f"{cue['role']}: {isolated(cue['text'])} ({cue['row']})" for cue in cues)


def row_table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The lexicon rows that words meet."""
    if not rows:
        yield "no row\n"
        return
    cells = [[isolated(r["text"]), r["row"], f"{r['file']}:{r['line']}", "weak" if r["weak"] else ""] for r in rows]
    yield _printed(_table("", ("words", "row", "file", ""), cells))


def evaluation_table(evaluation: Evaluation) -> Iterator[str]:
    """The figures of an evaluation."""
    rows = [
        [
            *measure,
            *(f"{rate:.3f}" for rate in figure[:3]),
            f"{figure.low:.3f}–{figure.high:.3f}",
            *map(str, figure[5:]),
        ]
        for measure, figure in evaluation.figures.items()
    ]
    yield _printed(_table("", ("list", "measure", "P", "R", "F1", "95 % of F1", "gold", "found"), rows))


def comparison_tables(comparison: Comparison) -> Iterator[str]:
    """Gains and losses: a table of the lists, then each change."""
    counts = [[name, *map(str, comparison.counts(name))] for name in LISTS]
    yield _printed(_table("", ("list", "before", "after", "gained", "lost", "changed"), counts))
    for title, names in (("only in the old run", comparison.only_old), ("only in the new run", comparison.only_new)):
        if names:
            yield f"{title}: {', '.join(map(plain, names))}\n"
    rows = [
        [c.sign, plain(c.document), c.list, c.kind, str(c.start), isolated(c.text), plain(c.detail)]
        for c in comparison.changes
    ]
    if rows:
        yield _printed(_table("", ("", "document", "list", "kind", "at", "words", ""), rows))


class Bar:
    """A watcher that draws a progress bar: files, documents a second, failures, time left."""

    def __init__(self, progress: Progress, files: int) -> None:
        """Begin at nothing."""
        self._progress, self._last = progress, ""
        self._files = self._documents = self._failures = 0
        self._task = progress.add_task("", total=files, rate="")

    def step(self, path: str, *, failed: bool) -> None:
        """A document of this file is done."""
        self._files += path != self._last
        self._last = path
        self._documents += 1
        self._failures += failed
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = f"{self._documents / elapsed:,.0f} documents a second" if elapsed else ""
        failures = f", {self._failures:,} failed" if self._failures else ""
        self._progress.update(self._task, completed=self._files, rate=rate + failures)

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._progress.console.print(Text(line))


@contextmanager
def progress_bar(files: int) -> Iterator[Bar]:
    """A progress bar on standard error while the block runs."""
    columns = (
        MofNCompleteColumn(),
        TextColumn("files"),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    err = Console(stderr=True, markup=False, highlight=False, emoji=False)
    with Progress(*columns, console=err, transient=True) as progress:
        yield Bar(progress, files)
