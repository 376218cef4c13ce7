"""The fields of a request: what is labelled, and which sentence of free text speaks for which field."""
