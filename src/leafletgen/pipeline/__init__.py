"""Making files: what to make (plan), making it (run), checking it (product) and putting it in place (output)."""
