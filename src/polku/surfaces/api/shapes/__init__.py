"""What the API answers: moments are ISO 8601 in UTC, durations seconds, money a decimal text with its currency."""
