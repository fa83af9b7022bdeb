"""What people answer when asked for a rating from 0 to 10, and whether they answer.

What they went through costs whole points off their mood of the day, so that a planted effect has its exact size.
Who is unhappy or delighted answers more often than who is neither; who has complained, less often.
"""

from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import MINUTE
from polku.demo.lives.diary import Diary, Occasion
from polku.demo.lives.leaving import Fate
from polku.demo.truths import Truth

# Running shares of the moods, from 10 down to 4.
_MOODS: Final = ((0.28, 10), (0.58, 9), (0.8, 8), (0.91, 7), (0.96, 6), (0.99, 5), (1.0, 4))
_ANSWERS: Final = {10: 0.52, 9: 0.44, 8: 0.32, 7: 0.28, 6: 0.42, 5: 0.5, 4: 0.58}
AFTER_COMPLAINT: Final = 0.6  # times as often
COMMENT_SHARE: Final = 0.62
CONTENT: Final = 9  # who gives this or more seems content
# What is asked of, where it is no place on the map and so has no title of its own; in the customer's language.
QUESTIONS: Final = {"support": {"fi": "Asiakaspalvelu", "sv": "Kundtjänst", "en": "Customer service"}}
_COMPLAINTS: Final = {"untidy", "redated"}


def answer_all(diary: Diary, fate: Fate | None) -> None:
    """Ask on each occasion they are still with us, and tell the answers that come."""
    luck = diary.luck("ratings")
    leaves_silently = fate is not None and not fate.said and fate.at < diary.last
    complained = False
    for occasion in sorted(diary.occasions, key=lambda occasion: occasion.at):
        if fate and occasion.at >= fate.at:
            return
        _ask(diary, occasion)
        mood, answers, later = _mood(luck), luck.random(), int(_hours(luck) * 60 * MINUTE)
        comments = luck.random() < COMMENT_SHARE
        complained = complained or bool(_COMPLAINTS & {*occasion.facts})
        willing = _ANSWERS[mood] * (AFTER_COMPLAINT if complained else 1.0)
        rating = max(0, mood + occasion.points)
        if leaves_silently and fate:
            rating, willing = _before_silence(diary, fate, occasion, mood, willing)
        at = _awake(occasion.at + later)
        if answers < willing and not (fate and at >= fate.at):
            _rate(diary, occasion, at, rating, comments)


def _hours(luck: Random) -> float:
    """Hours until an answer: half of them on the same day."""
    return 0.1 + luck.expovariate(1 / 14)


def _mood(luck: Random) -> int:
    draw = luck.random()
    return next(mood for share, mood in _MOODS if draw <= share)


def _before_silence(
    diary: Diary, fate: Fate, occasion: Occasion, mood: int, willing: float
) -> tuple[int, float]:
    """Ratings of those who will go without a word: some seem content to the end, the others do not."""
    if fate.content and diary.holds(Truth.SATISFIED_BUT_LEFT):
        return max(CONTENT, mood), 1.0
    return max(0, min(mood, CONTENT - 1) + occasion.points), willing


def _awake(at: int) -> int:
    """Nobody fills in surveys at night."""
    day, minute = calendar.local(at)
    return at if minute >= 420 else calendar.moment(day, 425) + minute * MINUTE // 4


def _ask(diary: Diary, occasion: Occasion) -> None:
    diary.tell(
        occasion.at,
        What.RATING_ASKED,
        occasion.who,
        thread=occasion.thread,
        channel="mail",
        subject=_question(occasion),
        fields={"about": occasion.about},
    )


def _question(occasion: Occasion) -> str:
    return QUESTIONS.get(occasion.about, {}).get(occasion.who.language, "")


def _rate(diary: Diary, occasion: Occasion, at: int, rating: int, comments: bool) -> None:
    text = diary.say(*_keys(diary, occasion, rating)) if comments else ""
    diary.tell(
        at, What.RATED, occasion.who, thread=occasion.thread, channel="mail", subject=_question(occasion), rating=rating, text=text,
        fields={"about": occasion.about},
    )  # fmt: skip


def _keys(diary: Diary, occasion: Occasion, rating: int) -> tuple[str, ...]:
    """What the words are made of: how it was, and one thing they went through."""
    tone = "good" if rating >= CONTENT else "middling" if rating >= 6 else "bad"
    facts = [f"fact.{fact}" for fact in occasion.facts]
    if tone == "good":
        told = [fact for fact in facts if fact == "fact.kindness"]
        about_home = [f"{diary.care}_well"] if occasion.about == "installation" else []
        return f"rated.{occasion.about}_good", *(told or about_home), "rated.good_more"
    troubles = [fact for fact in facts if fact != "fact.kindness"]
    return f"rated.{occasion.about}_{tone}", *troubles[:2], f"rated.{tone}_more"
