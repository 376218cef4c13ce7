"""Reads raw mail bytes into a Message: headers, structure, text, new text, delivery reports.

Pure and bounded; it draws no conclusion about who wrote a mail or what is to become of it.
"""
