"""`crossdock plugin new`: a distribution to start a plugin from, which passes its own tests as it is written."""
