"""Says which conversation a mail belongs to and what it is: automatic or not, proven or not, whose reply.

Pure judgement over values; it reads no store (a Snapshot is handed in) and changes nothing.
"""
