"""Turns a Notice into the bytes of one mail, from templates that are handed in.

Decides nothing: who is told what, in which thread and with which token stands in the Notice. Reads no file, knows no clock.
"""
