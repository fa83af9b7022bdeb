"""The truth: the event log, the vocabulary of interactions, the folds."""
