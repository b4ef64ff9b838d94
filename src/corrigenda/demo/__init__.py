"""The demo register, in our own words, with public sources, and what puts it on a fresh desk."""
