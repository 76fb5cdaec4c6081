"""Name grammar: which words can be part of a person's name, and where a name that begins at a token ends."""

from __future__ import annotations

from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.matcher import Match

COMMAS = frozenset("،,")
_LONGEST_NAME = 7
_SHORTEST_LAST_NAME = 3
_NAMES = ("places", "people", "actors", "units")
# Pronouns that no name ends in.
_THEIRS = ("هما", "هم", "هن")


class NameReader(Reader):
    """A reader that knows the words of which names are made."""

    def is_free(self, at: int) -> bool:
        """Whether no actor or unit stands at the token."""
        return at not in self.over

    def mention_ends(self, at: int) -> bool:
        """Whether an actor, a unit or a place ends right before the token."""
        over = self.over.get(at - 1)
        return over is not None and over.last == at

    def name_word(self, at: int) -> int | None:
        """The token after one more word of a name: a given name, a compound, a family name; None where there is none."""
        if not self.is_free(at) or self.role(at, "constructions", "that") is not None:
            return None
        for lexicon in ("given_names", "family_names"):
            match = next((m for m in self.document.at(at, lexicon) if m.prefix == 0), None)
            if match is not None:
                return match.last
        return None

    def given_name(self, at: int) -> Match | None:
        """The given name that begins at a token."""
        return (
            next((m for m in self.document.at(at, "given_names") if m.prefix == 0), None) if self.is_free(at) else None
        )

    def linked(self, at: int) -> int | None:
        """The token after «بن فلان», «أبو فلان», «آل فلان», «عبد …», or None."""
        link = (
            self.role(at, "name_grammar", "link")
            or self.role(at, "name_grammar", "kunya")
            or self.role(at, "name_grammar", "servant")
        )
        if link is None or (self.begins_with_and(at) and not self.folded(at).startswith("ول")):
            return None
        word = self.word(link)
        if word is None or not word.is_arabic or self.is_closed(link):
            return None
        return self.name_word(link) or (link + 1 if self.may_be_name(link) or self.is_definite(link) else None)

    def unknown_word(self, at: int) -> int | None:
        """The token after a word that no lexicon has and that may be part of a name."""
        if not self.is_free(at) or not self.may_be_name(at) or self.is_attached(at):
            return None
        if any(not found.entry.weak for lexicon in _NAMES for found in self.document.at(at, lexicon)):
            return None
        if (self.is_verb_like(at) and not self.is_definite(at)) or self.folded(at).endswith(_THEIRS):
            return None
        return at + 1

    def closes_name(self, at: int) -> bool:
        """Whether a word of daily language is the last of a name that a title vouches for: «العميد إبراهيم المحرج،»."""
        word = self.word(at)
        if word is None or not word.is_arabic or len(word.folded) < _SHORTEST_LAST_NAME or not self.is_free(at):
            return False
        if self.is_closed(at) or self.any_nationality(at) or self.any_match(at, "titles") is not None:
            return False
        if (self.is_attached(at) and not self.is_daily(at)) or self.any_match(at, "portfolios") is not None:
            return False
        after = self.word(at + 1)
        if after is None or after.is_punctuation:
            return True
        if self.is_definite(at + 1) and self.folded(at + 1).endswith("ي") and self.name_word(at + 1) is not None:
            return True
        title = self.any_match(at + 1, "titles")
        return (title is not None and title.row["kind"] in ("role", "profession")) or (
            self.role(at + 1, "name_grammar", "statement") is not None
        )

    def name_end(self, at: int, *, trusting: bool) -> int:
        """Where the name that begins at a token ends; the token itself where none begins.

        `trusting`: a title before it vouches for words that no lexicon has.
        """
        first, words, unknown = at, 0, 0
        while at < first + _LONGEST_NAME:
            if words and any(
                m.prefix == 0 and m.row["kind"] in ("role", "rank", "profession")
                for m in self.document.at(at, "titles")
            ):
                break
            step = self.linked(at) or self.name_word(at)
            if step is None:
                nisba = self.is_definite(at) and self.folded(at).endswith("ي") and not self.is_attached_to(at)
                step = (
                    self.unknown_word(at) if (trusting and unknown < 2) or (words and (nisba or unknown < 1)) else None
                )
                if (
                    step is None
                    and words
                    and nisba
                    and self.is_free(at)
                    and not self.is_closed(at)
                    and not self.is_ordinary(at)
                ):
                    step = at + 1
                if step is None and trusting and words and self.closes_name(at):
                    step = at + 1
                if step is None:
                    break
                unknown += 1
            words += 1
            at = step
        return at
