"""The makers compared: each turns a document (see bench.documents) into the bytes of a PDF file."""
