"""The sample repository of the demo: a small shop with one real bug and the test that shows it. Plain data."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

ORDERS = '''"""Orders of the shop."""


def total(lines):
    """The price of all lines: (name, price, quantity)."""
    return sum(price for _, price, _ in lines)


def receipt(lines):
    return "\\n".join(f"{name} x{quantity}" for name, _, quantity in lines) + f"\\nTotal: {total(lines)}"
'''

TEST = """import unittest

from orders import total


class TotalTest(unittest.TestCase):
    def test_quantity_counts(self):
        self.assertEqual(total([("tea", 3, 2), ("cup", 5, 1)]), 11)


if __name__ == "__main__":
    unittest.main()
"""

PATCH = """*** Begin Patch
*** Update File: orders.py
@@
-    return sum(price for _, price, _ in lines)
+    return sum(price * quantity for _, price, quantity in lines)
*** End Patch
"""

FILES = {
    "orders.py": ORDERS,
    "test_orders.py": TEST,
    "README.md": "# Shop\n\nA sample for the demo. `python3 -m unittest` runs its test.\n",
    ".gitignore": "__pycache__/\n",
}


def write(folder: Path, env: Mapping[str, str]) -> None:
    """Make `folder` a git repository with one commit."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    identity = ["-c", "user.name=Demo", "-c", "user.email=demo@example.invalid"]
    for words in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "--message", "Sample shop"]):
        subprocess.run(["git", *words], cwd=folder, env=dict(env), check=True, capture_output=True)
