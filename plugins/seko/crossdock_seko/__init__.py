"""SEKO Logistics for Crossdock."""
