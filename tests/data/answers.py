# SPDX-License-Identifier: MIT
# answers.py STORE IDENTITY PASSPHRASE NAME: prints the answers that are kept as STORE/answers/NAME, opened with an officer's identity and the keyring, by format.md alone. Exit 1
# where none of the officer's keys of the content role opens them.
import os, shutil, sqlite3, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

store, identity, passphrase, name = sys.argv[1:5]
handle, seed, secret, public = f.read_identity(open(identity).read(), passphrase)
epoch, sealed = open(f"{store}/answers/{name}").read().splitlines()
looked_at = tempfile.mkdtemp(prefix="sv-answers-", dir="/dev/shm")
for suffix in ("", "-wal", "-shm"):
    if os.path.exists(store + "/keyring.db" + suffix):
        shutil.copy(store + "/keyring.db" + suffix, looked_at + "/keyring.db" + suffix)
db = sqlite3.connect(looked_at + "/keyring.db")
wraps = [bytes(b) for (b,) in db.execute("SELECT bytes FROM wrap WHERE role = 'content' AND officer = ? AND epoch = ?", (handle, int(epoch[1:])))]
db.close()
shutil.rmtree(looked_at)
salt = f.line_hash(f"answers:{name}".encode())[:32].encode()
for wrap in wraps:
    key = f.compartment_key(bindings.crypto_box_seal_open(wrap, public, secret), salt, "content")
    sys.stdout.buffer.write(f.open_(key, sealed, name.encode()))
    sys.exit()
sys.exit(1)
