"""Tuulahdus, a small invented heat-pump company: something to see in five minutes.

Its files speak of days before today, so the sample is always fresh: `{-12 09:30}` is half past nine, twelve
days ago, and `{0 -3h}` three hours ago.
"""
