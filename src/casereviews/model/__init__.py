"""What a review is: the records, as typed values."""
