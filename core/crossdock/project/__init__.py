"""Mapping as code: a project as a folder of text files that people and git can read."""
