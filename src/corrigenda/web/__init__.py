"""Screens and HTTP: the public site, the desk, the API."""
