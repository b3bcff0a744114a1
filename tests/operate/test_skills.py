"""`skills import`: first what it would do, every fault with its line, and what it did."""

import pytest

from bot.operate import skills

LIST = "name,group,aliases,related\nBasket weaving,Crafts,baskets,Storytelling\n"


@pytest.fixture
def listed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("MENTORBOT_DATABASE_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MENTORBOT_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("MENTORBOT_APP_TOKEN", "xapp-1")
    path = tmp_path / "skills.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_it_says_first_what_it_would_do_and_does_it_once(listed, capsys):
    assert skills.main(["import", str(listed)]) == 0
    assert "This would add:\n  1 new skills\n  1 other names" in capsys.readouterr().out
    assert skills.main(["import", str(listed), "--write"]) == 0
    assert "Added:" in capsys.readouterr().out
    assert skills.main(["import", str(listed), "--write"]) == 0
    assert "already" in capsys.readouterr().out


def test_every_fault_is_told_with_its_line_and_nothing_is_changed(listed, capsys):
    listed.write_text(LIST + "x,,sql,\n" + "y" * 99 + ",,,\n", "utf-8")
    assert skills.main(["import", str(listed), "--write"]) == 1
    told = capsys.readouterr().err
    assert "Line 3: `sql` is already" in told and "Line 4" in told
    listed.write_text(LIST, "utf-8")
    assert skills.main(["import", str(listed)]) == 0
    assert "This would add" in capsys.readouterr().out


def test_a_file_that_is_no_text_is_told(listed, capsys):
    listed.write_bytes(b"\xff\xfe\x00")
    assert skills.main(["import", str(listed)]) == 1
    assert skills.main(["import", "nowhere.csv"]) == 1
    assert "cannot be read" in capsys.readouterr().err
