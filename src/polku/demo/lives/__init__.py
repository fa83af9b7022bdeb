"""The lives of Tuulahdus' customers, simulated: what happens to whom, when and in which words.

A life is drawn from the seed and its number alone. Nothing here knows Django, a source or a table.
"""
