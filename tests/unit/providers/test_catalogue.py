from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.providers.codex import catalogue
from codex_agent.providers.models import Catalogue, Model, cheapest

REAL = catalogue.parse((Path(__file__).parent / "histories" / "models.json").read_text("utf-8"))
PLAIN = Model("plain", visible=True, priority=1, default_level="low", levels=("low",), context_window=None)


def test_the_visible_models_stand_in_the_clients_own_order():
    assert [model.slug for model in REAL.visible[:3]] == ["gpt-6.1-sol", "gpt-6-astra", "gpt-6-sol"]
    assert REAL.default is REAL.visible[0]
    assert "codex-auto-review" not in {model.slug for model in REAL.visible}


def test_the_context_window_is_what_the_client_uses_of_it():
    model = REAL.find("gpt-5.5")
    assert model is not None
    assert model.context_window == 258_400


def test_the_cheapest_is_the_newest_that_calls_itself_small():
    assert cheapest(REAL).slug == "gpt-6-luna"


def test_the_cheapest_is_never_hidden_nor_replaced():
    small = replace(PLAIN, description="Small and cheap.")
    models = (replace(small, slug="hidden", visible=False), replace(small, slug="old", upgrade="plain"), PLAIN)
    assert cheapest(Catalogue(models)).slug == "plain"


def test_a_name_can_say_that_a_model_is_small():
    assert cheapest(Catalogue((replace(PLAIN, slug="gpt-9-mini"), replace(PLAIN, priority=9)))).slug == "gpt-9-mini"


def test_where_no_model_is_called_small_the_last_of_the_order_is_taken():
    assert cheapest(Catalogue((replace(PLAIN, slug="last", priority=5), PLAIN))).slug == "last"


def test_without_a_catalogue_there_is_no_fast_model():
    with pytest.raises(AgentError) as raised:
        cheapest(Catalogue())
    assert raised.value.code == "no_catalogue"


@pytest.mark.parametrize(
    "text", ["", "error: unrecognized subcommand", "[]", '{"models":3}', '{"models":[{}]}', '{"models":[3]}']
)
def test_an_output_that_is_no_catalogue_is_an_empty_one(text):
    assert catalogue.parse(text) == Catalogue()
