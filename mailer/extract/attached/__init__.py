"""What attached files say: descriptions of an interface, filled forms, documents."""
