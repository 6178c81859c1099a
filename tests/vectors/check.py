# SPDX-License-Identifier: MIT
# Checks the format from share/doc/format.md alone: every vector, and a whole store made by the commands. TAP.
import base64, hashlib, glob, json, os, shutil, sqlite3, subprocess, sys, tempfile
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import sv_format as f
from nacl import bindings

count = failed = 0


def result(good, name, why=""):
    global count, failed
    count += 1
    failed += not good
    print(f"{'' if good else 'not '}ok {count} - {name}" + (f"\n# {why}" if not good else ""))


def d(v, name):
    return base64.b64decode(v[name])


def case_id(text):
    t = text.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if len(t) != 11 or t[4] != "-" or any(c not in f.ALPHABET for c in t[:4] + t[5:]) or f.check_character(t[:4] + t[5:10]) != t[10]:
        raise f.Damaged


def run_vector(v):
    kind = v["kind"]
    if kind == "canonical":
        return f.canonical(v["value"]).decode() == v["text"]
    if kind == "case-id":
        case_id(v["id"])
        return True
    if kind == "line-hash":
        return f.line_hash(v["line"].encode()) == v["hash"]
    if kind == "derive":
        return f.compartment_key(d(v, "role_key"), d(v, "salt"), v["name"]) == d(v, "key")
    if kind == "derive-party":
        return f.party_key(d(v, "key"), d(v, "salt"), v["party"]) == d(v, "out")
    if kind == "mask":
        return f.masked(d(v, "salt"), v["token"]) == v["masked"] and f.masked(d(v, "salt"), v["masked"]) == v["token"]
    if kind == "derive-register":
        return f.register_key(d(v, "role_key"), v["path"]) == d(v, "key")
    if kind == "token":
        return f.token(d(v, "key"), v["number"]) == v["token"]
    if kind == "open":
        return f.open_(d(v, "key"), v["sealed"], d(v, "ad")) == d(v, "plain")
    if kind == "identity":
        return f.read_identity(v["text"], v["passphrase"])[1] == d(v, "sign_seed")
    if kind == "sshsig":
        f.sshsig_verify(d(v, "public"), d(v, "message"), v["signature"])
        return True
    if kind == "receipt":
        receipt = f.read_receipt(v["typed"])
        keys = f.receipt_keys(receipt, v["store"])
        return (receipt, keys["tag"], keys["box"][0], bytes(keys["sign"].verify_key)) == (v["receipt"], v["tag"], d(v, "box"), d(v, "sign"))
    if kind == "part":
        return f.open_part(d(v, "key"), d(v, "sealed"), v["case"], v["attachment"], v["part"], v["last"]) == d(v, "plain")
    raise KeyError(kind)


for path in sorted(glob.glob(here + "/*.json")):
    v = json.load(open(path))
    try:
        got = "success" if run_vector(v) else "wrong result"
    except f.NoKey:
        got = "no key"
    except f.Damaged:
        got = "damaged"
    result(got == v["expect"], os.path.basename(path), f"wanted {v['expect']}, got {got}")

# a real store, opened with its key file and keyring by this program alone
work = tempfile.mkdtemp(prefix="sv-vectors-")
env = dict(os.environ, HOME=work, XDG_CONFIG_HOME=work + "/c", XDG_STATE_HOME=work + "/s", SV_STORE=work + "/store", XDG_RUNTIME_DIR=tempfile.mkdtemp(prefix="sv-vectors-", dir="/dev/shm"))
try:
    def sh(command, data=None):
        return subprocess.run(command, shell=True, input=data, env=env, check=True, capture_output=True).stdout

    sh(f"echo 'een wachtzin voor de proef' >{work}/p; sv-key new meldpunt --passphrase-fd 9 9<{work}/p; sv-key unlock --passphrase-fd 9 9<{work}/p; sv-init")
    report = {"sv": 1, "report": {"kind": "report", "confidentiality": "named", "category": "bullying", "narrative": "Verhaal é", "parties": [{"role": "reporter", "name": "N", "person": "P-7"}]}}
    case = json.loads(sh("sv-report", json.dumps(report).encode() + b"\n"))["case"]
    sh(f"sv-triage {case} --route informal --why waarom")
    handle, seed, box_secret, box_public = f.read_identity(open(work + "/c/sv/identity").read(), "een wachtzin voor de proef")
    shutil.copytree(work + "/store", work + "/copy")
    db = sqlite3.connect(work + "/copy/keyring.db")
    roles = {r: bindings.crypto_box_seal_open(b, box_public, box_secret) for r, b in db.execute("SELECT role, bytes FROM wrap WHERE officer = ?", (handle,))}
    salt = db.execute("SELECT bytes FROM salt WHERE name = ?", (case,)).fetchone()[0]
    git = lambda *a: subprocess.run(["git", "-C", work + "/copy/history.git", *a], check=True, capture_output=True).stdout
    y, x = case.split("-")
    lines = git("show", f"main:cases/{y}/{x[0]}/{x[1]}/{x}.ndjson").split(b"\n")
    result(lines.pop() == b"" and len(lines) == 2, "the file of a case is lines")
    events = [json.loads(l) for l in lines]
    result(all(f.canonical(e) == l for e, l in zip(events, lines)), "lines are canonical")
    result("prev" not in events[0] and events[1]["prev"] == f.line_hash(lines[0]), "lines are chained")
    salts = {name.split("/")[1]: bytes for name, bytes in db.execute("SELECT name, bytes FROM salt WHERE name LIKE ?", (case + "/%",))}
    opened = {n: f.open_parties(f.open_event(events[0], n, f.compartment_key(roles[n], salt, n)), n, f.compartment_key(roles[n], salt, n), salts) for n in ("record", "content", "identity")}
    result(f.open_parties(f.open_event(events[0], "identity", f.compartment_key(roles["identity"], salt, "identity")), "identity", f.compartment_key(roles["identity"], salt, "identity"), {}) == {"parties": [{"party": "p1"}]}, "who a party is does not open without the party's salt")
    result(opened["content"] == {"narrative": "Verhaal é"} and opened["identity"] == {"parties": [{"name": "N", "party": "p1", "person": "P-7"}]}, "content and identity open")
    result(opened["record"]["category"] == "bullying" and opened["record"]["parties"][0]["token"] == f.token(roles["person"], "P-7"), "the record opens, with its token")
    moved = dict(events[1], record=events[0]["record"])
    try:
        f.open_event(moved, "record", f.compartment_key(roles["record"], salt, "record"))
        result(False, "a seal can't be moved to another event")
    except f.NoKey:
        result(True, "a seal can't be moved to another event")
    # an anonymous report's mailbox, an answer dropped for the officers, and an attachment, made and opened by this program where the page says how
    sh(f"sv-report --receipt-fd 9 9>{work}/receipt >{work}/anonymous", json.dumps({"sv": 1, "report": {"kind": "report", "confidentiality": "anonymous", "narrative": "x", "parties": [{"role": "reporter"}]}}).encode() + b"\n")
    anonymous = json.load(open(work + "/anonymous"))["case"]
    keys = f.receipt_keys(f.read_receipt(open(work + "/receipt").read().split()[1]), open(work + "/store/id").read().strip())
    sh(f"cut -d' ' -f2 {work}/receipt >{work}/code; sv-message send {anonymous} --kind update --party p1 --note 'Wanneer was het?'; echo maandag | sv-message inbox --receipt-fd 9 --answer - 9<{work}/code")
    head = lambda path: subprocess.run(["git", "-C", work + "/store/history.git", "show", "main:" + path], check=True, capture_output=True).stdout
    letter = json.loads(head(f"mailboxes/{keys['tag'][:2]}/{keys['tag']}.ndjson").split(b"\n")[0])
    text = bindings.crypto_box_seal_open(base64.b64decode(letter["public"]["sealed"]), *keys["box"]).rstrip(b"\0")[:-1].decode()
    result("Wanneer was het?" in text and letter["mailbox"] == keys["tag"], "a message in a mailbox opens with the receipt")
    drop = json.load(open(glob.glob(work + "/store/inbox/new/*")[0]))
    once = bindings.crypto_box_seal_open(base64.b64decode(drop["keys"][handle]), box_public, box_secret)
    whole = json.loads(f.open_(once, drop["sealed"], b"sv1 inbox"))
    keys["sign"].verify_key.verify(f.canonical(whole["say"]), base64.b64decode(whole["signature"]))
    result(whole["say"]["text"] == "maandag" and whole["say"]["tag"] == keys["tag"], "an answer opens for an officer and is signed by the receipt")
    # a report handed in without a store: opened here, and one made here from the page alone, taken in once
    sh(f"sv-key desk >{work}/desk.json")
    desk = json.load(open(work + "/desk.json"))
    handed = dict(report["report"], confidentiality="anonymous", parties=[{"role": "reporter"}])
    out = sh(f"env -u SV_STORE -u XDG_CONFIG_HOME -u XDG_STATE_HOME HOME=/nonexistent sv-report --drop {work}/in --desk {work}/desk.json --receipt-fd 9 9>{work}/receipt", json.dumps({"sv": 1, "report": handed}).encode() + b"\n")
    path = glob.glob(work + "/in/new/*")[0]
    drop = json.loads(open(path).read())
    result(f.canonical(drop) + b"\n" == open(path, "rb").read() and drop["drop"] == "report" and list(drop["keys"]) == [o["officer"] for o in desk["officers"]], "a report handed in is one canonical line, sealed to the desk")
    once = bindings.crypto_box_seal_open(base64.b64decode(drop["keys"][handle]), box_public, box_secret)
    whole = json.loads(f.open_(once, drop["sealed"], b"sv1 inbox"))
    number, code = open(work + "/receipt").read().split()
    keys = f.receipt_keys(f.read_receipt(code), desk["store"])
    result(whole["report"] == handed and whole["store"] == desk["store"] and whole["drop"] == number == json.loads(out)["drop"], "and opens for an officer")
    result(whole["mailbox"] == {"tag": keys["tag"], "box": base64.b64encode(keys["box"][0]).decode(), "sign": base64.b64encode(bytes(keys["sign"].verify_key)).decode()}, "with the mailbox of its receipt")
    once = os.urandom(32)
    mine = {"report": handed, "drop": "01HZXW5GN1R3B0V4X3M8Q2D7CE", "at": "2026-01-05T23:30:00Z", "store": desk["store"]}
    made = {"drop": "report", "keys": {o["officer"]: base64.b64encode(bindings.crypto_box_seal(once, base64.b64decode(o["box"]))).decode() for o in desk["officers"]},
            "sealed": f.seal(once, os.urandom(24), f.canonical(mine), b"sv1 inbox"), "sv": 1}
    open(work + "/in/new/by-hand", "wb").write(f.canonical(made) + b"\n")
    cases = [json.loads(l) for l in sh(f"sv-report --inbox {work}/in").splitlines()]
    result(sorted(c["drop"] for c in cases) == sorted([number, mine["drop"]]) and os.listdir(work + "/in/new") == [] and "2026-01-06" in [c["received"] for c in cases], "it is taken in, and so is one that this program made")
    content = os.urandom(2 * (1 << 20) + 17)
    open(work + "/bijlage", "wb").write(content)
    sh(f"sv-case attach {case} --file {work}/bijlage --as evidence")
    event = json.loads(head(f"cases/{y}/{x[0]}/{x[1]}/{x}.ndjson").split(b"\n")[2])
    parts = [head(f"attachments/{y}/{x[0]}/{x[1]}/{x}/f1.{i:04}") for i in range(1, event["public"]["parts"] + 1)]
    akey = f.compartment_key(roles["content"], salt, "content")
    back = b"".join(f.open_part(akey, p, case, "f1", i + 1, i + 1 == len(parts)) for i, p in enumerate(parts))
    result(back == content and hashlib.sha256(b"".join(parts)).hexdigest() == event["public"]["sha256"] and sum(map(len, parts)) == event["public"]["bytes"], "an attachment of three parts opens, and its clear hash is that of its parts")
    result(sh(f"sv-case open {case} --attachment f1 --why controle") == content, "and comes out as it went in")
    # a case that is closed to somebody: keys of its own, and its salt only for those who may open it
    sh(f"sv-key new ander --output {work}/ander --passphrase-fd 9 9<{work}/p | sv-key add-officer --role record --role content; sv-key restrict {case} --officer meldpunt --why w")
    rows = lambda q, *a: sqlite3.connect(work + "/store/keyring.db").execute(q, a).fetchall()
    path = f"cases/{y}/{x[0]}/{x[1]}/{x}.ndjson"
    event = json.loads(head(path).split(b"\n")[-2])
    unwrap = lambda b: bindings.crypto_box_seal_open(b, box_public, box_secret)
    own = {c: unwrap(b) for c, b in rows("SELECT compartment, bytes FROM grants WHERE name = ? AND keys = 'c1' AND officer = 'meldpunt'", case)}
    result(event["keys"] == "c1" and f.open_event(event, "record", own["record"])["named"] == ["meldpunt"] and f.open_event(event, "content", own["content"]) == {"why": "w"}, "a restricted case opens with keys of its own")
    result(rows("SELECT * FROM salt WHERE name = ?", case) == [] and unwrap(rows("SELECT bytes FROM grants WHERE name = ? AND keys = '' AND compartment = 'salt' AND officer = 'meldpunt'", case)[0][0]) == salt, "and its salt is wrapped to who may open it")
    # an erased case: its record opens with the role alone, and tells the hashes of the salts
    gone = json.loads(sh("sv-report", json.dumps(report).encode() + b"\n"))["case"]
    salts = [f.line_hash(b) for (b,) in rows("SELECT bytes FROM salt WHERE name = ? OR name LIKE ? ORDER BY name", gone, gone + "/%")]
    sh(f"sv-triage {gone} --route informal --why w; sv-decide {gone} --outcome settled --measure agreements --grounds g;"
       f"sv-close {gone} --override aftercare_plan --override learning --override-why w; sv-erase propose {gone} --ground request --why w; sv-erase run {gone} --key {work}/ander --passphrase-fd 9 9<{work}/p")
    gy, gx = gone.split("-")
    path = f"cases/{gy}/{gx[0]}/{gx[1]}/{gx}.ndjson"
    event = json.loads(head(path).split(b"\n")[-2])
    left = f.open_event(event, "record", f.register_key(roles["record"], path))
    result(event["keys"] == "r1" and left["year"] == int(gy) and left["alike"] >= 1 and set(left) <= {"year", "alike", "kind", "outcome", "route", "category"} | {"to_" + w for w in ("acknowledgement", "feedback", "decision", "closing")}, "what is left of an erased case opens with the role")
    result(len(salts) == 2 and event["public"] == {"destroyed": salts} and rows("SELECT name FROM salt WHERE name LIKE ?", gone + "%") == [], "its event tells the hashes of its salts, and they are gone")
    protocol = json.loads(git("show", "main:protocol.json"))
    lists = json.loads(f.open_(f.register_key(roles["record"], "protocol.json"), protocol["lists"], b"protocol.json"))
    result(any(c["id"] == "bullying" for c in lists["category"]), "the protocol's lists open")
    result(events[1]["rules"] == git("rev-parse", "main:protocol.json").decode().strip(), "events name the rules")
    raw = git("cat-file", "commit", "main")
    head, message = raw.split(b"\n\n", 1)
    start = head.index(b"\ngpgsig ")
    signature = head[start + 8:].replace(b"\n ", b"\n").decode() + "\n"
    f.sshsig_verify(bytes(__import__("nacl.signing").signing.SigningKey(seed).verify_key), head[:start] + b"\n\n" + message, signature)
    result(True, "the commit's signature is good")
finally:
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(env["XDG_RUNTIME_DIR"], ignore_errors=True)
print(f"1..{count}")
sys.exit(failed > 0)
