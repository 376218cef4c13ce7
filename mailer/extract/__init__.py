"""What a mail says: its purpose, its language, and every field of a request with the words it came from.

Pure: it knows one message, the word lists and the catalog; it decides nothing and knows no other mail. The way in is
`understand.understand`; its rooms stand in one order (`tests/test_layers.py`), `text` at the bottom.
"""
