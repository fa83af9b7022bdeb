"""The lives are tested by what they tell: nothing here looks behind the happenings."""
