"""The command line: options to calls, errors to exit codes; what a command needs is imported when it runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mosul_extract import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from mosul_extract.batch import Settings
    from mosul_extract.formats.readers import Reading
    from mosul_extract.running import Job
    from mosul_extract.target import Target

FAILED, USAGE, NOT_WRITTEN, INTERRUPTED, READER_GONE = 1, 2, 3, 130, 141
FORMATS = ("pretty", "jsonl", "json", "csv", "parquet", "geojson", "sqlite")
LISTS = ("actors", "units", "places", "casualties", "materiel")
_OWN_OPTIONS = ("--help", "-h", "--version")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class DefaultGroup(click.Group):
    """A group whose command may be left out: then it is `extract`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `extract` in front where the first word is no command."""
        if args and args[0] not in self.commands and args[0] not in _OWN_OPTIONS:
            args = ["extract", *args]
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the default command, which can be given without its name."""
        extracting = click.Context(self.commands["extract"], info_name="extract", parent=ctx)
        rows = [
            row for option in extracting.command.get_params(extracting) if (row := option.get_help_record(extracting))
        ]
        with formatter.section("Options of extract"):
            formatter.write_dl(rows)


class Option(click.Option):
    """An option that `MOSUL_EXTRACT_` and its name stand for in the environment."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        """Take the name from the long form: --max-bytes is MOSUL_EXTRACT_MAX_BYTES."""
        super().__init__(*args, **attributes)
        named = max(self.opts, key=len).removeprefix("--").replace("-", "_").upper()
        self.envvar = f"MOSUL_EXTRACT_{named}"


class Lists(click.ParamType):  # type: ignore[type-arg]
    """Names of lists, parted by commas."""

    name = "lists"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The lists in their fixed order."""
        if isinstance(value, tuple):
            return value
        names = {name.strip() for name in str(value).split(",") if name.strip()}
        if not names or names - set(LISTS):
            self.fail(f"{value!r} is not a comma-separated choice of {', '.join(LISTS)}", param, ctx)
        return tuple(name for name in LISTS if name in names)


class File(click.Path):
    """A path that comes as a pathlib.Path, which is imported when one is given."""

    def coerce_path_result(self, value: str | os.PathLike[str]) -> Path:
        """The path."""
        from pathlib import Path

        return Path(value)


option = partial(click.option, cls=Option)


def _encoding(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is not None:
        from mosul_extract.formats.encoding import is_encoding

        if not is_encoding(value):
            raise click.BadParameter(f"no text encoding is named {value!r}; windows-1256 is one, auto guesses")
    return value


def _options(*options: Decorator) -> Decorator:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for decorate_one in reversed(options):
            command = decorate_one(command)
        return command

    return decorate


reading_options = _options(
    option("--lexicon", "lexicons", multiple=True, metavar="DIR", type=click.Path(exists=True, file_okay=False),
                 help="Your own rows, on top of the shipped ones; may be repeated."),
    option("--date", "published", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]),
                 help="Day of publication of inputs that do not give one; «yesterday» becomes a date only with it."),
    option("--encoding", metavar="NAME|auto", callback=_encoding,
                 help="Of inputs that are neither UTF-8 nor have a byte order mark; auto guesses."),
    option("--text-field", default="text", metavar="NAME", show_default=True,
                 help="The column with the text in JSON, JSON Lines and CSV."),
    option("--max-bytes", default=10_000_000, metavar="N", type=click.IntRange(min=1), show_default=True,
                 help="A longer document is a failure."),
)  # fmt: skip


running_options = _options(
    option("--include", multiple=True, metavar="GLOB", help="Only files of folders that fit; may be repeated."),
    option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes. Default: as many as pay off."),
    option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
                 help="A document that takes longer is a failure. Default: 60 with several processes, none with one."),
    option("--errors", type=File(dir_okay=False), metavar="FILE",
                 help="Failures, as JSON Lines."),
    option("--fail-fast", is_flag=True, help="Stop at the first failure."),
    option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; failures are still named."),
)  # fmt: skip


def _job(paths: tuple[str, ...], target: Target, settings: Settings, options: dict[str, Any]) -> Job:
    """What is to be run, after all that can be found wrong with it before."""
    from mosul_extract.batch import processes_for
    from mosul_extract.formats.files import find_inputs
    from mosul_extract.running import Job

    inputs = find_inputs(paths, options["include"], target.files(options["errors"]))
    target.refuse_inputs(inputs.paths)
    for link in inputs.links:
        click.echo(f"{link}: a symbolic link in a folder is not followed; name it to read it", err=True)
    jobs = options["jobs"] or processes_for(len(inputs.paths))
    return Job(inputs.paths, settings, jobs, options["timeout"], options["fail_fast"], options["errors"])


def _reading(options: dict[str, Any]) -> Reading:
    from mosul_extract.formats.readers import Reading

    return Reading(
        text_field=options["text_field"],
        encoding=options["encoding"],
        max_bytes=options["max_bytes"],
        published=options["published"].date() if options["published"] else None,
        with_text=options.get("with_text", False),
    )


_CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(cls=DefaultGroup, no_args_is_help=True, context_settings=_CONTEXT)
@click.version_option(__version__, message="mosul-extract %(version)s")
def cli() -> None:
    """Who, which forces, where, and what happened to how many people: facts with evidence from Arabic war news.

    mosul-extract PATH... is short for mosul-extract extract PATH... Each option can stand in the environment, too:
    MOSUL_EXTRACT_JOBS=2 is --jobs 2.
    """


@cli.command(short_help="Extract records from files, folders or standard input (the default command).")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: the ending of --output; else pretty on a terminal, jsonl elsewhere.",
)
@option(
    "-o",
    "--output",
    type=File(),
    metavar="FILE",
    help="Write there instead of standard output; csv and parquet make a folder.",
)
@reading_options
@option(
    "--only",
    type=Lists(),
    default=LISTS,
    metavar="LISTS",
    help="Some lists only, parted by commas: actors,units,places,casualties,materiel.",
)
@option("--with-text", is_flag=True, help="Keep the text of .txt inputs in the record, too.")
@option("--resume", is_flag=True, help="Go on where a run with the same options was interrupted (with --output).")
@running_options
def extract(paths: tuple[str, ...], form: str | None, output: Path | None, **options: Any) -> int:
    """Extract records from files, folders (with all below them) or - for standard input.

    Reads .txt, .html, .json, .jsonl and .csv, each also as .gz. Exit codes: 0 all inputs became records; 1 at least one
    failed; 2 wrong usage; 3 the output could not be written; 130 interrupted; 141 the reader closed the pipe.
    """
    from mosul_extract.batch import Settings
    from mosul_extract.running import run
    from mosul_extract.target import Target

    target = Target.choose(form, output, resume=options["resume"])
    settings = Settings(_reading(options), options["lexicons"], options["only"])
    job = _job(paths, target, settings, options)
    tally = run(job, target, quiet=options["quiet"])
    return FAILED if tally.failures else 0


@cli.command(short_help="Why: each mention and fact with its rule, lexicon rows and cues.")
@click.argument("file")
@option("-f", "--format", "form", type=click.Choice(("pretty", "json")), default="pretty", show_default=True)
@reading_options
def explain(file: str, form: str, lexicons: tuple[str, ...], **options: Any) -> int:
    """Say why each mention and fact of FILE (or of - for standard input) is in its record.

    The article with its marks; for each mention and fact its rule, the lexicon rows met in its words and the cues that
    decided; every number of the text, with the fact that it counts or why it was refused. With json: an object a document.
    """
    from mosul_extract.explanation import explain_file, to_json
    from mosul_extract.streams import send

    told = explain_file(file, _reading(options), lexicons)
    if form == "json":
        send(to_json(told))
    else:
        from mosul_extract.display import explanations

        send(explanations(told))
    return 0


@cli.command(short_help="One self-contained page to look at the facts in their texts, and to review them.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@option("-o", "--output", type=File(), required=True, metavar="FILE", help="The page, an HTML file.")
@reading_options
@running_options
def report(paths: tuple[str, ...], output: Path, **options: Any) -> int:
    """Make a page of the facts of files, folders or - for standard input, with their texts, sums, days and places.

    PATH is what extract takes, or records that it wrote (.jsonl, .json; with their texts where --with-text kept them).
    The page asks for nothing from anywhere. A review made in it is exported as JSON Lines, which evaluate reads.
    """
    from dataclasses import replace

    from mosul_extract.batch import Settings
    from mosul_extract.report.writing import take_or_extract, write_report
    from mosul_extract.target import Target

    target = Target.page(output)
    settings = Settings(_reading({**options, "with_text": True}), options["lexicons"])
    job = replace(_job(paths, target, settings, options), work=take_or_extract)
    tally = write_report(job, output, quiet=options["quiet"])
    return FAILED if tally.failures else 0


@cli.command(short_help="Precision, recall and F1 against gold files, or a review.")
@click.argument("gold", type=File(exists=True))
@click.argument("path")
@option("-f", "--format", "form", type=click.Choice(("pretty", "json")), default="pretty", show_default=True)
@reading_options
def evaluate(gold: Path, path: str, form: str, lexicons: tuple[str, ...], **options: Any) -> int:
    """Measure against GOLD: a folder with NAME.gold.json files, or a review that was exported from a report (.jsonl).

    Of a review: precision is the share of accepted ones among the judged facts that PATH still has, recall the share of the
    accepted facts that it still has.

    PATH is a file of records (JSON Lines), or a file or folder of texts, which are then extracted.
    """
    from mosul_extract.batch import Settings
    from mosul_extract.evaluation import evaluate as measure
    from mosul_extract.evaluation import to_json
    from mosul_extract.reviews import evaluate_review, is_review
    from mosul_extract.running import records_of
    from mosul_extract.streams import send

    records = records_of(path, Settings(_reading(options), lexicons))
    result = (evaluate_review if is_review(gold) else measure)(gold, records)
    for name in result.without_record:
        click.echo(f"no record of {name}", err=True)
    if form == "json":
        send([to_json(result)])
    else:
        from mosul_extract.display import evaluation_table

        send(evaluation_table(result))
    return 0


@cli.command(short_help="Gains and losses between two runs.")
@click.argument("old", type=File(exists=True, dir_okay=False))
@click.argument("new", type=File(exists=True, dir_okay=False))
@option("-f", "--format", "form", type=click.Choice(("pretty", "markdown")), default="pretty", show_default=True)
def compare(old: Path, new: Path, form: str) -> int:
    """Show what the records of NEW gained and lost against those of OLD (both JSON Lines)."""
    from mosul_extract.comparison import compare as contrast
    from mosul_extract.comparison import to_markdown
    from mosul_extract.running import read_records
    from mosul_extract.streams import send

    result = contrast(read_records(old), read_records(new))
    if form == "markdown":
        send(line + "\n" for line in to_markdown(result))
    else:
        from mosul_extract.display import comparison_tables

        send(comparison_tables(result))
    return 0


@cli.command()
def schema() -> int:
    """Print the JSON Schema of a record."""
    import json

    from mosul_extract.records import json_schema
    from mosul_extract.streams import send

    send([json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"])
    return 0


@cli.group(short_help="Check lexicons; find the rows that a word meets.")
def lexicon() -> None:
    """Check lexicons, the shipped ones or your own, and look words up."""


@lexicon.command()
@click.argument("folder", required=False, metavar="[DIR]", type=File(exists=True, file_okay=False))
def check(folder: Path | None) -> int:
    """Check the rows of the shipped lexicons, or of DIR as rows on top of them."""
    from mosul_extract.lexicons.checking import check as find_faults
    from mosul_extract.streams import send

    report = find_faults(folder)
    send(f"{fault}\n" for fault in report.faults)
    click.echo(str(report), err=True)
    return FAILED if report.faults else 0


@lexicon.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@option("--lexicon", "lexicons", multiple=True, metavar="DIR", type=click.Path(exists=True, file_okay=False),
              help="Your own rows, on top of the shipped ones; may be repeated.")  # fmt: skip
def find(words: tuple[str, ...], lexicons: tuple[str, ...]) -> int:
    """Show the rows that a word or name meets in a text."""
    from mosul_extract.display import row_table
    from mosul_extract.explanation import find_rows
    from mosul_extract.lexicons.loading import load
    from mosul_extract.streams import send

    send(row_table(find_rows(" ".join(words), load(lexicons))))
    return 0


def main() -> None:
    """Run the command line and leave with its exit code."""
    from mosul_extract.errors import MosulExtractError, OutputError, ReaderGone

    # Plugins of pydantic watch over the models of servers. To find none takes a look into all packages that are installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Documents are made of many short-lived objects without cycles: the garbage collector would look through them in vain.
    gc.set_threshold(200_000, 20, 50)
    try:
        code = cli(standalone_mode=False) or 0
    except click.ClickException as wrong:
        wrong.show()
        code = wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except ReaderGone:
        code = READER_GONE
    except OutputError as wrong:
        click.echo(f"Error: {wrong}", err=True)
        code = NOT_WRITTEN
    except MosulExtractError as wrong:
        click.echo(f"Error: {wrong}", err=True)
        code = USAGE
    gc.freeze()  # at the end there is nothing to collect: the interpreter need not look through the whole lexicon for it
    sys.exit(code)
