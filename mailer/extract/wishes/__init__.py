"""Which integrations one mail asks for, and what it says of each."""
