"""Changing a collection in place: what is written, and where, without a change to any other byte."""
