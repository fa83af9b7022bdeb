"""Why something was refused, in the reader's language.

The rooms below say it in English, with the values in it, and quarantine keeps that. `catalogue` has every
sentence they can say, with places for the values; `spoken` finds the sentence again and says it in another
language. A test walks those rooms and demands that no sentence is missing.
"""
