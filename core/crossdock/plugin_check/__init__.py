"""`crossdock plugin check`: whether a plugin's folder is fit to be published, found out offline."""
