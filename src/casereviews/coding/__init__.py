"""Coding: which terms of the vocabulary a text speaks of."""
