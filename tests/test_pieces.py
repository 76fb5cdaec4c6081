"""Words and letters against camel-tools: where its modules are not loaded, what is done instead gives the same."""

from __future__ import annotations

import subprocess
import sys

import pytest
from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.dediac import dediac_ar
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mosul_extract.text.folding import fold_text
from mosul_extract.text.pieces import _PLAIN, pieces_of

PLAIN = [chr(point) for first, last in _PLAIN for point in range(first, last + 1)]
# What makes one emoji of several characters: joiners, variation selectors, keycaps, flags, skin tones, tags.
OF_EMOJI = "\u200d\ufe0f\u20e3\U0001f1ee\U0001f1f6\U0001f3fd\U000e0067\U000e007f👨👩🔥❤©®™‼⁉#*7"


def test_every_plain_character_is_cut_as_camel_tools_cuts_it() -> None:
    shapes = [shape for c in PLAIN for shape in (c, c * 2, f"ب{c}ب", f"7{c}7", f"{c}ب{c}")]
    assert len(shapes) > 10_000
    assert [shape for shape in shapes if pieces_of(shape) != simple_word_tokenize(shape)] == []


@given(st.text(st.one_of(st.sampled_from(PLAIN), st.sampled_from(OF_EMOJI), st.characters()), max_size=12))
@example("#\u200d#")
@example("7\ufe0f\u20e3")
@example("ب\u200dب،")
@example("©\u200d®")
@settings(max_examples=1000, deadline=None)
def test_any_run_is_cut_as_camel_tools_cuts_it(text: str) -> None:
    for run in text.split():
        assert pieces_of(run) == simple_word_tokenize(run)
        assert "".join(pieces_of(run)) == run


def test_folding_drops_the_vowel_marks_that_camel_tools_drops() -> None:
    letters = [chr(point) for point in range(0x10000) if not 0xD800 <= point < 0xE000]
    assert [c for c in letters if fold_text(dediac_ar(c)) != fold_text(c)] == []
    assert fold_text("قُتِلَ") == dediac_ar("قُتِلَ") == "قتل"


@pytest.mark.parametrize(("text", "loaded"), [("قُتل 3 (بينهم «طفل»)، في بغداد.", False), ("قتل 3 في بغداد 🔥", True)])
def test_the_tokenizer_is_loaded_where_a_text_needs_it(text: str, loaded: bool) -> None:
    code = "import sys, mosul_extract as m; m.extract(sys.argv[1]); print('camel_tools.tokenizers.word' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str(loaded)
