"""What is done with mappings: evaluate, validate, compare. Pure; the outside comes in through `ports`."""
