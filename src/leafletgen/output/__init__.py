"""The only package that opens files for writing: atomic files, the lock of a folder, its manifest, hashes of files."""
