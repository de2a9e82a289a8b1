"""A store on SQLite and one on a real PostgreSQL server, which the tests start and stop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kronika.store import Store, open_store
from kronika.store.tables import metadata


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        location = str(tmp_path / "k.db")
    else:
        location = request.getfixturevalue("postgres")
        with open_store(location) as left_over:
            metadata.drop_all(left_over.engine)
    with open_store(location) as opened:
        yield opened
