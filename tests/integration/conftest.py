"""What the tests with real programs share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from offices import Office
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

LIMIT_S = 120


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture
def run(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Office, Repository], Awaitable[None]]], None]:
    """Run a coroutine in an office of its own, until what it has put in the background is done as well."""

    def call(work: Callable[[Office, Repository], Awaitable[None]]) -> None:
        async def live() -> None:
            office = Office(repo.home, monkeypatch)
            try:
                await work(office, repo)
                while office.house._background:
                    await asyncio.wait(set(office.house._background))
            finally:
                office.close()

        asyncio.run(asyncio.wait_for(live(), LIMIT_S))

    return call
