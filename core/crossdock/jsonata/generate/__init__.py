"""The compiler: a syntax tree becomes the source of one Python function.

`generator.py` hands every node to the module of its family. User text reaches the source only as `repr`.
"""
