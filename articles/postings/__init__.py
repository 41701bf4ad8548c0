"""Which articles have a word, how often and where: posting lists as bytes, packed and read without a loop."""
