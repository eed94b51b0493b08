"""`evidence`: packed anywhere, signed at the organizer's desk, read by `verify --pack`."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal
from tests.services.organizers import make_sample_desk
from tests.shop import SHIRT


def test_a_pack_made_at_the_desk_is_signed_and_one_made_elsewhere_is_not(
    shell: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, nobody = (Terminal(tmp_path / name, monkeypatch) for name in ("desk", "nobody"))
    make_sample_desk(desk.home)
    centre = str(tmp_path / "centre.db")
    shell.give("stock", "take", "--cashier", "Rini", stdin=f"{SHIRT} 2")
    for each in (desk, shell):
        each.give("sync", "--central", centre)
    signers = {}
    for name, each in (("desk", desk), ("booth", shell), ("nobody", nobody)):
        file = str(tmp_path / f"{name}.zip")
        packed = each.give("evidence", file, "--central", centre)
        faults = [] if each is desk else ["signature_missing"]
        assert packed["faults"] == len(faults)
        verified = nobody.run("verify", "--pack", file, "--json").json
        assert (verified["ok"], verified["manifest"]) == (not faults, packed["manifest"])
        assert [fault["code"] for fault in verified["faults"]] == faults
        assert verified["signer"] == packed["signer"]
        signers[name] = packed["signer"]
    assert (signers["booth"], signers["nobody"]) == (None, None)
    assert signers["desk"]
    with zipfile.ZipFile(tmp_path / "desk.zip") as pack:
        reports = {name: json.loads(pack.read(name)) for name in pack.namelist() if name.endswith("k.json")}
    (stock,) = reports.values()
    assert [(row["sku"], row["taken"]) for row in stock["goods"]] == [(SHIRT, 2)]
    said = nobody.run("verify", "--pack", str(tmp_path / "desk.zip"), "--lang", "en").out
    assert f"Signed by the organizer's desk, key {signers['desk']}." in said
