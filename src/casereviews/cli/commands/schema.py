"""`casereviews schema`."""

from typing import Annotated

from typer import Argument

from ...answers import contract
from ..options import completing, lowered


def schema(
    answer: Annotated[
        str,
        Argument(
            metavar="[ANSWER]",
            help=contract.listed(),
            autocompletion=completing("answer"),
            callback=lowered,
        ),
    ] = "list",
) -> None:
    """Answer `casereviews schema`.

    An answer is what a command prints with --json.
    """
    from ...render.as_json import dumps
    from ...search.order import choose
    from ..terminal import write_stdout

    choose("answer", answer, contract.ANSWERS)
    record, many = contract.ANSWERS[answer].record, contract.ANSWERS[answer].many
    write_stdout([dumps(contract.document(record, many), "\n") + "\n"])
