"""`casereviews schema`."""

from typing import Annotated

from typer import Argument

from ..options import completing, lowered


def schema(
    answer: Annotated[
        str,
        Argument(
            metavar="[ANSWER]",
            help="list, show, statement (show of one), search, search-statements, similar, themes, theme "
            "(themes THEME), themes-by, learning, recommendations, actions, vocabulary, info, "
            "validate, import, recode, vocabulary-all or cache.",
            autocompletion=completing("answer"),
            callback=lowered,
        ),
    ] = "list",
) -> None:
    """Print the JSON Schema of an answer.

    An answer is what a command prints with --json.
    """
    from ...answers import contract
    from ...render.as_json import dumps
    from ...search.order import choose
    from ..terminal import write_stdout

    choose("answer", answer, contract.ANSWERS)
    record, many = contract.ANSWERS[answer]
    write_stdout([dumps(contract.document(record, many), "\n") + "\n"])
