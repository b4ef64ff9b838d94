"""The API: OpenAPI 3.1, one error shape."""
