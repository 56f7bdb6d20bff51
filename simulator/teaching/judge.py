"""The judge: which goals of a step hold, from the journal and the model alone.

Why it exists: one pure function grades the page, the command line and the teacher's
copy alike. It checks what happened, never what was typed, and it always says how far
the pupil has come («saludo ✔ sobre ✔ línea en blanco ✘»).

It refuses to remember: each call reads the whole branch. Branches left behind by an
undo are not in that journal, so they cannot count.
"""

from collections.abc import Iterable, Iterator, Sequence

from simulator.acts import AnswerQuestion
from simulator.projections.shapes.lessons import Criterion
from simulator.teaching.goals import Goal, Pattern, Times
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.patterns import holds, is_match, value_in_event
from simulator.teaching.replies.seat import seat_after
from simulator.teaching.schema import LessonStep, NearMiss

ModelData = dict[str, object]
"""The model as the browser has it: objects, arrays and scalars."""


def judge_step(
    step: LessonStep, evidence: GradedJournal, model: ModelData, from_seq: int
) -> tuple[Criterion, ...]:
    """Every item of the step, in the order of `step.items`.

    Only events from `from_seq` on count; `holds` looks at the model as it is now.
    """
    items = [
        item
        for goal in step.goals
        for item in judge_goal(goal, evidence, model, from_seq)
    ]
    if step.question and step.question.heard and step.question.kind == "serve":
        given = answers_to(step.question.id, evidence, from_seq)
        done = len(seat_after(step.question.heard, given).given)
        parts = enumerate(step.question.parts)
        items += [Criterion(part, at < done) for at, part in parts]
    elif step.question and step.kind == "do":
        for part in step.question.parts:
            given = answers_to(part, evidence, from_seq)
            held = bool(given) and step.question.is_right(part, given[-1])
            items.append(Criterion(part, held))
    return tuple(items)


def judge_goal(
    goal: Goal, evidence: GradedJournal, model: ModelData, from_seq: int
) -> list[Criterion]:
    """The items of one goal. A goal of one item holds wholly or not at all."""
    if goal.once is not None and _latest(goal.once, evidence, from_seq) is None:
        return [Criterion(item, held=False) for item in goal.items]
    if goal.holds is not None:
        return [Criterion(goal.id, holds_in(goal.holds, model))]
    kinds = [str(pattern["kind"]) for pattern in (*goal.patterns, *goal.without)]
    seqs = [
        seq
        for seq in evidence.seqs(kinds, from_seq)
        if counts(goal, seq, evidence, from_seq)
    ]
    if goal.never is not None:
        broken = any(is_match(goal.never, seq, evidence) for seq in seqs)
        return [Criterion(goal.items[0], not broken)]
    if isinstance(goal.seen, dict):
        return [Criterion(goal.items[0], _seen_often(goal, seqs, evidence))]
    return _best(goal, seqs, evidence)


def counts(goal: Goal, seq: int, evidence: GradedJournal, from_seq: int) -> bool:
    """Whether the right person did it, in the right kind of connection."""
    if goal.actor != "any" and evidence.by(seq, from_seq) != goal.actor:
        return False
    return goal.by_hand is None or goal.by_hand == evidence.by_hand(seq)


def _seen_often(goal: Goal, seqs: Sequence[int], evidence: GradedJournal) -> bool:
    """Whether some group has the pattern as many times as asked."""
    times = goal.times if isinstance(goal.times, Times) else Times(min=goal.times)
    groups = [list(seqs)] if times.min == 0 and not goal.keys else []
    for group in groups or _groups(goal, seqs, evidence):
        count = sum(is_match(goal.patterns[0], seq, evidence) for seq in group)
        enough = times.min <= count and (times.max is None or count <= times.max)
        if enough and not _spoilt(goal, group, evidence):
            return True
    return False


def _best(goal: Goal, seqs: Sequence[int], evidence: GradedJournal) -> list[Criterion]:
    """Items of a goal of several patterns, from the group that does best."""
    patterns = goal.patterns
    best = [False] * len(patterns)
    for group in _groups(goal, seqs, evidence):
        hits = [
            [is_match(pattern, seq, evidence) for pattern in patterns] for seq in group
        ]
        if goal.order is not None:
            fold = _prefix if goal.strict else _in_order
            held = fold(hits, len(patterns))
        else:
            held = [any(column) for column in zip(*hits, strict=True)]
        if _spoilt(goal, group, evidence):
            held = _without_last(held)
        best = max(best, held, key=lambda option: (sum(option), option))
    return _as_items(goal, best)


def _without_last(held: list[bool]) -> list[bool]:
    """A group that holds what it must not is never complete: its end does not count."""
    return [*held[:-1], False]


def _as_items(goal: Goal, held: list[bool]) -> list[Criterion]:
    """Named patterns each show; the unnamed ones count with the named one after them
    (with the last named one, when none follows)."""
    names = [str(pattern.get("id", "")) for pattern in goal.patterns]
    if not any(names):
        return [Criterion(goal.id, all(held))]
    result = {name: True for name in names if name}
    following = [name for name in names if name][-1]
    for name, ok in zip(reversed(names), reversed(held), strict=True):
        following = name or following
        result[following] = result[following] and ok
    return [Criterion(name, ok) for name, ok in result.items()]


def _in_order(hits: list[list[bool]], count: int) -> list[bool]:
    """The most patterns that happen one after another, some perhaps missing.

    Longest common subsequence: a missing blank line must not hide a good farewell.
    Among equals, the one that holds more at the beginning.
    """
    best = [(0, (False,) * size) for size in range(count + 1)]
    for row in hits:
        fresh = list(best)
        for i in range(1, count + 1):
            skipped = (fresh[i - 1][0], (*fresh[i - 1][1], False))
            fresh[i] = max(best[i], skipped)
            if row[i - 1]:
                taken = (best[i - 1][0] + 1, (*best[i - 1][1], True))
                fresh[i] = max(fresh[i], taken)
        best = fresh
    return list(best[count][1])


def _prefix(hits: list[list[bool]], count: int) -> list[bool]:
    """How far the patterns go one after another before the first that is missing."""
    reached = 0
    for row in hits:
        if reached < count and row[reached]:
            reached += 1
    return [number < reached for number in range(count)]


def _groups(
    goal: Goal, seqs: Iterable[int], evidence: GradedJournal
) -> Iterator[list[int]]:
    """The events, by the values of the goal's `same` fields; one group without any.

    Only events that some pattern of the goal could mean are looked at.
    """
    wanted = [*goal.patterns, *goal.without]
    groups: dict[tuple[object, ...], list[int]] = {}
    for seq in seqs:
        if any(is_match(pattern, seq, evidence) for pattern in wanted):
            key = tuple(value_in_event(name, seq, evidence) for name in goal.keys)
            groups.setdefault(key, []).append(seq)
    yield from groups.values()


def _spoilt(goal: Goal, group: Sequence[int], evidence: GradedJournal) -> bool:
    return any(
        is_match(pattern, seq, evidence) for pattern in goal.without for seq in group
    )


# --- mistakes ------------------------------------------------------------------------


def hint_against(
    step: LessonStep,
    items: Sequence[Criterion],
    evidence: GradedJournal,
    from_seq: int,
) -> str:
    """What answers the mistake somebody is making: the number of a hint or the name of
    a remark; "" when none shows.

    The listed mistake whose signs came last, else the one most of whose wrong answers
    were given, else the one that misses just what is missing.
    """
    missing = {item.id for item in items if not item.held}
    possible = [miss for miss in step.near_misses if missing.issuperset(miss.fails)]
    told = _by_signs(possible, evidence, from_seq) or _by_answers(
        step, evidence, from_seq
    )
    if told is None and len(missing) < len(items):
        unsigned = (m for m in possible if not m.signs and missing == set(m.fails))
        told = next(unsigned, None)
    return str(told.hint or "") if told else ""


def _by_signs(
    possible: Iterable[NearMiss], evidence: GradedJournal, from_seq: int
) -> NearMiss | None:
    found: list[tuple[int, NearMiss]] = []
    for miss in possible:
        shown = shown_at(miss, evidence, from_seq)
        if shown is not None:
            found.append((shown, miss))
    return max(found, key=lambda each: each[0])[1] if found else None


def shown_at(miss: NearMiss, evidence: GradedJournal, from_seq: int) -> int | None:
    """The newest event by which the mistake shows; None without all of its signs."""
    seqs = [_latest(sign, evidence, from_seq) for sign in miss.signs]
    known = [seq for seq in seqs if seq is not None]
    return max(known) if seqs and len(known) == len(seqs) else None


def _latest(pattern: Pattern, evidence: GradedJournal, from_seq: int) -> int | None:
    """The newest event that the pattern describes, whoever caused it."""
    seqs = evidence.seqs([str(pattern["kind"])], from_seq)
    return next((s for s in reversed(seqs) if is_match(pattern, s, evidence)), None)


def _by_answers(
    step: LessonStep, evidence: GradedJournal, from_seq: int
) -> NearMiss | None:
    if step.question and step.question.kind == "serve":
        return _in_the_chair(step, evidence, from_seq)
    ranked = []
    for miss in step.near_misses:
        given = {part: answers_to(part, evidence, from_seq) for part in miss.answers}
        same = [p for p, value in miss.answers.items() if given[p][-1:] == [value]]
        if same and not miss.signs:
            ranked.append(((len(same), -len(miss.answers)), miss))
    return max(ranked, key=lambda each: each[0])[1] if ranked else None


def _in_the_chair(
    step: LessonStep, evidence: GradedJournal, from_seq: int
) -> NearMiss | None:
    """The mistake in that turn, rather the one with the same code."""
    question = step.question
    if question is None or question.heard is None:
        return None
    seat = seat_after(question.heard, answers_to(question.id, evidence, from_seq))
    if seat.wrong is None:
        return None
    found = []
    for miss in step.near_misses:
        given = [one.act for one in miss.acts if isinstance(one.act, AnswerQuestion)]
        other = seat_after(question.heard, [act.value for act in given])
        if other.wrong and len(other.given) == len(seat.given):
            found.append((other.wrong.verdict.mark == seat.wrong.verdict.mark, miss))
    return max(found, key=lambda each: each[0])[1] if found else None


# --- the model ---------------------------------------------------------------------


def holds_in(condition: Pattern, model: ModelData) -> bool:
    """`{ path = ["mailboxes", "benito@sur.example", "messages", "#"], "=" = 5 }`.

    `#` counts, `*` is any of them (at least one must meet the condition).
    """
    path = condition["path"]
    assert isinstance(path, list)
    tests = {op: value for op, value in condition.items() if op != "path"}
    return any(holds(found, tests) for found in _reach(model, path))


def _reach(node: object, path: Sequence[object]) -> Iterator[object]:
    if not path:
        yield node
        return
    if not isinstance(node, dict | list):
        return
    key, rest = path[0], path[1:]
    if key == "#":
        yield len(node)
    elif key == "*":
        for child in node.values() if isinstance(node, dict) else node:
            yield from _reach(child, rest)
    elif isinstance(node, dict):
        if key in node:
            yield from _reach(node[key], rest)
    elif isinstance(key, int) and key in range(len(node)):
        yield from _reach(node[key], rest)


# --- questions -----------------------------------------------------------------------


def answers_to(question: str, evidence: GradedJournal, from_seq: int) -> list[str]:
    """What the pupil answered, first answer first."""
    pattern: Pattern = {"kind": "lab.answered", "actor": "student"}
    pattern["question"] = question
    return [
        str(value_in_event("value", seq, evidence))
        for seq in evidence.seqs(["lab.answered"], from_seq)
        if is_match(pattern, seq, evidence)
    ]
