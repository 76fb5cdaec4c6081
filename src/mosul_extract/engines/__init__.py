"""Engines: the same records where one machine is not enough."""
