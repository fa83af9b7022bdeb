"""How the demo company's sources reach Polku: through the doors that anybody's sources use."""
