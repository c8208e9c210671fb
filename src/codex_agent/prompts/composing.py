"""The prompt of a new job: named blocks in a fixed order, each between tags that nothing inside can close."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from codex_agent.prompts.fencing import fenced
from codex_agent.prompts.roles import Role
from codex_agent.prompts.tokens import estimate

_BLOCK = re.compile(r"\n\n<(?P<tag>(?P<name>[a-z_]+?)(_\d+)?)( [^\n]*)?>\n")
_TAG = re.compile(r"<\s*+/?\s*+(\w+)")  # possessive: a run of blanks must not be tried again from each of its ends
_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e"})
OPENING = "CONTEXT: WORKER"  # how every prompt of ours begins


class Material(NamedTuple):
    """Foreign text that goes along: `name` is its tag, `attributes` say where it is from."""

    name: str
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


class Ingredients(NamedTuple):
    """What a prompt is made of. `blocks` are the texts of our own templates, by name."""

    task: str
    blocks: Mapping[str, str]
    role: Role | None = None
    lenses: tuple[tuple[str, str], ...] = ()  # name and text
    context: str | None = None
    material: tuple[Material, ...] = ()  # map, files, results of other jobs
    constraints: tuple[str, ...] = ()  # names of blocks that a task may bring itself
    verify: tuple[str, ...] = ()
    schema: bool = False  # the answer is JSON by a schema


class Part(NamedTuple):
    """One block as it stands in the prompt."""

    name: str
    text: str

    @property
    def tokens(self) -> int:
        return estimate(self.text)


class Composed(NamedTuple):
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(part.text for part in self.parts)


def compose(of: Ingredients) -> Composed:
    """The prompt. The same ingredients give the same text; the task and all material stand in it once, byte for byte."""
    return Composed(tuple(_parts(of)))


def _parts(of: Ingredients) -> Iterator[Part]:
    taken, brought = _tags(_foreign(of)), _tags(of.task)
    yield Part("worker", of.blocks["worker"].strip())
    if of.role:
        lenses = "".join(f"\n\nLens: {name}\n{text.strip()}" for name, text in of.lenses)
        yield _part("role", of.role.text + lenses, taken, (("name", of.role.name),))
    if of.context:
        yield _part("context_pack", of.context, taken)
    for one in of.material:
        yield _part(one.name, one.text, taken, one.attributes)
    yield _part("task", of.task, taken)
    for name in of.constraints:
        if name not in brought:
            yield _part(name, of.blocks[name].strip(), taken)
    if of.verify:
        criteria = "\n".join(f"- {_indented(text)}" for text in of.verify)
        yield _part("verification", f"{of.blocks['verification'].strip()}\n{criteria}", taken)
    output = of.blocks["json_answer"] if of.schema else of.role.output if of.role else ""
    if output.strip():
        yield _part("output", output.strip(), taken)


def _foreign(of: Ingredients) -> str:
    """Everything that we did not write, to choose tags that do not occur in it."""
    role = (of.role.text, of.role.output) if of.role else ()
    texts = (of.task, of.context or "", *of.verify, *role, *of.blocks.values(), *(text for _, text in of.lenses))
    return "\n".join((*texts, *(one.text for one in of.material)))


def _part(name: str, text: str, taken: Set[str], attributes: Sequence[tuple[str, str]] = ()) -> Part:
    tag = _free_tag(name, taken)
    shown = "".join(f" {key}={_quoted(value)}" for key, value in attributes)
    return Part(name, f"<{tag}{shown}>\n{text}\n</{tag}>")


def _quoted(value: str) -> str:
    """The value of an attribute, which may be the words of an agent: it neither ends its tag nor opens or closes another."""
    return json.dumps(value, ensure_ascii=False).translate(_MARKUP)


def _free_tag(name: str, taken: Set[str]) -> str:
    """`name`, or `name_2` and so on: the first that the foreign text neither opens nor closes."""
    tag, number = name, 1
    while tag in taken:
        number += 1
        tag = f"{name}_{number}"
    return tag


def _tags(text: str) -> Set[str]:
    """What `text` opens or closes, as forgivingly as a model reads it, in lower case. Linear."""
    return {found.casefold() for found in _TAG.findall(text)}


def _indented(text: str) -> str:
    return text.strip().replace("\n", "\n  ")


def quoted(job: str, name: str | None, answer: str) -> Material:
    """Another job's answer, as data."""
    label = (("name", name),) if name else ()
    return Material("result_of_another_agent", fenced(answer), (("job", job), *label))


def task_of(prompt: str) -> str:
    """The task of a composed prompt; any other text is one itself. Blocks are read one after the other, as none can be closed early."""
    if not prompt.startswith(OPENING):
        return prompt
    at = 0
    while found := _BLOCK.search(prompt, at):
        end = prompt.find(f"\n</{found['tag']}>", found.end() - 1)
        if end < 0:
            at = found.end()
            continue
        if found["name"] == "task":
            return prompt[found.end() : end]
        at = end
    return prompt
