"""Reading collections and vocabularies from files, and checking them."""
