"""Files: reading them whole, replacing them whole or not at all, and telling whether they are still the same."""
