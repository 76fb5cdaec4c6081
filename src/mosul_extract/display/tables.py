"""Tables: rows that words meet, the figures of an evaluation, gains and losses between two runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from mosul_extract.comparison import LISTS, Comparison
from mosul_extract.display.paper import Paper
from mosul_extract.display.words import isolated, plain
from mosul_extract.evaluation import Evaluation


def _printed(table: Table) -> str:
    paper = Paper()
    paper.add(table)
    return paper.printed()


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
