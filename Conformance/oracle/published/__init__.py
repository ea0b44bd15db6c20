"""Numbers that others have published, held against the oracle. One file per source."""
