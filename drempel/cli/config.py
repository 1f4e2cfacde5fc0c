"""`drempel config show`: the merged settings, and where each value came from."""

import json

import click

from drempel.cli.options import Call, common, text_or_json
from drempel.cli.program import Exit, Group
from drempel.cli.words import say
from drempel.i18n import N_


@click.group(cls=Group, help=N_("Look at the settings."))
def config() -> None:
    """Hold the commands about settings."""


@config.command(
    "show",
    help=N_(
        "Show every setting with its value and where that came from. The output is a whole config.toml; "
        "passwords are left out."
    ),
    example="drempel config show",
)
@text_or_json
@common
def show(call: Call, form: str) -> int:
    """Print the settings."""
    settings = call.settings()
    from drempel.settings import toml

    rows = [(table, key, value, settings.origin(f"{table}.{key}")) for table, key, value in settings.rows()]
    if form == "json":
        plain = [
            {"setting": f"{table}.{key}", "toml": value, "origin": origin or None}
            for table, key, value, origin in rows
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return Exit.NOTHING_FOUND
    last = ""
    for table, key, value, origin in rows:
        if table != last:
            click.echo(f"{'' if not last else chr(10)}[{table}]")
            last = table
        came = origin or say("default")
        click.echo(f"{key} = {value}  # {came}" if value else f"# {key} =  # {say('no limit')}, {came}")
    for entity in settings.entity:
        click.echo("\n[[entity]]")
        for key in type(entity).model_fields:
            value = getattr(entity, key)
            if key != "site" and value is not None:
                click.echo(f"{key} = {toml(value)}")
        for site in entity.site:
            click.echo("\n[[entity.site]]")
            for key in type(site).model_fields:
                if key != "service":
                    click.echo(f"{key} = {toml(getattr(site, key))}")
            for service in site.service:
                click.echo("\n[[entity.site.service]]")
                for key in type(service).model_fields:
                    click.echo(f"{key} = {toml(getattr(service, key))}")
    return Exit.NOTHING_FOUND
