"""The journey map: stages across, touchpoints as cards in lanes by channel, arrows between, exits leaving downwards."""
