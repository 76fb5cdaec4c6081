"""Writing: from paths to a page, by the machinery of every other output; records made before are taken as they are."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from mosul_extract.batch import Outcome, Settings, run_task
from mosul_extract.formats import writers
from mosul_extract.formats.readers import Task
from mosul_extract.records import Record
from mosul_extract.report.page import page
from mosul_extract.running import Job, Tally, pour, summarise, watching


def write_report(job: Job, output: Path, *, quiet: bool = False) -> Tally:
    """Run a job into a page. Failures and a summary go to standard error, and stand in the page. Raises MosulExtractError."""
    with watching(job, quiet=quiet) as watcher:
        tally = pour(job, lambda lines, failures: writers.write_text(page(lines, failures), output), watcher)
    if not quiet:
        summarise(tally)
    return tally


def take_or_extract(task: Task, settings: Settings) -> Outcome:
    """The record that a row is, else the record of the text that it holds. Never raises: an error is its outcome."""
    fields = task.fields or {}
    if "schema_version" not in fields or "document" not in fields:
        return run_task(task, settings)
    try:
        record = Record.model_validate(fields)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        message = f"not a record of this version of mosul-extract: {where}: {first['msg']}; extract it again"
        return Outcome(task.name, task.path, task.row, error=message, kind="InputError")
    return Outcome(task.name, task.path, task.row, record.to_json())
