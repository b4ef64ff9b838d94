"""The register: claims, fact-checks (ours and imported), ratings, evidence."""
