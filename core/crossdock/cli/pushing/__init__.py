"""What must be done so that a server has what a project folder has, one step at a time.

Each step is worked out from what the server says just before it, and carries the ETag of that: what somebody else
changes in between is refused by the server as stale. What somebody else changed since we last did is seen by who
changed it, and told rather than overwritten.
"""
