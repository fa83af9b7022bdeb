"""How much there is, and how far behind Polku is."""
