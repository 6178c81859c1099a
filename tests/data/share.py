# SPDX-License-Identifier: MIT
# share.py BACKUP IDENTITY PASSPHRASE OUT: opens the share of a backup that is sealed to an identity, and writes it as gfcombine(1) reads it: OUT.NNN.
# share.py --open BACKUP KEY OUT: opens the backup with the key that the shares make. Both by format.md alone.
import base64, json, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

if sys.argv[1] == "--open":
    backup, key = json.load(open(sys.argv[2])), open(sys.argv[3], "rb").read()
    head = {k: v for k, v in backup.items() if k not in ("sealed", "shares")}
    plain = f.open_(key, backup["sealed"], f.canonical(head))
    open(sys.argv[4], "wb").write(plain)
else:
    backup = json.load(open(sys.argv[1]))
    handle, seed, secret, public = f.read_identity(open(sys.argv[2]).read(), sys.argv[3])
    share = bindings.crypto_box_seal_open(base64.b64decode(backup["shares"][handle]), public, secret)
    assert len(share) == 33
    open(f"{sys.argv[4]}.{share[0]:03}", "wb").write(share[1:])
