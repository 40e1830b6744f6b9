"""Databases in memory write nothing, whatever SQLite has to sort."""

from __future__ import annotations

import subprocess
import sys

SORT = """
import resource
from casereviews.database import connect
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
database = connect()
database.execute("CREATE TABLE line (text)")
database.execute("BEGIN")
database.executemany("INSERT INTO line VALUES (?)", ((f"{number * 7919 % 60000:0200}",) for number in range(60000)))
database.execute("COMMIT")
database.execute("CREATE INDEX line_text ON line (text)")
print(database.execute("SELECT count(DISTINCT text) FROM line").fetchone()[0])
"""


def test_what_is_sorted_in_memory_is_written_nowhere() -> None:
    """So that a full disk ends no command that has nothing to write."""
    given = subprocess.run([sys.executable, "-c", SORT], capture_output=True, text=True, check=False)
    assert (given.returncode, given.stdout, given.stderr) == (0, "60000\n", "")
