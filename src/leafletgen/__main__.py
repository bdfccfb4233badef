"""`python -m leafletgen` is the same as the command `leafletgen`."""

from leafletgen.cli.main import main

if __name__ == "__main__":
    main(prog_name="leafletgen")
