"""The command line. Only here is Typer. It begins in `process`, and what it asks for is in `commands`."""
