"""The native engine behind the evaluator: `crossdock.jsonata`, in the process it is called in."""
