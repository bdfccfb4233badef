"""Rules for records that need more than one value or record. A Draft in, Problems out."""
