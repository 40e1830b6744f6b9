"""Search: which reviews and statements answer what a person types, the best first, and where."""
