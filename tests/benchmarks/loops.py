"""One loop over the texts of a folder, in a process of its own: prints what it took as a line of JSON.

    python tests/benchmarks/loops.py tokenizer|extraction|lexicon|start|command|patterns|names FOLDER

`patterns` writes names.jsonl beside FOLDER; `names`, spaCy's EntityRuler with them, needs spaCy and nothing of this project.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def texts_of(folder: Path) -> list[str]:
    """The texts of a folder in the order of their names."""
    return [path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))]


def timed(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """The processor seconds of doing something with every text once."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def tokenizer(folder: Path) -> dict[str, Any]:
    """camel-tools' tokenizer alone: the measure of all others."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    texts = texts_of(folder)
    return {"seconds": timed(simple_word_tokenize, texts), "texts": len(texts)}


def extraction(folder: Path) -> dict[str, Any]:
    """A record of every text as JSON, with every word met for the first time; the lexicon is loaded before."""
    from mosul_extract import extract
    from mosul_extract.lexicons.loading import load

    load()
    return {"seconds": timed(lambda text: extract(text).model_dump_json(), texts_of(folder))}


def lexicon(folder: Path) -> dict[str, Any]:
    """All lexicons, as a new process loads them."""
    from mosul_extract.lexicons.loading import load

    return {"seconds": timed(lambda _: load(), [""])}


def start(folder: Path) -> dict[str, Any]:
    """The bare imports that a run cannot do without."""
    import camel_tools.tokenizers.word
    import click
    import pydantic
    import rich

    return {"imported": [m.__name__ for m in (camel_tools.tokenizers.word, click, pydantic, rich)]}


def command(folder: Path) -> dict[str, Any]:
    """What a plain script would do instead of the command: find the files, read and tokenize each."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    for path in folder.rglob("*.txt"):
        simple_word_tokenize(path.read_text("utf-8"))
    return {}


def patterns(folder: Path) -> dict[str, Any]:
    """Writes the names of all things that the lexicons name, as patterns of spaCy's EntityRuler."""
    from mosul_extract.lexicons.loading import load

    found = {
        (row.lexicon, name.removeprefix("="))
        for named in ("places", "actors", "units", "people")
        for row in load().of(named)
        for name in f"{row['names']}|{row['weak']}".split("|")
        if name
    }
    lines = (json.dumps({"label": label, "pattern": name}) for label, name in sorted(found))
    (folder.parent / "names.jsonl").write_text("\n".join(lines), "utf-8")
    return {"patterns": len(found)}


def names(folder: Path) -> dict[str, Any]:
    """spaCy's blank Arabic pipeline with an EntityRuler that holds the same names: the peer for finding names."""
    try:
        import spacy
    except ImportError:
        return {"missing": "spacy"}
    begin = time.process_time()
    pipeline = spacy.blank("ar")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([json.loads(line) for line in (folder.parent / "names.jsonl").read_text("utf-8").splitlines()])
    load = time.process_time() - begin
    found = 0

    def find(text: str) -> None:
        nonlocal found
        found += len(pipeline(text).ents)

    seconds = timed(find, texts_of(folder))
    return {
        "seconds": seconds,
        "load": load,
        "names": len(ruler.patterns),
        "found": found,
        "version": spacy.__version__,
    }


LOOPS = {loop.__name__: loop for loop in (tokenizer, extraction, lexicon, start, command, patterns, names)}

if __name__ == "__main__":
    print(json.dumps(LOOPS[sys.argv[1]](Path(sys.argv[2]))))
