"""What Polku bears, measured now and beside its limits: `make bench`."""
