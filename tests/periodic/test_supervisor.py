"""What dies is started again, alone; a second system stays out of the first one's place."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.servers import BASE_DIR
from config.supervisor import supervise


def test_a_process_that_dies_comes_back_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    say = [sys.executable, "-u", "-c", "import os, sys, time; print(sys.argv[1], os.getpid()); time.sleep(600)"]
    with supervise({"one": [*say, "one%h"], "other": [*say, "other"]}) as supervisor:
        assert supervisor.stdout
        # (Without its own lines of who died.)
        said = (words for line in supervisor.stdout if len(words := line.decode().split()) == 2)
        try:
            pids = dict(next(said) for _process in range(2))
            assert pids.keys() == {"one%h", "other"}
            os.kill(int(pids["one%h"]), signal.SIGKILL)
            name, pid = next(said)
            assert name == "one%h"
            assert pid != pids[name]
            os.kill(int(pids["other"]), 0)  # it is there
        finally:
            supervisor.terminate()
            supervisor.stdout.read()  # to its end: it says who stopped
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids["other"]), 0)


def test_a_second_system_stays_out_of_the_place_of_the_first(tmp_path: Path) -> None:
    hold = "import time; from config import supervisor as s; s._run_alone(); print('in', flush=True); time.sleep(600)"
    env = {**os.environ, "VAR_DIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", hold], cwd=BASE_DIR, env=env, stdout=subprocess.PIPE) as first:
        try:
            assert first.stdout
            assert first.stdout.readline() == b"in\n"
            again = [sys.executable, "-m", "config.supervisor"]
            second = subprocess.run(again, cwd=BASE_DIR, env=env, capture_output=True, text=True, check=False)
            assert second.returncode == 1
            assert "已有一套系统在运行" in second.stderr
        finally:
            first.kill()
