"""What commerce flows need: functions for lookups, SKUs, money, dates, countries, currencies; a guard for totals."""
