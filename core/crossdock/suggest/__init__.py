"""First mappings from examples: suggesters are asked, what they say is tried, and a text is made of it."""
