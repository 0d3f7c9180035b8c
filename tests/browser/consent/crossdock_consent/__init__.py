"""A platform that a person allows each connection to; the browser tests play it themselves."""
