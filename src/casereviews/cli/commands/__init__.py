"""The commands: the table of them, and one file each."""

COMMANDS = {
    "list": ("list:list_reviews", "List reviews: all, or those that the filters select."),
    "show": ("show:show", "Show a review whole, or a statement by its id."),
    "search": ("search:search", "Search titles, summaries and statements."),
    "similar": ("similar:similar", "List the reviews most like one, with what they share."),
    "themes": ("themes:themes", "Count themes, or show one with its statements."),
    "count": ("count:count", "Count reviews or statements by a field, or by two."),
    "learning": ("statements:learning", "List learning points, each with its id and its review."),
    "recommendations": ("statements:recommendations", "List recommendations, each with its id and its review."),
    "actions": ("statements:actions", "List actions begun, each with its id and its review."),
    "brief": ("brief:brief", "Write a short practice briefing, to share."),
    "export": ("export:export", "Write reviews for other programs and people."),
    "vocabulary": ("vocabulary:vocabulary", "List the terms that filters take."),
    "info": ("info:info", "Tell the version and what the collections hold."),
    "schema": ("schema:schema", "Print the JSON Schema of an answer."),
    "import": ("import_:import_bulletins", "Make a collection of bulletins."),
    "check": ("check:check", "List what is to be checked, and settle it."),
    "validate": ("validate:validate", "Check collections, and tell all that is wrong."),
    "cache": ("cache:cache", "List the large collections that are kept compiled."),
    "help": ("help:help_", "Tell how a command is used."),
}
"""Each command: its function, as module and name, and the first line of its help; --help then imports no command."""

GROUPS = {
    "Ask": ("list", "show", "search", "similar", "themes", "count", "learning", "recommendations", "actions"),
    "Hand on": ("brief", "export"),
    "Your own collections": ("import", "check", "validate", "cache"),
    "About": ("vocabulary", "info", "schema", "help"),
}
"""The commands by what they are for."""
