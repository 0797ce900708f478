"""Care of a database: `doctor`, `migrate`, `backup`, `forget`."""

from __future__ import annotations

from pathlib import Path

import click

from roleatlas import front


@click.command()
@front.DATABASE
@click.option("--strict", is_flag=True, help="Concerns, too, make the status 1.")
def doctor(database: Path, strict: bool) -> None:
    """Check every invariant of DATABASE.

    Says which rows break which, and what needs attention. The status is 1 when one is broken.
    """
    from db.checks import CHECKS, breaches, concerns

    with front.reading(database) as connection:
        broken = breaches(connection)
        worries = concerns(connection, front.now_stamp())
    for breach in broken:
        click.echo(f"BROKEN {breach.check.name}: {breach.check.sentence} {breach.count} row(s):")
        for row in breach.rows:
            click.echo(f"    {front.safe(row)}")
    for worry in worries:
        click.echo(f"note: {worry.sentence}")
    click.echo(f"{len(CHECKS) - len(broken)} of {len(CHECKS)} invariants hold.")
    if broken or (strict and worries):
        raise SystemExit(1)


@click.command()
@front.DATABASE
def migrate(database: Path) -> None:
    """Bring the schema and the views of DATABASE up to date."""
    state = "up to date" if database.exists() else "new and empty: `roleatlas crawl` fills it"
    with front.writing(database, new=True):
        click.echo(f"{database} is {state}.")


@click.command()
@front.DATABASE
@click.argument("target", type=front.FilePath())
def backup(database: Path, target: Path) -> None:
    """Copy DATABASE to TARGET and verify the copy; it may be in use."""
    from db.maintenance import backup as make_backup

    with front.reading(database) as connection:
        counts = make_backup(connection, target)
    click.echo(f"{target}: " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")


@click.command()
@front.DATABASE
@click.option("--employer", metavar="NAME", help="Employer by its exact name.")
@click.option("--domain", metavar="DOMAIN", help="Domain, with its subdomains.")
def forget(database: Path, employer: str | None, domain: str | None) -> None:
    """Erase an employer or a domain for good.

    Its postings leave DATABASE, and later crawls leave it out.
    """
    from db.maintenance import forget as erase

    if bool(employer) == bool(domain):
        raise click.UsageError("Name one of --employer and --domain.")
    kind, pattern = ("employer", employer) if employer else ("domain", domain)
    with front.writing(database) as connection:
        count = erase(connection, kind=kind, pattern=pattern or "", now=front.now_stamp())
    click.echo(f"Erased {count} posting(s); {kind} {front.safe(pattern)} stays out.")
