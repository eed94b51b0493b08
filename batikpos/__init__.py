"""BatikPOS: point of sale for the booths of batik fairs."""

__version__ = "0.1.0"
