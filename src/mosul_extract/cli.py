"""The command line: options to calls, errors to exit codes."""

from __future__ import annotations

import sys
from datetime import datetime

import click


class DefaultGroup(click.Group):
    """A group whose first word may be left out: then it is `extract`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front where no command stands there."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = ["extract", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=DefaultGroup, context_settings={"auto_envvar_prefix": "MOSUL_EXTRACT", "help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="mosul-extract")
def cli() -> None:
    """Who, which forces, where, and what happened to how many people: facts from Arabic war news."""


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(["jsonl"]), default="jsonl")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--lexicon", "lexicons", multiple=True)
@click.option("-j", "--jobs", type=int, default=1)
def extract(paths: tuple[str, ...], form: str, published: datetime | None, lexicons: tuple[str, ...], jobs: int) -> int:
    """Extract records."""
    from mosul_extract.batch import Settings, run
    from mosul_extract.formats.files import find_inputs
    from mosul_extract.formats.readers import Reading, read_tasks

    failed = 0
    settings = Settings(Reading(published=published.date() if published else None), lexicons)
    for outcome in run(read_tasks(find_inputs(paths).paths, settings.reading), settings, jobs=jobs):
        if outcome.record:
            print(outcome.record)
        else:
            failed += 1
            print(f"{outcome.name}: {outcome.error}", file=sys.stderr)
    return 1 if failed else 0


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(cli(standalone_mode=False))
