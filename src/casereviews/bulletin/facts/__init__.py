"""What a text says of the children: who they are, when it happened, and what happened to them."""
