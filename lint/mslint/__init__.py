"""mslint finds and mends what is wrong in a scholarly manuscript. Nothing is imported here."""

__version__ = "0.1.0"
