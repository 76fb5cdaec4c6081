"""The frozen texts: records change on purpose only, and a change is seen."""

from __future__ import annotations

import pytest

import frozen
from mosul_extract.comparison import compare, to_markdown


@pytest.mark.parametrize("folder", frozen.SETS)
def test_records_are_those_that_were_written_down(folder: str) -> None:
    """Where this fails on purpose: read the report, then `python tests/frozen.py --write` and commit the difference."""
    found, told = frozen.parsed("\n".join(frozen.records(folder))), frozen.parsed(frozen.expected(folder))
    if found != told:
        pytest.fail("\n".join(to_markdown(compare(told, found))), pytrace=False)


def test_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    frozen.report()
    out = capsys.readouterr().out
    assert all(f"## Gains and losses: {folder}" in out for folder in frozen.SETS)
