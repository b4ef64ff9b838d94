"""1.048.576: Django knows the dot between thousands and not where it goes; the rest of its formats stays."""

NUMBER_GROUPING = 3
