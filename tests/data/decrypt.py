# SPDX-License-Identifier: MIT
# decrypt.py HISTORY CASE RECORD-KEY CONTENT-KEY IDENTITY-KEY SALT [PARTY=SALT]...: prints what a case's events say, by format.md alone: given role keys and salts
# (in hex) and a copy of history.git, and nothing else. Exit 1 where something does not open.
import json, os, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f

history, case = sys.argv[1:3]
roles = dict(zip(("record", "content", "identity"), map(bytes.fromhex, sys.argv[3:6])))
salt = bytes.fromhex(sys.argv[6])
parties = {name: bytes.fromhex(value) for name, value in (a.split("=") for a in sys.argv[7:])}
year, name = case.split("-")
path = f"main:cases/{year}/{name[0]}/{name[1]}/{name}.ndjson"
for line in subprocess.run(["git", "-C", history, "show", path], check=True, capture_output=True).stdout.splitlines():
    event = json.loads(line)
    for compartment, role in roles.items():
        if compartment in event:
            key = f.compartment_key(role, salt, compartment)
            try:
                event[compartment] = f.open_parties(f.open_event(event, compartment, key), compartment, key, parties)
            except f.NoKey:
                sys.exit(f"{event['type']}: {compartment} does not open")
    print(json.dumps(event, sort_keys=True))
