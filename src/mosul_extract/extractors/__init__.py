"""Extractors: each reads an annotated document and adds what it claims. Adding one is a module and a name here."""
