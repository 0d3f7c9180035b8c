"""What keeps Acme from shipping what nobody will pay."""
