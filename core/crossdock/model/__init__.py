"""The values Crossdock speaks of: frozen structs without any input or output."""
