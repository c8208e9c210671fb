"""What the tests with real programs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path)
