"""Answers: a file for each question, with the fields of its records, what asks for them and what a person is shown."""
