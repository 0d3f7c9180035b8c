"""The built-in functions of the language, one module per family; `catalogue` lists them all."""
