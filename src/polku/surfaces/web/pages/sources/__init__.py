"""Sources: who sends us what happens, with which keys."""
