# SPDX-License-Identifier: MIT
# A forger for tests: commits changed files to a store's history with stock git and signs them with an identity that has no
# passphrase, as somebody who holds the repository and one officer's key could. forge.py GIT_DIR IDENTITY|- HANDLE SECONDS PATH=FILE...
import base64, hashlib, os, struct, subprocess, sys

git_dir, identity, handle, seconds = sys.argv[1:5]
env = dict(os.environ, GIT_DIR=git_dir, GIT_INDEX_FILE=git_dir + "/forge.index")


def git(*args, data=None):
    return subprocess.run(["git", *args], env=env, input=data, capture_output=True, check=True).stdout


git("read-tree", "main")
for change in sys.argv[5:]:
    path, name = change.split("=", 1)
    if name:
        blob = git("hash-object", "-w", name).decode().strip()
        git("update-index", "--index-info", data=f"100644 {blob}\t{path}\n".encode())
    else:
        git("update-index", "--index-info", data=f"0 {'0' * 40}\t{path}\n".encode())
tree = git("write-tree").decode().strip()
parent = git("rev-parse", "main").decode().strip()
who = f"{handle} <{handle}@sv> {seconds} +0000"
head = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n"
message = "\nforged\n"
signature = ""
if identity != "-":
    import nacl.signing

    lines = dict(line.split(" ", 1) for line in open(identity).read().splitlines())
    key = nacl.signing.SigningKey(base64.b64decode(lines["secret"])[:32])

    def s(b):
        return struct.pack(">I", len(b)) + b

    digest = hashlib.sha512((head + message).encode()).digest()
    signed = b"SSHSIG" + s(b"git") + s(b"") + s(b"sha512") + s(digest)
    raw = key.sign(signed).signature
    public = s(b"ssh-ed25519") + s(bytes(key.verify_key))
    blob = b"SSHSIG" + struct.pack(">I", 1) + s(public) + s(b"git") + s(b"") + s(b"sha512") + s(s(b"ssh-ed25519") + s(raw))
    text = base64.b64encode(blob).decode()
    armour = ["-----BEGIN SSH SIGNATURE-----"] + [text[i : i + 70] for i in range(0, len(text), 70)] + ["-----END SSH SIGNATURE-----"]
    signature = "gpgsig " + "\n ".join(armour) + "\n"
commit = git("hash-object", "-w", "-t", "commit", "--stdin", data=(head + signature + message).encode()).decode().strip()
git("update-ref", "refs/heads/main", commit)
