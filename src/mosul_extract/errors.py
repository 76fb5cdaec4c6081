"""What can go wrong, in words: where, what, and what to do."""

from __future__ import annotations


class MosulExtractError(Exception):
    """The base of all errors of this library; its text is meant for a person."""


class DecodingError(MosulExtractError):
    """The bytes of an input are not text in the expected encoding."""


class InputError(MosulExtractError):
    """An input cannot be read, or is not what its name says."""


class LexiconError(MosulExtractError):
    """A lexicon file or row is not right; the text begins with `file:line:`."""


class OutputError(MosulExtractError):
    """The output could not be written."""


class MissingExtraError(MosulExtractError, ImportError):
    """A package that an extra brings is not installed; the text names the extra."""


class ResumeError(MosulExtractError):
    """A run cannot go on from what an earlier one left."""


class UsageError(MosulExtractError):
    """What was asked for cannot be done so; found before any work."""


class ReaderGone(MosulExtractError):  # noqa: N818  (nothing is wrong)
    """Whoever read the output has closed it: no error, and nothing to say."""
