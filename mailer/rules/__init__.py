"""Small pure things that several stages need: tokens, the catalog, merging, secrets.

They know no clock, no files and no other room; keys and texts are handed in.
"""
