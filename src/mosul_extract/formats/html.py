"""HTML: the article of a news page without its menus, with the title, date, outlet and address that the page gives."""

from __future__ import annotations

import logging
from typing import Any

from mosul_extract.errors import InputError

MISSING = "reading HTML needs trafilatura: uv pip install 'mosul-extract[html]'"

_FIELDS = {"text": "text", "title": "title", "published": "date", "outlet": "sitename", "url": "url"}


def read_article(page: str) -> dict[str, Any]:
    """The fields text, title, published, outlet, url of a page; those that it does not give are left out.

    The date is the page's own statement (its metadata), never one searched in its text. Extraction by trafilatura
    (Barbaresi 2021). Raises InputError where there is no article.
    """
    try:
        import trafilatura
    except ImportError as missing:
        raise InputError(f"{MISSING} ({missing.name or missing})") from missing
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    fields = {name: getattr(found, theirs, None) for name, theirs in _FIELDS.items()}
    if not fields["text"]:
        raise InputError("no article text was found in this HTML page")
    return {name: value for name, value in fields.items() if value}
