"""Ages: exact, or only a bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

DAYS_IN_MONTH = 30.4375
"""The mean month of the Julian year: a twelfth of 365.25 days."""

UNITS = ("years", "months", "weeks", "days")
"""Of ages, from the greatest."""

_UNDER = "under "

_AGE_PART = re.compile(r"(\d{1,3}) (year|month|week|day)s?")

# As typed by a person; compiled on use, for most commands take no age.
_TYPED = r"(?<!\d)(\d+)\s*(y(?:rs?|ears?)?|m(?:os?|ths?|onths?)?|w(?:ks?|eeks?)?|d(?:ays?)?)(?![a-z])"


@dataclass(frozen=True)
class Age:
    """A child's age, in the units of the source: `4 weeks`, `3 years 6 months`."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    unit: str = "days"
    """The smallest unit stated, which is how exact the age is."""
    under: bool = False
    """Whether the source says only that the child was younger than this."""

    @classmethod
    def parse(cls, text: str) -> Age:
        """The age that a text such as `3 years 6 months` or `under 1 year` states, largest unit first.

        Raises ValueError for anything else.
        """
        parts: dict[str, int] = {}
        position, order = 0, -1
        under, text = text.startswith(_UNDER), text.removeprefix(_UNDER)
        for found in _AGE_PART.finditer(text):
            unit = found[2] + "s"
            if found.start() != position or text[position - 1 : position] not in ("", " "):
                break
            if UNITS.index(unit) <= order:
                break
            parts[unit], order = int(found[1]), UNITS.index(unit)
            position = found.end() + 1
        if not parts or position != len(text) + 1 or not text.isascii():
            raise ValueError(f"{text!r} is not an age")
        return cls(**parts, unit=UNITS[order], under=under)

    @classmethod
    def typed(cls, text: str, unit: str = "years") -> Age:
        """The age that a person types, as `3y 6m`, `8 mths` or `under 1 year`; a number alone is of the unit.

        Raises ValueError for anything else.
        """
        text = text.strip().casefold()
        if text.isdecimal():
            text += f" {unit}"
        initials = {one[0]: one for one in UNITS}
        expanded = re.sub(_TYPED, lambda found: f"{found[1]} {initials[found[2][0]]} ", text)
        return cls.parse(" ".join(expanded.split()))

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The age as it is written."""
        stated = ((getattr(self, unit), unit) for unit in UNITS)
        words = (f"{count} {unit if count != 1 else unit[:-1]}" for count, unit in stated if count or unit == self.unit)
        return _UNDER * self.under + " ".join(words)

    @property
    def exact_months(self) -> float:
        """The age in months, not rounded; a week is 7 days and a month 30.4375."""
        return self.years * 12 + self.months + (self.weeks * 7 + self.days) / DAYS_IN_MONTH

    @cached_property
    def in_months(self) -> float | None:
        """The age in months, to two decimals; None where only a bound is stated."""
        return None if self.under else round(self.exact_months, 2)

    @cached_property
    def span(self) -> tuple[float, float]:
        """From the first moment of this age to the first moment of the next, in months.

        A child of 2 years is anywhere from 24 months to just under 36, one under 2 years from 0 to just under 24.
        """
        if self.under:
            return 0.0, self.exact_months
        following = replace(self, **{self.unit: getattr(self, self.unit) + 1})
        return self.exact_months, following.exact_months
