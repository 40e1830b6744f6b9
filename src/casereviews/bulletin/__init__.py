"""From bulletins to a collection: what they say, with evidence of each fact and code.

A module may import from those that stand earlier in this order, and from no other:

1. `english`: numbers, months, sentences;
2. `source/`: from a file to its lines;
3. `layout/`: from lines to reviews, in the order `headline`, `lead_ins`, `titles`, `rows`, `sections`, `entries`;
4. `facts/`: from texts to facts, in the order `people`, `ages`, `dates`, `assertion`, `sexes`, `children`, `happened`;
5. `draft`, `drafter`, `duplicates`: a review as it is read, those of a bulletin, and which of them are there already;
6. `importing`, `recode`: the whole import, and coding a collection again, as one call each.
"""
