"""BigCommerce as a connector for Crossdock."""
