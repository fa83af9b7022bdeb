"""What is wrong with a journey, by the line it stands on."""

from polku.touchpoints.mappings.wrong import Problem


class WrongJourney(Exception):
    """A journey that can't be used; `problems` says each thing to mend, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
