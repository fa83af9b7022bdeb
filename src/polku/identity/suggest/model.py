"""The shipped model: how each field is compared, which pairs are looked at, what is taken as known beforehand.

m is how often two records of one person agree so, u how often those of two persons do. Where there is too
little to learn from, the values below are used as they stand; else they are where learning starts.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on

THRESHOLD: Final = 0.8  # pairs less probable than this are not asked about
SEED: Final = 1

Shares = Sequence[float]


def _compared(name: str, levels: Sequence[Any], m: Shares, u: Shares) -> Any:
    comparison = cl.CustomComparison(output_column_name=name, comparison_levels=list(levels))
    return comparison.configure(m_probabilities=list(m), u_probabilities=list(u))


def _exact(column: str, frequent: bool) -> Any:
    """Equal; where some values are common, the rarer the value the more it weighs."""
    level = cll.ExactMatchLevel(column)
    return level.configure(tf_adjustment_column=column) if frequent else level


def _names(frequencies: bool) -> Any:
    given, last = "given_name", "surname"
    return _compared(
        "name",
        [
            cll.And(cll.NullLevel(given), cll.NullLevel(last)),
            _exact("full_name", frequencies),
            cll.ColumnsReversedLevel(given, last, symmetrical=True),
            cll.And(cll.JaroWinklerLevel(given, 0.92), cll.JaroWinklerLevel(last, 0.92)),
            cll.And(cll.JaroWinklerLevel(given, 0.85), cll.JaroWinklerLevel(last, 0.85)),
            _exact(last, frequencies),
            _exact(given, frequencies),
            cll.ElseLevel(),
        ],
        (0.66, 0.02, 0.12, 0.04, 0.07, 0.06, 0.03),
        (0.0002, 0.00005, 0.0002, 0.0005, 0.004, 0.008, 0.98705),
    )


def _spelt(column: str, near: float, m: Shares, u: Shares, frequent: bool = False) -> Any:
    levels = [
        cll.NullLevel(column),
        _exact(column, frequent),
        cll.JaroWinklerLevel(column, near),
        cll.ElseLevel(),
    ]
    return _compared(column, levels, m, u)


def _coded(column: str, m: Shares, u: Shares, frequent: bool = False) -> Any:
    """Numbers and codes, where one slip or two swapped signs are near."""
    levels = [
        cll.NullLevel(column),
        _exact(column, frequent),
        cll.DamerauLevenshteinLevel(column, 1),
        cll.ElseLevel(),
    ]
    return _compared(column, levels, m, u)


def _address() -> Any:
    """One comparison, for its parts go together. Its u is fixed, not learnt: a household shares it all."""
    line, code = "street_line", "postcode"
    return _compared(
        "address",
        [
            cll.And(cll.NullLevel(line), cll.NullLevel(code)),
            _household(cll.And(cll.ExactMatchLevel(line), cll.ExactMatchLevel(code)), 0.0003),
            _household(cll.And(cll.JaroWinklerLevel(line, 0.88), cll.ExactMatchLevel(code)), 0.0002),
            _household(cll.JaroWinklerLevel(line, 0.92), 0.0004),
            cll.ExactMatchLevel(code),
            cll.ElseLevel(),
        ],
        (0.6, 0.12, 0.1, 0.08, 0.1),
        (0.0003, 0.0002, 0.0004, 0.004, 0.9951),
    )


def _household(level: Any, u: float) -> Any:
    return level.configure(u_probability=u, fix_u_probability=True)


def comparisons(filled: Collection[str], frequencies: bool) -> list[Any]:
    """How the fields that anybody has are compared; how common a value is counts only among many."""
    made = {
        "birth_date": _coded("birth_date", (0.92, 0.06, 0.02), (0.0001, 0.002, 0.9979)),
        "personal_id": _coded("personal_id", (0.92, 0.06, 0.02), (0.000005, 0.0001, 0.999895)),
        "city_alone": _spelt("city_alone", 0.88, (0.85, 0.07, 0.08), (0.02, 0.01, 0.97), frequencies),
        "email": _spelt("email", 0.95, (0.7, 0.1, 0.2), (0.0002, 0.0005, 0.9993)),
        "phone": _coded("phone", (0.8, 0.05, 0.15), (0.0005, 0.0001, 0.9994)),
    }
    told = set(filled)
    named = [_names(frequencies)] if told & {"given_name", "surname"} else []
    placed = [_address()] if told & {"street", "postcode"} else []
    return named + placed + [comparison for field, comparison in made.items() if field in told]


# Pairs are looked at where they agree on all columns of one of these.
BLOCKS: Final[tuple[tuple[str, ...], ...]] = (
    ("personal_id",),
    ("email",),
    ("phone",),
    ("given_name", "surname"),
    ("surname", "postcode"),
    ("given_name", "postcode"),
    ("birth_date", "surname"),
    ("birth_date", "given_name"),
    ("birth_date", "postcode"),
    ("street", "postcode"),
    ("street", "street_number"),
)
# Agreement on one of these is hardly ever an accident: what the share of duplicates is first judged by.
SURE: Final[tuple[tuple[str, ...], ...]] = (
    ("personal_id",),
    ("given_name", "surname", "birth_date"),
    ("given_name", "surname", "email"),
    ("given_name", "surname", "phone"),
    ("given_name", "surname", "street", "postcode"),
)
SURE_RECALL: Final = 0.9
# Learning looks at pairs that agree here, and learns about all other fields.
LESSONS: Final[tuple[tuple[str, ...], ...]] = (
    ("birth_date",),
    ("given_name", "surname"),
    ("street", "postcode"),
    ("email",),
)


def settings(
    filled: Collection[str], blocks: Sequence[Sequence[str]], prior: float, frequencies: bool
) -> SettingsCreator:
    """Splink's settings for the fields that anybody has."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="customer_id",
        comparisons=comparisons(filled, frequencies),
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        probability_two_random_records_match=prior,
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=False,
        max_iterations=25,
    )
