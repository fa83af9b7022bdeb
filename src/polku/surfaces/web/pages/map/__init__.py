"""The journey map: every touchpoint with what happens there, how it goes, and what is not measured."""
