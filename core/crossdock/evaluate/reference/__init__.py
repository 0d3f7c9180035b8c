"""The `reference` engine: jsonata-python, with places for its errors, exact integers, and null apart from undefined.

Nothing outside this package imports `jsonata`. The engine is not safe for threads: one process, one evaluation.
"""
