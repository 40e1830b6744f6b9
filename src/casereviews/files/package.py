"""The data that comes with the package."""

import os

from ..errors import DataError, Problem


def package_data(name: str) -> bytes:
    """A file of the package's data: beside the package where it is installed, else in the checkout's `data`.

    Read through the package's own loader, so that a zipped package works too; `importlib.resources` would cost more
    than the reading. Raises DataError.
    """
    places = package_places(name)
    for place in places:
        try:
            data: bytes = __loader__.get_data(place)  # type: ignore[name-defined]
        except OSError:
            continue
        return data
    folders = " and ".join(map(os.path.dirname, places))
    raise DataError([Problem.of_file(name, f"is missing from the installation; looked in {folders}")])


def package_places(name: str) -> list[str]:
    """Where a file of the package's data may be, the likeliest first."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [os.path.join(here, "data"), os.path.join(os.path.dirname(os.path.dirname(here)), "data")]
    return [os.path.join(folder, name) for folder in folders]
