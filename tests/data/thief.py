# SPDX-License-Identifier: MIT
# What a thief of a laptop finds. By format.md alone, and with nothing of ours.
# thief.py keys STORE PARKED: the opened secret of a parked identity, and every key that it opens in the store's keyring: lines of hex.
# thief.py find WORD FOLDER...: every file below the folders (git's objects inflated) that has the word, or one of the keys that come on stdin, in any usual disguise.
import base64, os, sqlite3, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings


def keys(store, parked):
    text = open(parked).read().split("\n", 1)[1]
    handle, seed, secret, public = f.read_identity(text, "")
    found = {seed, secret}
    db = sqlite3.connect(f"file:{store}/keyring.db?mode=ro", uri=True)
    for (blob,) in list(db.execute("SELECT bytes FROM wrap")) + list(db.execute("SELECT bytes FROM grants")):
        try:
            found.add(bindings.crypto_box_seal_open(bytes(blob), public, secret))
        except Exception:
            pass
    for key in sorted(found):
        print(key.hex())


def disguises(raw):
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for shift in range(3):  # base64 at its three alignments, without what its neighbours have a part in
        whole = base64.b64encode(b"\0" * shift + raw)
        yield whole[(8 * shift + 5) // 6 : (8 * (shift + len(raw))) // 6]


def words(word):
    for text in (word, word.upper(), word.capitalize()):
        yield from disguises(text.encode())
        yield text.encode("utf-16-le")


def bodies(path):
    yield open(path, "rb").read()
    if os.path.basename(path) == "HEAD" and os.path.isdir(os.path.join(os.path.dirname(path), "objects")):
        yield subprocess.run(["git", "-C", os.path.dirname(path), "cat-file", "--batch-all-objects", "--batch", "--buffer"], check=True, capture_output=True).stdout


def find(word, folders):
    secret = [bytes.fromhex(line) for line in sys.stdin.read().split()]
    needles = [(n, "the word") for n in words(word)] + [(n, "a key") for raw in secret for n in disguises(raw)]
    seen = 0
    for folder in folders:
        for place, below, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                if not os.path.isfile(path) or os.path.islink(path):
                    continue
                seen += 1
                for body in bodies(path):
                    for what in sorted({what for needle, what in needles if needle in body}):
                        print(f"{path}: {what}")
                if any(needle in os.fsencode(path) for needle, what in needles):
                    print(f"{path}: its name")
    print(f"files: {seen}, keys: {len(secret)}", file=sys.stderr)


if sys.argv[1] == "keys":
    keys(*sys.argv[2:4])
else:
    find(sys.argv[2], sys.argv[3:])
