"""Backups: the database and every file in one folder, with sums; and the way back."""
