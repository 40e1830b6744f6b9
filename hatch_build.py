"""Compiles the bundled data when the package is built, so that the program starts without reading YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):
    """Puts the compiled data beside the package, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile. Raises what reading the data raises, so that no package is built of data with a problem."""
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from casereviews.library.bundled import keep_bundled

        keep_bundled(str(source / "casereviews" / "data"))
