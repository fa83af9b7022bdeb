"""What tables are guessed to be."""
