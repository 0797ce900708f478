"""The web page: Datasette over one database, read-only, with dashboards and a tight guard."""
