"""What generated code calls: navigation, operators, grouping, ordering, function values, limits.

Generated code does the common case itself (a field of an object, two numbers, two texts) and calls these functions
for everything else; so they must be right for any value, and need not be fast for the common one.
"""
