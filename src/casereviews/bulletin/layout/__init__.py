"""From the lines of a bulletin to its entries, and of each the title and the parts under it."""
