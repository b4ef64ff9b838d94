"""Ways messages travel, one folder each. The first, the web form, lives with the public site."""
