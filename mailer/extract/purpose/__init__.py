"""What a person wants with a mail: an ordered table of rules (`rules`), and the signs that they look at."""
