"""What the help of every command ends with, and what stands behind all of them: examples, variables and exit codes.

docs/commands.md and the man page are made of the same texts. `help` loads them when somebody asks.
"""

Example = tuple[str, str]
"""A command line, and what it gives."""

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "": (
        ("casereviews list --harm neglect", "the reviews in which a child was neglected"),
        ("casereviews show toby", "one review whole"),
    ),
    "list": (
        ('casereviews list --age "<1y" --outcome death --sort incident', "babies who died, the earliest first"),
        ("casereviews list --harm CSA,neglect -f csv -o harms.csv", "a file for a spreadsheet"),
    ),
    "show": (
        ("casereviews show child-rs/L2", "one statement, by the end of its id"),
        ("casereviews list --harm neglect -f ids | casereviews show -", "all reviews of a list, whole"),
    ),
    "search": (
        ("casereviews search bruising non-mobile --in actions", "what was begun about bruises on young babies"),
        ("casereviews search '\"strategy meeting\"' --statements", "a phrase, in statements, the best first"),
    ),
    "similar": (
        ("casereviews similar mia", "the reviews that share most with one"),
        ("casereviews similar toby --type lcspr -n 3", "of one type, the three that are most like it"),
    ),
    "themes": (
        ("casereviews themes --agency housing", "what recurs in what speaks to or of housing services"),
        ("casereviews themes fathers", "one theme with its statements"),
    ),
    "count": (
        ("casereviews count --by age --by outcome", "how many reviews there are of each age with each outcome"),
        ("casereviews count --by agency --of recommendations", "whom recommendations speak to or of"),
    ),
    "learning": (
        (
            "casereviews learning --theme 'information sharing' --outcome death",
            "what was learnt about sharing information where a child died",
        ),
        ("casereviews learning --search 'fathers OR partners' -f md -o fathers.md", "a page for a briefing"),
    ),
    "recommendations": (
        ("casereviews recommendations --agency housing", "recommendations that speak to or of housing services"),
        ("casereviews recommendations --agency police --count", "how many recommendations speak to or of the police"),
    ),
    "actions": (
        ("casereviews actions --theme bruising", "what had already been begun about bruises"),
        ("casereviews actions -f csv -o actions.csv", "all of them, for a spreadsheet"),
    ),
    "brief": (
        ("casereviews brief neglect -o neglect.docx", "two pages on the theme and the harm, to share"),
        ("casereviews brief --agency CSC --no-detail --plan", "for children's social care, with a form for actions"),
    ),
    "export": (
        ("casereviews export neglect.md --harm neglect", "a reader of the reviews that concern neglect"),
        ("casereviews export - --as md --age '<1y' > babies.md", "the same of babies, into another program or file"),
    ),
    "vocabulary": (
        ("casereviews vocabulary harm", "the harms that --harm takes"),
        ("casereviews vocabulary theme -f csv -o themes.csv", "the themes with their definitions, for a spreadsheet"),
    ),
    "info": (
        ("casereviews info", "what the bundled collection holds"),
        ("casereviews info --data ours.yaml", "the same of a collection of your own"),
    ),
    "schema": (
        ("casereviews schema list", "the JSON Schema of what list --json prints"),
        ("casereviews schema search > hits.json", "another one, in a file"),
    ),
    "import": (
        ("casereviews import may.txt -o ours.yaml", "a new collection of a bulletin"),
        ("casereviews import june.txt --into ours.yaml", "what is new in the next one, added to it"),
    ),
    "check": (
        ("casereviews check ours.yaml --type lcspr", "what is to be checked in reviews of one type"),
        ("casereviews check ours.yaml --accept child-kite/L2", "all that was read in one statement stands"),
    ),
    "validate": (
        ("casereviews validate ours.yaml", "everything that is wrong, with line and column"),
        ("casereviews validate ours.yaml --json", "the same for a program"),
    ),
    "cache": (
        ("casereviews cache", "what is kept compiled, and how large it is"),
        ("casereviews cache --clear", "all of it removed"),
    ),
    "help": (
        ("casereviews help list", "all options of one command"),
        ("casereviews help exit-codes", "what the exit codes mean"),
    ),
}
"""Two for each command; those of the program as a whole are the command ""."""

ENVIRONMENT = {
    "CASEREVIEWS_DATA": "The collections that are asked without --data: files or folders, separated as in PATH.",
    "CASEREVIEWS_VOCABULARY": "Files of terms of your own that are used without --vocabulary, separated likewise.",
    "CASEREVIEWS_CODER": "Who answers what is to be checked, where --coder does not say.",
    "CASEREVIEWS_CACHE": "The folder in which casereviews, the folder of compiled collections, is made.",
    "XDG_CACHE_HOME": "The same where CASEREVIEWS_CACHE is not set; without either it is made in ~/.cache.",
    "HOME": "Your home folder, for which ~ stands.",
    "CASEREVIEWS_PAGER": "The program that shows an answer too long for the screen. Empty, or cat, is none.",
    "PAGER": "The same where CASEREVIEWS_PAGER is not set; without either it is less, where that is installed.",
    "LESS": "The options of less; FRX where it is not set.",
    "NO_COLOR": "Where it is not empty, no colour, unless --color asks for it.",
    "FORCE_COLOR": "Where it is not empty, colour, into a pipe too; 0 is no colour. NO_COLOR stands above it.",
    "COLUMNS": "The width of tables, in characters, in the place of the terminal's own.",
    "TERM": "The kind of terminal; one that is dumb gets no colour, no progress bar, and no pager but a named one.",
    "WT_SESSION": "Set by Windows Terminal, which does not set TERM.",
    "SOURCE_DATE_EPOCH": "The time, in seconds since 1970, that exports give as their date in the place of today.",
    "CASEREVIEWS_DEBUG": "Where it is not empty, a bug is told with its traceback.",
    "_CASEREVIEWS_COMPLETE": "Set by the completion script of a shell, and by nobody else.",
}
"""Every variable that is read, and what it means."""

EXIT_CODES = {
    "0": "Done; an empty answer too.",
    "1": "No such review, nothing to hand on, problems of validate, or something to check with --strict.",
    "2": "Wrong usage: an unknown option, term, field or format.",
    "3": "A name that several reviews have; their ids are listed.",
    "4": "Data that is wrong, or a file or output that cannot be read or written.",
    "70": "A bug; please report it.",
    "129, 130, 143": "Ended by a closed terminal, by Ctrl-C, or by whoever stops programs.",
    "141": "The reader closed the pipe.",
}
"""Every exit code, and what it means."""

TOPICS = {"environment": ENVIRONMENT, "exit-codes": EXIT_CODES}
"""What `help` knows besides commands."""
