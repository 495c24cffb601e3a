"""Messages: the words people read, by language, and the blocks they are laid out in."""
