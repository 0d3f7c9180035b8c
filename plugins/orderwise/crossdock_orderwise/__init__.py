"""OrderWise as a connector for Crossdock."""
