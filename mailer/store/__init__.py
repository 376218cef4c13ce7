"""The durable memory, in SQLAlchemy Core on SQLite or PostgreSQL. SQL stands nowhere else.

Gives and takes model values, never rows; judges nothing, and leaves beginning and ending a transaction to the flows.
"""
