"""Hypothesis strategies for the language: documents like those of shops and warehouses, and expressions on them."""
