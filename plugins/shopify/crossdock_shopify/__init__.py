"""Shopify for Crossdock."""
