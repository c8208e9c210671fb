"""Prompts that the client would take for more than text."""

from __future__ import annotations

import pytest

from codex_agent.providers.gemini.prompting import as_text, with_schema


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "README.md").touch()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").touch()
    (tmp_path / "my file.txt").touch()
    return str(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "first\n\n@dataclass\nclass A: ...",
        "mail somebody@example.org, please",
        "@types/node and @/components",
        "a path: /etc/hosts",
        "// a comment",
        "/* another */",
        "\\@README.md",
        "@ README.md",
        "quotes \"@\" and '@' and `@`",
        "trailing @",
        "Zażółć 🧵 \u2028 \ufeff",
        "",
    ],
)
def test_stays_as_it_is_where_the_client_takes_it_as_it_is(folder, text):
    assert as_text(text, [folder]) == text


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("/init", "\n/init"),
        ("/plan do it", "\n/plan do it"),
        ("see @README.md now", "see \\@README.md now"),
        ("@src", "\\@src"),
        ("@src/a.py, @src/b.py", "\\@src/a.py, @src/b.py"),
        ("x@README.md", "x\\@README.md"),
        ("@my\\ file.txt", "\\@my\\ file.txt"),
        ("@./README.md.", "\\@./README.md."),
        ("/x @README.md", "\n/x \\@README.md"),
    ],
)
def test_gets_the_clients_own_mark_where_a_command_or_a_file_would_be_seen(folder, text, given):
    assert as_text(text, [folder]) == given


def test_a_further_folder_counts_too(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "notes").touch()
    assert as_text("@notes", [folder, str(other)]) == "\\@notes"


def test_a_long_prompt_of_nothing_but_marks_is_quick(folder):
    text = "".join(f"@word{number} " for number in range(50_000))
    assert as_text(text, [folder]) == text


def test_a_schema_is_told_once():
    told = with_schema("count", '{"type": "object"}\n')
    assert told == 'count\n\nYour last message must fit this JSON schema:\n\n```json\n{"type": "object"}\n```'
    assert with_schema(told, '{"type": "object"}') == told
    assert with_schema("count", None) == "count"
