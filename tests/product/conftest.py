"""Every leaflet of the shipped data, with what it must say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.made_files import Maker
from tests.support.products import ORDERS, Product
from tests.support.program import run_inside
from tests.support.project import PROJECT


@pytest.fixture(scope="session")
def products(maker: Maker) -> dict[tuple[str, str, str], Product]:
    """Every edition, variant and size of the shipped data, through the library's own stages."""
    made = [Product.of(made, maker.catalogue) for made in maker.files("office")]
    return {(product.edition, product.variant, product.size): product for product in made}


@pytest.fixture(scope="session", params=ORDERS, ids="-".join)
def product(request: pytest.FixtureRequest, products: dict[tuple[str, str, str], Product]) -> Product:
    """Each leaflet in turn."""
    return products[request.param]


@pytest.fixture(scope="session", params=[order for order in ORDERS if order[1] == "child"], ids="-".join)
def child(request: pytest.FixtureRequest, products: dict[tuple[str, str, str], Product]) -> Product:
    """Each leaflet for the child in turn."""
    return products[request.param]


@pytest.fixture(scope="session", params=[order for order in ORDERS if order[0] == "england"], ids="-".join)
def england(request: pytest.FixtureRequest, products: dict[tuple[str, str, str], Product]) -> Product:
    """Each leaflet of the edition that no force owns in turn."""
    return products[request.param]


@pytest.fixture(scope="session")
def editions_of_all_forces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the edition of each of the 45 forces that `edition new` writes, none of them touched."""
    own = tmp_path_factory.mktemp("forces") / "ours"
    text = (PROJECT / "data" / "forces.yaml").read_text(encoding="utf-8")
    for force in yaml.load(text, yaml.CBaseLoader)["forces"]:
        outcome = run_inside("edition", "new", force["id"], "--data", own)
        assert outcome.code == 0, outcome.stderr
        assert ("welsh-duty" in outcome.stderr) == (force["welsh_duty"] == "true")
        assert f"leafletgen build {force['id']} --data" in outcome.stderr
    return own
