"""Display: records, explanations and tables for people at a terminal; what an article says can neither colour nor reorder it."""

from mosul_extract.display.explained import explanations
from mosul_extract.display.pages import pages
from mosul_extract.display.progress import progress_bar
from mosul_extract.display.tables import comparison_tables, evaluation_table, row_table
from mosul_extract.display.totals import COUNTED_ONCE
from mosul_extract.display.words import isolated, plain

__all__ = [
    "COUNTED_ONCE",
    "comparison_tables",
    "evaluation_table",
    "explanations",
    "isolated",
    "number",
    "pages",
    "plain",
    "progress_bar",
    "row_table",
]
