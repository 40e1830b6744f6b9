"""The page that is exported, as Python writes it, as its scripts work in node, and as a browser shows it."""
