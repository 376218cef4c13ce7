"""The names of integrations: what subjects, sentences, lists and links call them, and what only looks like a name."""
