"""Rules that look at several records at once. The Catalogue in, Problems out."""
