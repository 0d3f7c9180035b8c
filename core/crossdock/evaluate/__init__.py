"""Evaluating texts in killable child processes, so that no text can hang, crash or slow anything but itself.

`pool` is what the rest of Crossdock uses; `child` is what runs in each process; `native` and `reference` are the engines in it.
"""
