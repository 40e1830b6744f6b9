"""Bulletins of case reviews, as text, HTML or e-mail: to the draft of a collection."""
