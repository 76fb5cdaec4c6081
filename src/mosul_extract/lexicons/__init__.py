"""Lexicons: names and words as data, and where they stand in a text."""
