"""The command `polku`."""
