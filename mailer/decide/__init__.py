"""Judgement: values in, a Decision out. The order of judgement is a table of small rules.

Nothing here reads, writes or knows the time; whoever calls hands in a snapshot and carries the decision out.
"""
