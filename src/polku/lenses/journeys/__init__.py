"""Questions about paths: who follows whom, which ways are walked, how far people come."""
