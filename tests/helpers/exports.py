"""What tests of exports share: a collection with something of each kind, and the time at which all is made."""

from __future__ import annotations

MADE = "1704153600"
"""2 January 2024, as SOURCE_DATE_EPOCH has it."""

ODD = """
collection: {id: odd, title: Odd reviews, source: Invented for tests, notice: None of this happened.}
reviews:
- {name: Ash, title: "Ash, told in full", review_type: lcspr, incident_date: 2016/2018, listed: 2021-03, published: 2020,
   area: Northshire, outcome: injury, children: [{age: under 1 year}, {age: 4 weeks, sex: male}],
   harms: [neglect, physical-abuse], factors: [],
   summary: What happened., resources: [{label: Report, format: PDF, url: "https://reviews.example/a?b=1"}],
   notes: [One note., Another.],
   learning: [{text: Share what is known., themes: [information-sharing, recording], agencies: [police]},
              {text: Nobody has coded this.}, {text: It has no theme., themes: [], agencies: []}],
   recommendations: []}
- {name: Birch, title: Birch, children: [], harms: []}
- {name: Cedar, title: Cedar}
"""
"""Three reviews: one told in full, one of which something is said to be none, and one of which nothing is stated."""
