"""What the texts of all cases give, to the letter: every field of every fact and number, for a diff that shows what a change does.

    python tests/told.py --write

Cases say what matters and leave the rest open; this says the rest: exact spans, rules, evidence. It is no claim that all of it
is right. A change that means to change it writes it anew, and the diff is read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_cases
import test_ledger
import test_numerals
from mosul_extract import extract
from mosul_extract.records import Casualty, Materiel, Quoted

FILE = Path(__file__).parent / "cases" / "told.expected"


def texts() -> list[str]:
    """Every text of the cases of facts, numbers and the ledger, once."""
    found = [case.text for case in test_cases.ALL]
    return [
        *dict.fromkeys([*found, *(text for text, _ in test_numerals.CASES), *(text for text, _ in test_ledger.CASES)])
    ]


def lines(text: str) -> Iterator[str]:
    """The text, and a line for each of its facts and of its numbers."""
    yield f"text: {text}"
    record = extract(text)
    yield from (f"  {_fact(fact)}" for fact in (*record.casualties, *record.materiel))
    yield from (
        f"  {row.text} | {row.start} {row.fact or row.reason} {row.row or ''}".rstrip()
        for row in test_ledger.account(text)[1]
    )


def _fact(fact: Casualty | Materiel) -> str:
    count = fact.count
    told = [
        f"{fact.kind} {_number(count.low)}..{_number(count.high)} {count.precision} {fact.assertion}",
        f"«{fact.text}» {fact.start}", f"«{count.text or ''}»", fact.rule,
        *(f"{name} {_quoted(getattr(fact, name))}" for name in ("source", "by", "place", "when") if getattr(fact, name)),
    ]  # fmt: skip
    if fact.means:
        told.append(f"means {fact.means.kind} {_quoted(fact.means)}")
    if isinstance(fact, Casualty):
        victims, marks = fact.victims, ("part of " + (fact.subset_of or "?") if fact.subset else "", fact.repeats or "")
        told.append(
            f"{victims.group} {'+'.join(victims.categories)} «{victims.text or ''}» {' '.join(filter(None, marks))}".rstrip()
        )
        told += [fact.scope] if fact.scope != "event" else []
    else:
        told.append(_quoted(fact.item))
    told += [f"{cue.role} {cue.row} {cue.start}" for cue in fact.evidence]
    return " | ".join(told)


def _number(number: int | None) -> str:
    return "-" if number is None else str(number)


def _quoted(piece: Quoted) -> str:
    return f"«{piece.text}» {piece.start}"


def page() -> str:
    """All of it."""
    return "\n".join(line for text in texts() for line in lines(text)) + "\n"


if __name__ == "__main__":
    if "--write" not in sys.argv:
        sys.exit(__doc__)
    FILE.write_text(page(), "utf-8")
