"""The program: `python -m casereviews`, and what the installed command calls."""

from .cli.process import main

if __name__ == "__main__":
    main()
