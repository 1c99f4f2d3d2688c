import pytest
from django.core.files.storage import storages

from tests import s3_server


@pytest.fixture(scope="session")
def _keeper():
    with s3_server.serve() as address:
        keeper = s3_server.Keeper(s3_server.given(address))
        keeper.make_buckets()
        yield keeper
        keeper.remove_buckets()


@pytest.fixture
def on_storage(settings, fresh_storages):
    """Put the product on the storage that some S3Settings name."""
    used = []

    def put(given):
        settings.S3 = given
        settings.STORAGES = settings.STORAGES | given.storages()
        fresh_storages()
        used.extend([storages["default"], storages["private"]])

    yield put
    for storage in used:
        storage.connection.meta.client.close()


@pytest.fixture
def s3(_keeper, on_storage):
    """The product on S3, in two empty buckets as deploy/s3.md makes them."""
    on_storage(_keeper.given)
    yield _keeper
    _keeper.empty_buckets()


@pytest.fixture
def requests(s3):
    """What the product asks of the storage: ["private PutObject", …], as long as the test runs."""
    made = []

    def record(name):
        def sent(event_name, **kwargs):
            made.append(f"{name} {event_name.rpartition('.')[2]}")

        storages[name].connection.meta.client.meta.events.register("before-send.s3", sent)

    record("default")
    record("private")
    return made
