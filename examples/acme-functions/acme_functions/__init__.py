"""What Acme's warehouses need in their mappings."""
