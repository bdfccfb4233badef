"""The preview: leaflets in a browser, made again whenever an editor saves a file of the data."""
