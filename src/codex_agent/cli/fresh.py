"""The store as reading commands open it: never written to, and folded up to this moment where something is live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from codex_agent import client
from codex_agent.ids import check_id
from codex_agent.paths import Home
from codex_agent.store import Store, not_found


@contextmanager
def opened(home: Home) -> Iterator[Store | None]:
    """None when nothing was ever stored."""
    store = Store.open_readonly(home.db)
    try:
        yield store
    finally:
        if store:
            store.close()


@contextmanager
def opened_job(home: Home, typed: str, *, fold: bool = True) -> Iterator[tuple[Store, str]]:
    """The store and the full id of one job, folded if that job is live. Raises not found, or usage for a malformed id."""
    check_id(typed)
    with opened(home) as store:
        if store is None:
            raise not_found(typed)
        job = store.resolve(typed)
        if fold and store.query("SELECT live FROM jobs WHERE id = ?", job)[0]["live"]:
            client.call(home, "sync")
        yield store, job


def fold_all(home: Home, store: Store) -> None:
    """Bring every live job up to date; also finds what a dead supervisor left. With nothing live nobody is started."""
    if store.anything_live():
        client.call(home, "sync")
