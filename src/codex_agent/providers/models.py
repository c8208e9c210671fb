"""The models that an installed client lists, whichever client it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from codex_agent.errors import AgentError

_SMALL_WORDS = frozenset({"affordable", "cheap", "economical", "efficient", "lightweight", "small"})
_SMALL_NAMES = frozenset({"lite", "mini", "nano", "small"})


@dataclass(frozen=True, slots=True)
class Model:
    slug: str
    visible: bool
    priority: int  # the lowest of the visible ones is the client's own default
    default_level: str | None
    levels: tuple[str, ...]  # of reasoning; empty for a client that takes none
    context_window: int | None  # what the client will use of it, as it reports it in a thread
    description: str = ""
    upgrade: str | None = None  # the model that replaces this one


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Empty if the client could not tell; then nothing is checked against it."""

    models: tuple[Model, ...] = ()

    def find(self, slug: str | None) -> Model | None:
        return next((model for model in self.models if model.slug == slug), None)

    @property
    def visible(self) -> tuple[Model, ...]:
        """What a person would choose from, in the client's own order."""
        return tuple(sorted((m for m in self.models if m.visible), key=lambda m: m.priority))

    @property
    def default(self) -> Model | None:
        """What the client runs without any configuration."""
        return self.visible[0] if self.visible else None

    @property
    def levels(self) -> tuple[str, ...]:
        """Every reasoning level of any model, for a model that is not in the catalogue."""
        return tuple(dict.fromkeys(level for model in self.models for level in model.levels))


def cheapest(catalogue: Catalogue) -> Model:
    """The model for `--fast`.

    The catalogue has no prices. Of the visible models that nothing replaces, those count whose description or name says that they are
    small; of these the client's own order decides, which has the newest first. If none says so, the last of that order.
    """
    current = [m for m in catalogue.visible if m.upgrade is None] or list(catalogue.visible)
    if not current:
        raise AgentError(
            "no_catalogue", "the client lists no models to choose a fast one from", hint="name it: -m MODEL"
        )
    small = [m for m in current if _says_small(m)]
    return small[0] if small else current[-1]


def _says_small(model: Model) -> bool:
    words = model.description.lower().replace(".", " ").replace(",", " ").split()
    return bool(_SMALL_WORDS.intersection(words) or _SMALL_NAMES.intersection(model.slug.lower().split("-")))
