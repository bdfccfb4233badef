"""What editors of data do: new editions, checks of contacts, comparisons, schemas. Data folders in, a Report out."""
