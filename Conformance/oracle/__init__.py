"""The metrics of Clientele, computed a second time: by brute force, from METRICS.md alone."""
