"""Crossdock: the open mapping studio for commerce integrations."""
