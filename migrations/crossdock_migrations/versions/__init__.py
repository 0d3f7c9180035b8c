"""The revisions, oldest first; each file is named <number>_<noun>.py."""
