"""From bulletins to a collection: what they say, with evidence of each fact and code.

A module may import from those that stand earlier in this order, and from no other:

1. `english`: lists of words, numbers, months, sentences; `parted_words`; `documents` and `contents`, how pages mark
   files and tables of contents;
2. `source/`: from a file to its lines, in the order `encoding`, `mojibake`, `grid`, `lines`, `mail`, `html_style`,
   `html_page`, `paragraphs`, `package`, `word_styles`, `word`, `opendocument`, `pdf_page`, `pdf_tables`, `pdf`,
   `source`;
3. `cleaning/`: lines without what frames a text, in the order `lead_ins` and `names` (of the next folder), `sheet`,
   `notices`, `behind_menus`, `mail_text`, `side_tables`, `menus`, `running_heads`, `footnotes`, `list_signs`,
   `hyphens`, `cleaning`;
4. `layout/`: from lines to reviews, in the order `people`, `ages`, `counted`, `labelled` (all four of the next folder),
   `headline`, `boards`, `publication`, `rows`, `imprint`, `title_pieces`, `titles`, `kinds`, `headings`, `openings`,
   `beside`, `plans`, `behind`, `leads`, `lessons`, `unnamed`, `keywords`, `none_made`, `part`, `parts`, `sections`,
   `naming`, `run_in`, `tables`, `registers`, `field_sheets`, `starts`, `weighing`, `cuts`, `entries`;
5. `facts/`: from texts to facts, in the order `sexes`, `mentions`, `siblings`, `rules`, `subjects`, `dates`,
   `assertion`, `aged`, `children`, `harms`;
6. `texts`, `codes`, `draft`, `drafter`, `duplicates`, `comparison`: a review as it is read, and which of them are there
   already;
7. `targets`, `importing`, `from_python`, `recode`: the whole import, and coding a collection again, as one call each.
"""
