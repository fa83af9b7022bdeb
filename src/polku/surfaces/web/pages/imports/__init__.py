"""Files brought in through the browser: uploaded, guessed, looked at, imported with progress."""
