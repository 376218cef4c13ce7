"""Integration requests by mail: receive, parse, recognise, extract, decide, record, render, deliver."""
