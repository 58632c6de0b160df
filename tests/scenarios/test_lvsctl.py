# SPDX-License-Identifier: GPL-2.0-or-later
"""lvsctl beside a running lvsd, for those who may change things and those who may only look, and beside one in trouble."""
import json
import shutil
import subprocess
import time
from pathlib import Path

from configs import nat_config, web
from harness.answers import answering
from harness.director import Director
from harness.kernel_view import everything, services
from harness.waiting import expect
from topologies import nat

STATUS = (Path(__file__).resolve().parents[2] / "schemas/examples/status/an_address_refused.json").read_text(encoding="utf-8")
STRANGER, READER, ADMIN = 50000, 50001, 50002
GROUPS = f"root:x:0:\nlvsd:x:{READER}:\nlvsd-admin:x:{ADMIN}:\n"


def with_groups(lab, director):
    """Has lvsd see its two groups, whatever this machine has."""
    groups = lab.folder / "group"
    groups.write_text(GROUPS, encoding="utf-8")
    director.daemon.command = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/group && exec "$@"',
                               str(groups), *director.daemon.command]
    return director.start()


def popen_as(lab, director, group, *command):
    """The process of a command that an ordinary user of one group runs."""
    lab.folder.chmod(0o755)
    user = ["setpriv", "--reuid", str(STRANGER), "--regid", str(group), "--clear-groups"]
    return director.node.popen([*user, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def lvsctl_as(lab, director, group, *words):
    """Output and exit status of lvsctl for such a user."""
    program = lab.folder / "lvsctl"
    if not program.exists():
        shutil.copy(lab.build / "cli/lvsctl/lvsctl", program)
    process = popen_as(lab, director, group, str(program), *director.places, *words)
    return process.communicate(timeout=60)[0], process.returncode


def test_who_may_look_and_who_may_change(lab):
    """a member of lvsd sees status and plan by way of the daemon and may not change; lvsd-admin may; a stranger neither"""
    picture = nat(lab)
    director = with_groups(lab, Director(lab, picture.director, nat_config()))
    config = nat_config()
    for server in web(config)["servers"]:
        server["weight"] = 5
    director.write(config)
    before = everything(picture.director)

    planned, status = lvsctl_as(lab, director, READER, "plan")
    expect(status, 2, f"exit status of plan, which said {planned}")
    expect(planned, director.lvsctl("plan")[1], "the plan that a reader sees")
    assert "web1" in planned or "10.11.12.21:80" in planned, planned
    document, status = lvsctl_as(lab, director, READER, "status", "--json")
    expect(json.loads(document)["services"][0]["name"], "web", "a service in the status")
    for words in (["reload"], ["drain", "web1"], ["weight", "web1", "9"]):
        said, status = lvsctl_as(lab, director, READER, *words)
        assert status == 77 and "lvsd-admin" in said, (words, status, said)
    for words in (["plan"], ["status"], ["reload"]):
        said, status = lvsctl_as(lab, director, STRANGER, *words)
        assert status == 77 and "lvsd" in said, (words, status, said)
    said, status = lvsctl_as(lab, director, STRANGER, "check", str(director.config_path))
    expect(status, 0, f"exit status of a check by a stranger, which said {said}")
    assert "earlier run" not in said and "did not make" not in said, said   # of a record that a stranger may not read
    expect(everything(picture.director), before, "the kernel, which nobody was allowed to change")

    said, status = lvsctl_as(lab, director, ADMIN, "reload")
    expect(status, 0, f"exit status of a reload by an admin, which said {said}")
    expect(lvsctl_as(lab, director, READER, "plan"), ("", 0), "the plan after it")


IDLE = """
import signal, socket, sys
clients = [socket.socket(socket.AF_UNIX) for _ in range(100)]
for client in clients:
    client.connect(sys.argv[1])
print("connected", flush=True)
signal.pause()
"""


def test_strangers_who_say_nothing_keep_no_member_waiting(lab):
    """while a stranger holds a hundred connections to lvsd and says nothing, whoever may ask is answered at once"""
    picture = nat(lab)
    director = with_groups(lab, Director(lab, picture.director, nat_config()))
    stranger = popen_as(lab, director, STRANGER, "python3", "-c", IDLE, f"{director.folder}/run/control.sock")
    try:
        expect(stranger.stdout.readline(), "connected\n", "what the stranger says once it has its connections")
        begun = time.monotonic()
        said, status = lvsctl_as(lab, director, READER, "status")
        took = time.monotonic() - begun
        expect(status, 0, f"exit status of a reader's status, which said {said}")
        assert took < 5, f"answered after {took:.1f} s"
        expect(stranger.poll(), None, "whether the stranger has ended")
    finally:
        stranger.kill()


def test_a_plan_for_a_bad_file_says_why(lab):
    """lvsctl plan beside a running lvsd names what is wrong in its file, as JSON too, and exits with 78"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    config = nat_config()
    web(config)["schedular"] = "rr"
    director.write(config)
    status, said = director.lvsctl("plan")
    assert status == 78 and "/services/0/schedular" in said and "did you mean" in said, (status, said)
    status, said = director.lvsctl("plan", "--json")
    assert status == 78 and json.loads(said)["errors"][0]["pointer"] == "/services/0/schedular", (status, said)


def test_a_closed_folder_or_socket_is_named(lab):
    """who cannot reach the control socket is told which of folder and socket is closed, and what opens it"""
    director = Director(lab, lab.node("host"), nat_config())
    socket = director.folder / "run/control.sock"
    with answering(socket, []):
        for closed, cure in ((socket, "chmod a+rw"), (socket.parent, "chmod a+x")):
            closed.chmod(0o700)
            said, status = lvsctl_as(lab, director, STRANGER, "status")
            assert status == 77 and f"({cure} {closed})" in said and "group" not in said, (status, said)


def test_a_daemon_that_ends_before_its_answer(lab):
    """lvsctl exits with 69 where the daemon ends in the middle of an answer, as where none runs"""
    director = Director(lab, lab.node("host"), nat_config())
    status, said = director.lvsctl("status")
    assert status == 69 and "is it running?" in said, (status, said)
    with answering(director.folder / "run/control.sock", [None]):
        status, said = director.lvsctl("status")
    assert status == 69 and "gave no answer" in said, (status, said)


def test_who_watches_sees_a_restart_through(lab):
    """lvsctl status --watch goes on where the daemon ends in the middle of an answer, and where it is not open to all yet"""
    director = Director(lab, lab.node("host"), nat_config())
    with answering(director.folder / "run/control.sock", [STATUS, (403, '{"error": "not yet"}'), None, STATUS, STATUS]):
        watching = director.node.popen(director.lvsctl_command("status", "--watch"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watching.terminate()
    shown = watching.communicate(timeout=20)[0]
    assert shown.count("not yet") == shown.count("gave no answer") == 1 and shown.count("web3") > 1, shown


def test_an_apply_that_cannot_write_down_what_it_made(lab):
    """lvsctl apply does all the same where its record cannot be saved, says so, and is no success"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config())
    (director.folder / "run/record.json.new").mkdir(parents=True)
    status, said = director.lvsctl("apply", str(director.config_path))
    assert status == 1 and "the record of what lvsd made could not be saved" in said, (status, said)
    expect(len(services(picture.director)), 3, "services and servers in the kernel")


def test_a_plan_and_an_apply_over_damaged_state(lab):
    """lvsctl plan and apply go on where what an earlier run wrote cannot be read, as lvsd does, and say what is lost"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config())
    damaged = {director.folder / "run/record.json": "what an earlier run made and the config no longer has is left alone",
               director.folder / "state/overrides.json": "what operators said of servers is lost"}
    for command, wanted in ("plan", 2), ("apply", 0):
        for path in damaged:
            path.parent.mkdir(exist_ok=True)
            path.write_text("{", encoding="utf-8")
        status, said = director.lvsctl(command, str(director.config_path))
        expect(status, wanted, f"exit status of lvsctl {command}, which said {said}")
        for path, words in damaged.items():
            assert f"lvsctl: {words}: {path}: " in said, said
    expect(len(services(picture.director)), 3, "services and servers in the kernel")


def test_a_reload_that_could_not_ask_the_kernel(lab):
    """a reload for which the kernel could not be asked is no success, and nothing is called as it should be"""
    director = Director(lab, lab.node("host"), nat_config())
    outcome = {"reason": "reload", "at": "", "took_ms": 0, "steps": 0, "carried_out": 0, "refused": [], "error": "cannot ask", "errors": [],
               "warnings": []}
    with answering(director.folder / "run/control.sock", [json.dumps(outcome)]):
        expect(director.lvsctl("reload"), (1, "cannot ask\n"), "exit status and output")


def test_names_for_completions(lab):
    """completions offer the names that the running lvsd has, wherever its config is and whatever became of the file"""
    picture = nat(lab)
    director = Director(lab, picture.director, nat_config()).start()
    director.write("no JSON")
    expect(director.lvsctl("names", "services"), (0, "web\n"), "names of services")
    expect(director.lvsctl("names", "servers"), (0, "web1\nweb2\n"), "names of servers")
    expect(director.lvsctl("names", "foo")[0], 64, "exit status for names of a kind that there is not")


def test_words_that_would_do_something_else(lab):
    """an empty word, a number that is read in another way and a value for an option that takes none are refused"""
    director = Director(lab, lab.node("host"), nat_config())
    for words, wrong in ((["drain", ""], "SERVER: it is empty"), (["drain", "web1", "--service", ""], "--service: it is empty"),
                         (["status", ""], "SERVICE: it is empty"), (["status", "--watch=5"], "--watch takes no value"),
                         (["drain", "web1", "--wait=30"], "--wait takes no value"),
                         (["weight", "web1", "010"], "WEIGHT: 010 is not a decimal number without sign and leading zeros"),
                         (["weight", "web1", "0x10"], "WEIGHT: 0x10 is not a decimal number without sign and leading zeros")):
        expect(director.lvsctl(*words), (64, f"lvsctl: {wrong} (see lvsctl {words[0]} --help)\n"), f"answer to {words}")
    with open("/dev/full", "wb") as full:
        output = subprocess.run([str((lab.build / "cli/lvsctl/lvsctl").resolve()), "help"], stdout=full,
                                stderr=subprocess.PIPE, text=True, check=False)
    expect((output.returncode, output.stderr), (1, "lvsctl: cannot write to standard output\n"), "answer where nothing can be written")


def test_words_that_lvsctl_does_not_know(lab):
    """lvsctl help has the commands and the options of each; for a command or a service that is none it names the one that is meant"""
    director = Director(lab, lab.node("host"), nat_config())
    status, said = director.lvsctl("help")
    assert status == 0 and "undrain" in said and "--state-directory" in said and "names" not in said, (status, said)
    status, said = director.lvsctl("help", "drain")
    assert status == 0 and "--wait" in said and "--watch" not in said, (status, said)
    for words in (["help", "drian"], ["drian", "web1"]):
        expect(director.lvsctl(*words), (64, 'lvsctl: there is no command `drian`; did you mean "drain"?\n'), f"answer to {words}")
    for words, wrong in ((["help", "xyzzy"], "there is no command `xyzzy`"), (["xyzzy"], "there is no command `xyzzy`"),
                         ([], "a command is missing"), (["--xyzzy"], "there is no option `--xyzzy` before a command")):
        status, said = director.lvsctl(*words)
        assert status == 64 and said.startswith(f"lvsctl: {wrong}. The commands are check, plan, "), (status, said)
    for words, wrong in ((["--watch", "status"], "`--watch` stands before the command `status` and belongs behind it"),
                         (["--service=web", "drain", "web1"], "`--service=web` stands before the command `drain` and belongs behind it"),
                         (["--watch", "drain", "web1"], "there is no option `--watch`"),
                         (["--bogus", "status"], "there is no option `--bogus`")):
        command = next(word for word in words if word[0] != "-")
        expect(director.lvsctl(*words), (64, f"lvsctl: {wrong} (see lvsctl {command} --help)\n"), f"answer to {words}")
    behind = subprocess.run([str((lab.build / "cli/lvsctl/lvsctl").resolve()), "status", *director.places], capture_output=True, text=True, check=False)
    assert behind.returncode == 69 and str(director.folder) in behind.stderr, behind
    for words in (["schema", "--json"], ["completion", "bash", "--json"]):
        status, said = director.lvsctl(*words)
        assert status == 64 and "--json" in said, (status, said)
    for asked, meant in (("wbe", '; did you mean "web"?'), ("xyzzy", "")):
        with answering(director.folder / "run/control.sock", ['{"services": []}', STATUS]):
            said = director.lvsctl("status", asked)
        expect(said, (1, f"lvsctl: the config has no service `{asked}`{meant}\n"), "exit status and output")
