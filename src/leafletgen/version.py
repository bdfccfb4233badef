"""The version of the program, in a module of its own because modules must not import the public interface for it."""

__version__ = "0.1.0"
