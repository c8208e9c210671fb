"""Who begins next: first in first out, never more at work than a turn may be one of, none of a provider that is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codex_agent.queueing import Waiting, ready

TURNS = st.builds(
    Waiting,
    job=st.text("0123456789abcdef", min_size=8, max_size=8),
    turn=st.just(1),
    provider=st.sampled_from(["openai", "gemini"]),
    bound=st.integers(0, 6),
    group=st.sampled_from([None, "a", "b"]),
    group_bound=st.integers(0, 3),
)


def turn(job: str, bound: int = 2, *, provider: str = "openai", group: str | None = None, of: int = 0) -> Waiting:
    return Waiting(job, 1, provider, bound, group, of)


def begun(*waiting: Waiting, at_work: int = 0, held: tuple[str, ...] = ()) -> list[str]:
    return [one.job for one in ready(waiting, at_work, held)]


def test_as_many_begin_as_there_is_room_for_in_their_order() -> None:
    jobs = [turn("a"), turn("b"), turn("c")]
    assert begun(*jobs) == ["a", "b"]
    assert begun(*jobs, at_work=1) == ["a"]
    assert begun(*jobs, at_work=2) == []
    assert begun(*jobs, at_work=7) == []


def test_without_a_bound_nothing_waits_not_even_for_a_held_provider() -> None:
    assert begun(turn("a", 0), at_work=50, held=("openai",)) == ["a"]


def test_a_held_provider_keeps_its_turns_and_no_others() -> None:
    jobs = [turn("a"), turn("b", provider="gemini"), turn("c")]
    assert begun(*jobs, held=("openai",)) == ["b"]
    assert begun(*jobs, held=("openai", "gemini")) == []


def test_a_lower_bound_does_not_stand_in_the_way_of_a_higher_one() -> None:
    assert begun(turn("a", 1), turn("b", 3), at_work=1) == ["b"]


def test_a_group_has_a_bound_of_its_own_beside_that_of_all() -> None:
    jobs = [turn(job, 0, group="g", of=2) for job in "abc"]
    assert begun(*jobs, turn("d", 0)) == ["a", "b", "d"]
    assert [one.job for one in ready(jobs, 5, (), {"g": 1})] == ["a"]
    assert begun(*[turn(job, 1, group="g", of=2) for job in "abc"]) == ["a"]


@given(st.lists(TURNS, max_size=12), st.integers(0, 8), st.sets(st.sampled_from(["openai", "gemini"])))
def test_no_bound_is_ever_crossed_and_nobody_waits_who_need_not(
    waiting: list[Waiting], at_work: int, held: set[str]
) -> None:
    working, groups = at_work, {"a": 0, "b": 0}
    left = list(ready(waiting, at_work, held))
    for one in waiting:
        in_group = groups[one.group] if one.group else 0
        full = bool(one.bound) and working >= one.bound
        crowded = bool(one.group and one.group_bound) and in_group >= one.group_bound
        bounded = one.bound or (one.group and one.group_bound)
        may = not full and not crowded and not (bounded and one.provider in held)
        assert bool(left and left[0] is one) == may
        if may:
            left.pop(0)
            working += 1
            if one.group:
                groups[one.group] += 1
    assert not left
