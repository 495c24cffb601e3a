"""Looking for danger in what people write, beside the buttons with which they say so themselves."""
