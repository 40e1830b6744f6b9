"""Editing a collection in place: what is written, and where, without changing any other byte."""
