"""The rules of joining, each as a story of names: who ends up with whom, and what is asked."""

from itertools import permutations

import pytest

from polku.identity.groups import Node
from polku.identity.resolve import Edge, Resolution, Verdict, resolve
from polku.identity.tests.telling import POLICIES, together

Story = list[tuple[str, str]]


def resolved(claims: Story, *words: tuple[str, str, str], alone: str = "") -> Resolution:
    """Claims in the order in which they were told; words are (one, "same" or "apart", other)."""
    names = list(dict.fromkeys([*alone.split(), *(name for claim in claims for name in claim)]))
    ids = {name: number for number, name in enumerate(names, 1)}
    nodes = {ids[name]: Node(ids[name], *name.split(":"), POLICIES[name.split(":")[0]]) for name in names}
    edges = [Edge(ids[one], ids[other], at, at + 1) for at, (one, other) in enumerate(claims)]
    verdicts = [
        Verdict(ids[one], ids[other], word == "same", at) for at, (one, word, other) in enumerate(words)
    ]
    return resolve(nodes, edges, verdicts)


def who(claims: Story, *words: tuple[str, str, str]) -> set[frozenset[str]]:
    """The clusters by name."""
    names = list(dict.fromkeys(name for claim in claims for name in claim))
    return {frozenset(names[one - 1] for one in cluster) for cluster in resolved(claims, *words).clusters}


def asked(claims: Story, *words: tuple[str, str, str]) -> list[tuple[frozenset[str], str]]:
    """The questions by name."""
    names = list(dict.fromkeys(name for claim in claims for name in claim))
    doubts = resolved(claims, *words).doubts
    return [(frozenset((names[one.a - 1], names[one.b - 1])), one.reason) for one in doubts]


def test_two_verified_ids_never_merge_through_what_they_share() -> None:
    # methods.md: A and B share an email, B and C a phone; A and C have ids of their own
    story = [("crm:a", "email:e"), ("email:e", "phone:p"), ("crm:c", "phone:p")]
    assert who(story) == together("crm:a email:e", "crm:c phone:p")
    assert asked(story) == [(frozenset({"crm:a", "crm:c"}), "conflict")]


def test_ids_of_two_systems_are_one_person() -> None:
    assert who([("crm:a", "shop:9"), ("shop:9", "email:e")]) == together("crm:a shop:9 email:e")


def test_of_two_accounts_the_first_told_has_the_shared_email() -> None:
    story = [("crm:a", "email:e"), ("crm:b", "email:e")]
    assert who(story) == together("crm:a email:e", "crm:b")
    assert who(story[::-1]) == together("crm:b email:e", "crm:a")


def test_a_claim_with_an_account_goes_before_one_told_earlier_without() -> None:
    story = [("email:e", "phone:p"), ("crm:a", "email:e"), ("crm:b", "phone:p")]
    assert who(story) == together("crm:a email:e", "crm:b phone:p")


def test_an_address_of_four_persons_joins_nobody() -> None:
    story = [(f"crm:{n}", "email:info") for n in range(4)]
    assert who(story) == together("crm:0", "crm:1", "crm:2", "crm:3", "email:info")
    assert asked(story) == [(frozenset({"crm:0", "email:info"}), "crowded")]


def test_an_address_of_three_persons_still_belongs_to_the_first() -> None:
    story = [(f"crm:{n}", "email:home") for n in range(3)]
    assert who(story) == together("crm:0 email:home", "crm:1", "crm:2")


def test_accounts_that_are_one_by_a_persons_word_count_once_in_a_crowd() -> None:
    story = [(f"crm:{n}", "email:home") for n in range(4)]
    assert who(story, ("crm:0", "same", "crm:1")) == together("crm:0 crm:1 email:home", "crm:2", "crm:3")


def test_one_person_in_four_systems_is_no_crowd() -> None:
    story = [("crm:1", "email:e"), ("shop:1", "email:e")]
    assert who(story) == together("crm:1 shop:1 email:e")


def test_a_cookie_belongs_to_the_first_known_person_and_joins_nobody() -> None:
    story = [("crm:a", "cookie:c"), ("crm:b", "cookie:c"), ("email:e", "cookie:c")]
    assert who(story) == together("crm:a cookie:c", "crm:b", "email:e")
    assert asked(story) == []


def test_a_cookie_does_not_belong_to_a_crowded_mailbox() -> None:
    crowd = [(f"crm:{n}", "email:info") for n in range(4)]
    story = [("email:info", "cookie:c"), *crowd, ("crm:2", "cookie:c")]
    assert frozenset({"crm:2", "cookie:c"}) in who(story)


def test_anonymous_names_stay_together_until_somebody_is_known() -> None:
    assert who([("cookie:c", "device:d")]) == together("cookie:c device:d")
    assert who([("cookie:c", "device:d"), ("crm:a", "cookie:c")]) == together("crm:a cookie:c device:d")


def test_a_device_between_two_known_cookies_joins_them_not() -> None:
    story = [("cookie:c", "device:d"), ("cookie:x", "device:d"), ("crm:a", "cookie:c"), ("crm:b", "cookie:x")]
    assert who(story) == together("crm:a cookie:c device:d", "crm:b cookie:x")


def test_a_device_of_eleven_cookies_holds_none_together() -> None:
    story = [(f"cookie:{n}", "device:shop") for n in range(11)]
    assert len(who(story)) == 12


def test_an_eleventh_name_waits_for_a_persons_word() -> None:
    story = [("crm:a", f"email:{n:02}") for n in range(12)]
    assert {len(cluster) for cluster in who(story)} == {10, 1}
    assert asked(story) == [(frozenset({"crm:a", "email:09"}), "large")]
    assert len(max(who(story, ("crm:a", "same", "email:11")), key=len)) == 10


def test_a_persons_word_joins_what_guards_keep_apart() -> None:
    story = [("crm:a", "email:e"), ("crm:b", "email:e")]
    assert who(story, ("crm:a", "same", "crm:b")) == together("crm:a crm:b email:e")
    assert asked(story, ("crm:a", "same", "crm:b")) == []


def test_a_persons_word_keeps_apart_what_claims_join() -> None:
    story = [("crm:a", "email:e"), ("email:e", "phone:p")]
    assert who(story, ("crm:a", "apart", "phone:p")) == together("crm:a email:e", "phone:p")
    assert asked(story, ("crm:a", "apart", "phone:p")) == []


def test_who_said_two_are_apart_is_not_asked_again() -> None:
    story = [("crm:a", "email:e"), ("crm:b", "email:e")]
    assert asked(story, ("crm:a", "apart", "crm:b")) == []


def test_a_cookie_that_is_not_theirs_goes_to_the_next() -> None:
    story = [("crm:a", "cookie:c"), ("crm:b", "cookie:c")]
    assert who(story, ("crm:a", "apart", "cookie:c")) == together("crm:a", "crm:b cookie:c")


def test_apart_holds_against_same_said_about_others() -> None:
    story = [("crm:a", "email:e"), ("crm:b", "email:f"), ("crm:c", "email:g")]
    words = [("crm:a", "apart", "crm:c"), ("crm:a", "same", "crm:b"), ("crm:b", "same", "crm:c")]
    assert who(story, *words) == together("crm:a email:e crm:b email:f", "crm:c email:g")


@pytest.mark.parametrize("ids", list(permutations([1, 2, 3, 4])))
def test_ids_given_in_another_order_change_nothing(ids: tuple[int, ...]) -> None:
    names = ["crm:a", "crm:b", "email:e", "phone:p"]
    nodes = {
        number: Node(number, *name.split(":"), POLICIES[name.split(":")[0]])
        for number, name in zip(ids, names, strict=True)
    }
    a, b, e, p = ids
    edges = [Edge(e, p, 5), Edge(a, e, 5), Edge(b, p, 5)]
    clusters = resolve(nodes, edges).clusters
    found = {frozenset(str(":".join(nodes[one].key)) for one in cluster) for cluster in clusters}
    assert found == together("crm:a email:e", "crm:b phone:p")


def test_joins_say_which_claims_hold_a_cluster_together() -> None:
    found = resolved([("crm:a", "email:e"), ("crm:a", "phone:p"), ("email:e", "phone:p")])
    assert [edge.claim_id for edge in found.joins] == [1, 2]
