"""The register's pages, one file a subject."""
