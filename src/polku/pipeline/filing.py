"""File readings under their customers: store interactions, follow merges and partings, fold, count."""

from collections import Counter
from collections.abc import Iterable, Sequence

from polku.identity.counted import count, reshape
from polku.identity.decide import apply_decision
from polku.identity.identify import Moved, Seen, identify
from polku.intake.keep import Refusal
from polku.pipeline.interpret import Decided, Read, refusal
from polku.pipeline.refold import refold
from polku.pipeline.retelling import retell
from polku.pipeline.touched import Touched
from polku.timeline import store_interactions
from polku.timeline.store_interactions import Filed, Move
from polku.touchpoints.reading import Unreadable


class Filing:
    """One batch on its way into the derived tables, inside the worker's transaction."""

    def __init__(self, position: int, fold: bool = True) -> None:
        self._position = position
        self._fold = fold  # else encounters and promises are folded all at once, at the end of a rebuild
        self._touched = Touched()
        self._counts: Counter[int] = Counter()  # interactions won, less those lost, per customer
        self._reshaped: set[int] = set()  # who lost an interaction, or won another's
        self._latest: dict[int, int] = {}  # last moment per customer, where it may be later than the row says
        self.refusals: list[Refusal] = []  # decisions that make no sense

    def file(self, results: Iterable[Read | Decided]) -> None:
        """File in the log's order; decisions stand between the readings before and after them."""
        run: list[Read] = []
        for result in results:
            if isinstance(result, Read):
                run.append(result)
                continue
            self._file_readings(run)
            run = []
            self._decide(result)
        self._file_readings(run)
        if self._fold:
            refold(self._touched)
        self._count()

    def follow(self, moved: Sequence[Moved]) -> None:
        """Bring the derived tables up to identifiers that moved without an event: after a forgetting."""
        self._follow(moved)
        refold(self._touched)
        self._count()

    def _decide(self, decided: Decided) -> None:
        self._count()
        try:
            self._follow(apply_decision(decided.told.id, decided.told.occurred_at, decided.body))
        except Unreadable as unreadable:
            self.refusals.append(refusal(decided.told, unreadable.reason, unreadable.where))

    def _file_readings(self, run: Sequence[Read]) -> None:
        if not run:
            return
        self._count()
        identified = identify([_seen(read) for read in run])
        self._latest = identified.latest
        self._follow(identified.moved)
        retold = retell(run)
        self._take_back(retold.outdated)
        filed = [
            Filed(read.told.id, identifier_id, customer_id, interaction)
            for read, identifier_id, customer_id in zip(
                run, identified.identifiers, identified.customers, strict=True
            )
            if read.told.id not in retold.passed_over
            for interaction in read.reading.interactions
        ]
        store_interactions.add(filed)
        for customer_id in identified.customers:
            self._counts[customer_id] += 0  # seen, if only named: its revision changes
        for one in filed:
            self._counts[one.customer_id] += 1
            self._touched.add(one.customer_id, one.interaction)

    def _take_back(self, event_ids: Sequence[int]) -> None:
        """What a record told before counts no more."""
        for customer_id, interaction in store_interactions.take_back(event_ids):
            self._counts[customer_id] -= 1
            self._reshaped.add(customer_id)
            self._touched.move(customer_id, interaction)

    def _follow(self, moved: Sequence[Moved]) -> None:
        """Take the interactions of moved identifiers to their new customers."""
        if not moved:
            return
        moves = [Move(one.identifier_id, one.from_customer, one.to_customer) for one in moved]
        target = {(one.from_customer, one.identifier_id): one.to_customer for one in moves}
        for customer_id, identifier_id, interaction in store_interactions.of_moves(moves):
            to_customer = target[customer_id, identifier_id]
            self._counts[customer_id] -= 1
            self._counts[to_customer] += 1
            self._reshaped |= {customer_id, to_customer}
            self._touched.move(customer_id, interaction)
            self._touched.move(to_customer, interaction)
        store_interactions.move(moves)

    def _count(self) -> None:
        """Write the counts gathered so far: whatever comes next may change who is whose customer."""
        count(self._counts, self._latest, self._position)
        reshape(self._reshaped, self._position)
        self._counts.clear()
        self._reshaped.clear()
        self._latest = {}


def _seen(read: Read) -> Seen:
    reading = read.reading
    return Seen(
        event_id=read.told.id,
        occurred_at=read.told.occurred_at,
        references=reading.references,
        traits=reading.traits,
        organisation_traits=reading.organisation_traits,
    )
