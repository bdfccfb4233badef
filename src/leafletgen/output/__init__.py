"""Files: the only package that opens files for writing. Bytes in, whole files out, and what a folder of them holds."""
