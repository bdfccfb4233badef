"""What `validate` asks of data beyond their form: reading age, contrast, numbers, traps. Records in, Problems out."""
