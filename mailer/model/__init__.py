"""Values only: frozen dataclasses and enumerations that the rooms pass along.

Standard library only; nothing here reads, writes, decides or knows the time.
"""
