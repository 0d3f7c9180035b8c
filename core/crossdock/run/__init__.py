"""Live running: what comes in is stored, mapped, checked, written once, and journalled."""
