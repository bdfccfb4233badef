"""The version of the program. It stands alone: modules that need it must not import the public interface."""

__version__ = "0.1.0"
