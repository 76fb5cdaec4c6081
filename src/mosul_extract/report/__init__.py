"""The report: one self-contained page on which facts are looked at in their text, and reviewed."""
