"""A small platform of our own, whose connector and sandbox keep every rule of the contracts."""
