"""Functions that commerce mappings need: lookups, SKUs, decimal money, allocation, dates, countries, currencies."""
