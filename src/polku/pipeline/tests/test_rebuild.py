"""Rebuilding gives what the mapping of today would have given from the start."""

import pytest

from polku.identity.models import Customer, Identifier
from polku.intake import quarantine
from polku.intake.models import Quarantined
from polku.pipeline import progress, rebuild, worker
from polku.pipeline.drain import drain
from polku.pipeline.reread import reread
from polku.pipeline.tests.derived import derived, undone
from polku.timeline.log.append import Message
from polku.timeline.log.read import last_position
from polku.timeline.models import InteractionRow
from polku.touchpoints.mappings.load import forget_readers
from polku.touchpoints.models import MappingVersion
from tests.story import MAPPING, messages, story_source, told

pytestmark = pytest.mark.django_db(databases="__all__")

STORY = """
    aino  mon 09:00  asked mail thread=t1 email=aino@posti.example
    aino  mon 11:00  answered mail thread=t1 actor=mikko
    aino  tue 10:01  promised shop about=1042 due=fri@16:00
    onni  tue 10:05  visited web cookie=c1
    kerttu  tue 10:20  visited web cookie=c2 email=kerttu@posti.example
    aino  wed 12:00  delivered shop about=1042 actor=sari
    onni  wed 18:00  complained mail thread=t9 email=onni@posti.example
"""
# People are known by their email alone, every touchpoint has another name, and complaints are refused.
OTHER = (
    MAPPING.replace("  name: {policy: unique}\n", "")
    .replace('  name: "{row.who}"\n', "", 1)
    .replace('touchpoint: "{row.touchpoint}"', 'touchpoint: "new-{row.touchpoint}"')
)


def use(mapping: str) -> None:
    """Let the story's source be read with this mapping from now on."""
    story_source()
    MappingVersion.objects.create(name="story", text=mapping)
    forget_readers()


def the_story() -> list[Message]:
    return list(messages(STORY, story_source().pk))


def test_after_a_change_of_mapping_a_rebuild_equals_having_had_it_from_the_start() -> None:
    lines = the_story()
    with undone():
        use(OTHER)
        told(lines)
        from_the_start = derived()
        refused = Quarantined.objects.filter(state="waiting").count()
    told(lines)
    before = derived()
    assert before != from_the_start
    use(OTHER)
    rebuild.rebuild()
    assert derived() == from_the_start
    assert Quarantined.objects.filter(state="waiting").count() == refused > 0
    use(MAPPING)
    rebuild.rebuild()
    assert derived() == before
    assert set(Quarantined.objects.values_list("state", flat=True)) == {"replayed"}


def test_a_rebuild_without_a_change_keeps_customers_at_their_addresses() -> None:
    told(the_story())
    customers = set(Customer.objects.values_list("pk", "name"))
    names = set(Identifier.objects.values_list("pk", "namespace", "value"))
    rebuild.rebuild()
    assert set(Customer.objects.values_list("pk", "name")) == customers
    assert set(Identifier.objects.values_list("pk", "namespace", "value")) == names


def test_a_rebuild_stopped_half_way_is_gone_on_with_and_says_how_far_it_is() -> None:
    told(the_story())
    before = derived()
    rebuild.ask()
    assert rebuild.is_running()
    worker.step(3)
    found = progress.progress()
    assert (found.events, found.rebuild_until) == (3, last_position())
    assert InteractionRow.objects.count() == 3
    drain()
    assert not rebuild.is_running()
    assert derived() == before


def test_quarantined_events_read_again_after_the_mapping_was_mended_equal_a_rebuild() -> None:
    use(MAPPING.replace("{row.amount}", "{row.thread}"))  # a thread is no amount of money
    told(the_story())
    waiting = list(Quarantined.objects.filter(state="waiting"))
    assert len(waiting) == 3
    use(MAPPING)
    for refused in waiting:
        assert quarantine.replay(refused).asked
    drain()
    assert set(Quarantined.objects.values_list("state", flat=True)) == {"replayed"}
    assert reread([one.event_id for one in waiting if one.event_id]) == len(waiting)  # again: nothing twice
    reread_alone = derived()
    rebuild.rebuild()
    assert derived() == reread_alone


def test_a_dismissed_event_stays_out_of_sight() -> None:
    use(OTHER)
    told(the_story())
    for refused in Quarantined.objects.all():
        quarantine.dismiss(refused)
    rebuild.rebuild()
    assert set(Quarantined.objects.values_list("state", flat=True)) == {"dismissed"}
