"""People and offices from a CSV file: read it, plan what would change, save exactly that."""
