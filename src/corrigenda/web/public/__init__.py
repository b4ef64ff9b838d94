"""The public site: ask, read, follow a receipt."""
