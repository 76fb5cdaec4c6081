"""Mutation testing: small faults put into numerals, cardinals and casualties one at a time, and whether the fast tests see them.

    python tests/mutation.py [--sample 1000] [--seed 1] [--only casualties/nouns.py] [--show]

Each mutant is one change of one operator, constant, condition or jump within a function (or of a constant of the module).
It gets a process of its own, forked when everything is loaded, in which the code of that function is exchanged; then run the
cases of test_cases.py, test_numerals.py and test_ledger.py, what their texts give to the letter (test_told.py), and their
properties, until one fails. A mutant that runs ten
times as long as the tests without it counts as seen. Prints a table, the survivors with `--show`, and a line of JSON.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib
import io
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import test_cases
import test_ledger
import test_numerals
import test_told
import told
from mosul_extract import extract

PACKAGE = Path(__file__).parents[1] / "src" / "mosul_extract"
CASUALTIES = (
    "facts", "groups", "nouns", "parts", "positions", "lists", "objects", "antecedents", "statements", "verbs", "victims",
)  # fmt: skip
TARGETS = ("text/numerals.py", "text/cardinals.py", *(f"extractors/casualties/{name}.py" for name in CASUALTIES))
SEEN, SURVIVED, SAME = 1, 0, 2
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
REPLACED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
            ast.Mod: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}  # fmt: skip


class Mutant(NamedTuple):
    """A fault: the file, the function (empty for the module), line, kind, the node's place in the tree, and its change."""

    file: str
    function: str
    line: int
    kind: str
    place: int
    number: int

    def tree(self) -> ast.Module:
        """The module with the fault in it."""
        tree = ast.parse(source(self.file))
        node = next(islice(ast.walk(tree), self.place, None))
        list(changes(node))[self.number][1](node)
        return ast.fix_missing_locations(tree)


@cache
def source(file: str) -> str:
    """The text of a file as it was when the run began."""
    return (PACKAGE / file).read_text("utf-8")


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """(kind, how to change such a node) for every fault that a node can have."""
    if isinstance(node, ast.Compare):
        for i, sign in enumerate(node.ops):
            other = COMPARED[type(sign)]
            yield "comparison", lambda n, i=i, other=other: n.ops.__setitem__(i, other())
    elif isinstance(node, ast.BinOp) and type(node.op) in REPLACED:
        yield "arithmetic", lambda n: setattr(n, "op", REPLACED[type(n.op)]())
    elif isinstance(node, ast.BoolOp):
        yield "and/or", lambda n: setattr(n, "op", ast.And() if isinstance(n.op, ast.Or) else ast.Or())
        for i in range(len(node.values)):
            yield "condition left out", lambda n, i=i: n.values.pop(i)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", _without_not
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield "constant", lambda n: setattr(n, "value", not n.value)
        elif isinstance(node.value, int):
            yield "constant", lambda n: setattr(n, "value", n.value + 1)
        elif isinstance(node.value, str) and node.value:
            yield "constant", lambda n: setattr(n, "value", n.value + "XX")
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield "condition turned", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield "nothing returned", lambda n: setattr(n, "value", ast.Constant(None))


def _without_not(node: ast.UnaryOp) -> None:
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _is_nothing(node: ast.AST) -> bool:
    """None, False and an empty list: what callers take for the same."""
    return (isinstance(node, ast.Constant) and not node.value) or (isinstance(node, ast.List) and not node.elts)


def mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    tree = ast.parse(source(file))
    owners = dict(_owners(tree))
    for place, node in enumerate(ast.walk(tree)):
        owner = owners.get(id(node))
        if owner is None:
            continue
        for number, (kind, _) in enumerate(changes(node)):
            yield Mutant(file, owner, getattr(node, "lineno", 0), kind, place, number)


def _owners(node: ast.AST) -> Iterator[tuple[int, str]]:
    """(id of a node, name of the outermost function or method that holds it); docstrings, types and class bodies left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            for part in child.body:
                if isinstance(part, ast.FunctionDef):
                    yield from _body(part, f"{child.name}.{part.name}")
        elif isinstance(child, ast.FunctionDef):
            yield from _body(child, child.name)
        elif isinstance(child, ast.Assign):
            yield from ((id(part), "") for part in ast.walk(child.value))


def _body(function: ast.FunctionDef, owner: str) -> Iterator[tuple[int, str]]:
    for statement in function.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        types = {
            id(part)
            for inner in ast.walk(statement)
            if isinstance(inner, ast.AnnAssign)
            for part in ast.walk(inner.annotation)
        }
        yield from ((id(part), owner) for part in ast.walk(statement) if id(part) not in types)


def put_in(mutant: Mutant) -> bool:
    """Exchange the code of the mutant's function in this process; False where the code is the same."""
    module = importlib.import_module("mosul_extract." + mutant.file.removesuffix(".py").replace("/", "."))
    code = compile(mutant.tree(), module.__file__ or "", "exec")
    if not mutant.function:
        return _put_in_constants(module, code)
    live: Any = module
    for name in mutant.function.split("."):
        live = vars(live)[name]
    if hasattr(live, "cache_clear"):
        live.cache_clear()
    live = getattr(live, "fget", None) or getattr(live, "func", None) or getattr(live, "__func__", None) or live
    live = getattr(live, "__wrapped__", live)
    found = _code_of(code, mutant.function.split("."))
    if found == live.__code__:
        return False
    made = dict(_inner(live.__code__, found))
    for function in functions():
        if function.__code__ in made:
            function.__code__ = made[function.__code__]
    live.__code__ = found
    return True


@cache
def functions() -> list[FunctionType]:
    """Every function of the package that lives in this process; asked before the first fork, for it takes a while."""
    gc.unfreeze()  # loading hides what it has loaded from the collector
    found = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
    gc.freeze()
    return [function for function in found if (function.__module__ or "").startswith("mosul_extract")]


def _inner(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions within a function, as they were and as they are: a decorator has made some when the module was loaded."""
    for was, now in zip(old.co_consts, new.co_consts, strict=False):
        if isinstance(was, CodeType) and isinstance(now, CodeType) and was.co_freevars == now.co_freevars:
            yield was, now
            yield from _inner(was, now)


def _code_of(code: CodeType, names: list[str]) -> CodeType:
    for name in names:
        code = next(part for part in code.co_consts if isinstance(part, CodeType) and part.co_name == name)
    return code


def _put_in_constants(module: ModuleType, code: CodeType) -> bool:
    """The constants of the module as the mutant has them; also where other modules have taken them from it."""
    made = {"__name__": module.__name__, "__file__": module.__file__}
    exec(code, made)
    changed = {
        name: value for name, value in made.items()
        if name.isupper() or (name.startswith("_") and name[1:].isupper()) if value != vars(module)[name]
    }  # fmt: skip
    for other in [m for name, m in sys.modules.items() if name.startswith("mosul_extract")]:
        for name, value in changed.items():
            if name in vars(other) and vars(other)[name] is vars(module)[name] and other is not module:
                setattr(other, name, value)
    vars(module).update(changed)
    return bool(changed)


def run_tests(file: str) -> None:
    """The fast tests, those first that are nearest to the file. Raises AssertionError, or whatever the fault leads to."""
    of_numbers = file.startswith("text")
    for suite in (numbers, facts, accounts, all_told) if of_numbers else (facts, all_told, accounts, numbers):
        suite()
    if of_numbers:
        test_numerals.test_round_trip()
        test_numerals.test_digits_round_trip()
        test_numerals.test_numbers_are_in_order_and_miss_no_digit()
    test_ledger.test_the_seed_article()
    test_ledger.test_facts_have_the_ids_of_the_record()
    test_ledger.test_long_chains_take_linear_time()
    test_ledger.test_no_number_is_missing_and_none_stands_twice()


def numbers() -> None:
    for text, expected in test_numerals.CASES:
        test_numerals.test_case(text, expected)


def facts() -> None:
    for case in test_cases.ALL:
        test_cases.test_case(case)


def all_told() -> None:
    for text in told.texts():
        test_told.check(text)


def accounts() -> None:
    for text, expected in test_ledger.CASES:
        test_ledger.test_case(text, expected)


def verdict(mutant: Mutant, seconds: int) -> int:
    """What becomes of a mutant, in a child process."""
    child = os.fork()
    if child == 0:
        signal.alarm(seconds)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                if not put_in(mutant):
                    os._exit(SAME)
                run_tests(mutant.file)
            except BaseException:
                os._exit(SEEN)
        os._exit(SURVIVED)
    _, status = os.waitpid(child, 0)
    return SEEN if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def main() -> None:
    """Run the mutants, or a sample of them, and print what became of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0, help="so many mutants of all, drawn by the seed")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", action="append", help="only files that end so")
    options.add_argument("--show", action="store_true", help="print the survivors")
    given = options.parse_args()
    chosen = [file for file in TARGETS if not given.only or file.endswith(tuple(given.only))]
    found = [mutant for file in chosen for mutant in mutants(file)]
    drawn = random.Random(given.seed).sample(found, min(given.sample or len(found), len(found)))
    extract("قُتل 25 شخصا.")
    functions()
    start = time.monotonic()
    run_tests("text/numerals.py")
    seconds = int(10 * (time.monotonic() - start)) + 5
    told: Counter[tuple[str, int]] = Counter()
    for mutant in sorted(drawn, key=lambda m: (m.file, m.line)):
        became = verdict(mutant, seconds)
        told[mutant.file, became] += 1
        if became == SURVIVED and given.show:
            print(f"{mutant.file}:{mutant.line} {mutant.function or 'module'}: {mutant.kind}", flush=True)
    for file in chosen:
        seen, survived = told[file, SEEN], told[file, SURVIVED]
        if seen + survived:
            print(f"{file:45} {seen:5} seen {survived:4} survived {seen / (seen + survived):6.1%}")
    seen, survived = (sum(n for (_, became), n in told.items() if became == wanted) for wanted in (SEEN, SURVIVED))
    print(
        json.dumps(
            {"of": len(found), "mutants": seen + survived, "seen": seen, "share": round(seen / (seen + survived), 4)}
        )
    )


if __name__ == "__main__":
    main()
