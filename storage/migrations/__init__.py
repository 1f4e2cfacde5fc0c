"""Steps that bring a database to the tables of `storage.schema`; run by `storage.revision`."""
