"""The desk's own API: ask, follow a receipt, read what is published. OpenAPI 3.1 at `openapi.json`.

No parameter anywhere is a person, an account or a claimant.
"""
