"""`corrigenda createuser` prints a link that lets exactly that person in."""

from __future__ import annotations

import importlib
import json

import pytest
import typer
from django.test import Client
from typer.testing import CliRunner

from corrigenda.core.models import Member, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    command = importlib.import_module("corrigenda.cli.createuser")
    monkeypatch.setattr(command, "boot", lambda: "")  # the tests' own database runs already
    made = typer.Typer()
    made.command()(command.createuser)
    return made


def test_the_printed_link_lets_that_person_choose_a_password(app: typer.Typer) -> None:
    done = CliRunner().invoke(
        app, ["Bình@desk.example".replace("ì", "i"), "--name", "Bình", "--role", "editor", "--json"]
    )
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert (said["email"], said["role"]) == ("binh@desk.example", "editor")
    path = "/" + said["link"].split("/", 3)[3]
    assert "For Bình" in Client().get(path).content.decode()
    Client().post(path, {"password": "mật khẩu rất dài"})
    member = Member.objects.get()
    assert member.check_password("mật khẩu rất dài")
    assert member.role == Role.EDITOR


def test_for_a_person_it_says_the_link_and_how_long_it_is_good(app: typer.Typer) -> None:
    done = CliRunner().invoke(app, ["bo@desk.example"])
    assert "within 7 days" in done.output
    assert "/desk/welcome/" in done.output


@pytest.mark.parametrize("arguments", [["no address"], ["bo@desk.example", "--role", "emperor"]])
def test_what_is_wrong_makes_no_member(app: typer.Typer, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, arguments).exit_code == 1
    assert not Member.objects.exists()
