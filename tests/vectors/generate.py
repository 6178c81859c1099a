# SPDX-License-Identifier: MIT
# Writes the vectors: one case a file, right or with exactly one failure. Run by hand when the format changes: generate.py FOLDER.
import base64, hashlib, json, os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sv_format as f
from nacl import bindings, pwhash, signing

folder = sys.argv[1]


def seed(name, n=32):
    return hashlib.shake_256(name.encode()).digest(n)


def b64(b):
    return base64.b64encode(b).decode()


def put(file, kind, expect, /, **members):
    with open(f"{folder}/{file}.json", "w") as out:
        json.dump(dict(kind=kind, expect=expect, **members), out, indent=1, sort_keys=True)
        out.write("\n")


put("canonical", "canonical", "success", value={"b": [1, -2, True, False, {}], "a": "tab\t \"quote\" \\ / é € 😀 \x7f", "": "\u0001"},
    text=f.canonical({"b": [1, -2, True, False, {}], "a": "tab\t \"quote\" \\ / é € 😀 \x7f", "": "\u0001"}).decode())
for i, nine in enumerate(("20267K3MQ", "000000000", "9999ZZZZZ", "20240ABCD")):
    put(f"case-id-{i}", "case-id", "success", id=nine[:4] + "-" + nine[4:] + f.check_character(nine))
put("case-id-typed", "case-id", "success", id="2026-7k3mq" + f.check_character("20267K3MQ").lower())
put("case-id-check", "case-id", "damaged", id="2026-7K3MQ" + ("0" if f.check_character("20267K3MQ") != "0" else "1"))
put("case-id-letter", "case-id", "damaged", id="2026-7U3MQ0")
put("line-hash", "line-hash", "success", line='{"sv":1}', hash=f.line_hash(b'{"sv":1}'))
role, salt = seed("role"), seed("salt")
for name in ("record", "content", "identity"):
    put(f"derive-{name}", "derive", "success", role_key=b64(role), salt=b64(salt), name=name, key=b64(f.compartment_key(role, salt, name)))
put("derive-party", "derive-party", "success", key=b64(f.compartment_key(role, salt, "identity")), salt=b64(seed("party")), party="p1", out=b64(f.party_key(f.compartment_key(role, salt, "identity"), seed("party"), "p1")))
put("token-masked", "mask", "success", salt=b64(seed("party")), token=f.token(seed("person"), "p1042"), masked=f.masked(seed("party"), f.token(seed("person"), "p1042")))
put("derive-register", "derive-register", "success", role_key=b64(role), path="officers/meldpunt.ndjson", key=b64(f.register_key(role, "officers/meldpunt.ndjson")))
for i, number in enumerate(("P-10.42", "p1042", " 00123/4 ", "Éé 7")):
    put(f"token-{i}", "token", "success", key=b64(seed("person")), number=number, token=f.token(seed("person"), number))

key, nonce, ad = f.compartment_key(role, salt, "record"), seed("nonce", 24), b'{"case":"2026-000000"}\0record'
for n in (0, 1, 254, 255, 256, 257, 600):
    put(f"seal-{n}", "open", "success", key=b64(key), ad=b64(ad), sealed=f.seal(key, nonce, b"x" * n, ad), plain=b64(b"x" * n))
good = base64.b64decode(f.seal(key, nonce, b"geheim", ad))
put("seal-wrong-key", "open", "no key", key=b64(seed("other")), ad=b64(ad), sealed=b64(good))
put("seal-wrong-ad", "open", "no key", key=b64(key), ad=b64(ad[:-6] + b"content"), sealed=b64(good))
put("seal-flipped-nonce", "open", "no key", key=b64(key), ad=b64(ad), sealed=b64(bytes([good[0] ^ 1]) + good[1:]))
put("seal-flipped-text", "open", "no key", key=b64(key), ad=b64(ad), sealed=b64(good[:30] + bytes([good[30] ^ 1]) + good[31:]))
put("seal-flipped-tag", "open", "no key", key=b64(key), ad=b64(ad), sealed=b64(good[:-1] + bytes([good[-1] ^ 1])))
put("seal-short", "open", "damaged", key=b64(key), ad=b64(ad), sealed=b64(good[:39]))
put("seal-no-step", "open", "damaged", key=b64(key), ad=b64(ad), sealed=b64(good[:-1]))
put("seal-no-padding", "open", "damaged", key=b64(key), ad=b64(ad), sealed=b64(nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(b"\0" * 256, ad, nonce, key)))
put("seal-bad-base64", "open", "damaged", key=b64(key), ad=b64(ad), sealed=b64(good)[:-1])
put("seal-loose-base64", "open", "damaged", key=b64(key), ad=b64(ad), sealed=b64(good)[:8] + "\n" + b64(good)[8:])

sign, box = signing.SigningKey(seed("sign")), seed("box")
head = f"sv-identity 1\nname meldpunt\nsign {b64(bytes(sign.verify_key))}\nbox {b64(bindings.crypto_scalarmult_base(box))}\n"
secrets, isalt = bytes(sign) + box, seed("kdf", 16)
bare = head + f"kdf none\nsecret {b64(secrets)}\n"
locked = head + f"kdf argon2id13 1 8192 {b64(isalt)}\n"
ikey = pwhash.argon2id.kdf(32, b"wachtzin", isalt, opslimit=1, memlimit=8192)
sealed = nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(secrets, locked.encode(), nonce, ikey)
full = locked + f"secret {b64(sealed)}\n"
put("identity-bare", "identity", "success", text=bare, passphrase="", sign_seed=b64(bytes(sign)), name="meldpunt")
put("identity-passphrase", "identity", "success", text=full, passphrase="wachtzin", sign_seed=b64(bytes(sign)), name="meldpunt")
put("identity-wrong-passphrase", "identity", "no key", text=full, passphrase="Wachtzin")
put("identity-name-changed", "identity", "no key", text=full.replace("meldpunt", "meldpost"), passphrase="wachtzin")
put("identity-version", "identity", "damaged", text=full.replace("identity 1", "identity 2"), passphrase="wachtzin")
put("identity-cut", "identity", "damaged", text=full[:-2], passphrase="wachtzin")
put("identity-absurd-memory", "identity", "damaged", text=full.replace(" 8192 ", " 99999999999 "), passphrase="wachtzin")
put("identity-absurd-operations", "identity", "damaged", text=full.replace("13 1 ", "13 99 "), passphrase="wachtzin")
put("identity-other-public-key", "identity", "damaged", text=bare.replace(b64(bytes(sign.verify_key)), b64(seed("x"))), passphrase="")
put("identity-line-too-many", "identity", "damaged", text=bare + "more x\n", passphrase="")

message = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nbericht\n"
public = bytes(sign.verify_key)


def sig(namespace=b"git", hash_name=b"sha512", key_type=b"ssh-ed25519", by=sign, says=public):
    return f.armour(f.sshsig_blob(says, by.sign(f.sshsig_signed(message, namespace, hash_name)).signature, namespace, hash_name, key_type))


def ssh(name, expect, text):
    put("sshsig-" + name, "sshsig", expect, public=b64(public), message=b64(message), signature=text)


ssh("good", "success", sig())
ssh("namespace", "damaged", sig(namespace=b"file"))
ssh("hash", "damaged", sig(hash_name=b"sha256"))
ssh("key-type", "damaged", sig(key_type=b"ssh-ed25518"))
ssh("other-key", "damaged", sig(by=signing.SigningKey(seed("y"))))
ssh("other-key-named", "damaged", sig(by=signing.SigningKey(seed("y")), says=bytes(signing.SigningKey(seed("y")).verify_key)))
ssh("no-end", "damaged", sig().replace("-----END SSH SIGNATURE-----", ""))
ssh("extra-byte", "damaged", f.armour(f.sshsig_blob(public, sign.sign(f.sshsig_signed(message)).signature) + b"\0"))

for i, sixteen in enumerate(("7K3MQP9A1B2C3D4E", "0000000000000000", "ZZZZZZZZZZZZZZZZ")):
    receipt = f.read_receipt(sixteen + f.luhn32(sixteen))
    keys = f.receipt_keys(receipt, "abcdefghjkmnpqrstuvw")
    put(f"receipt-{i}", "receipt", "success", typed=receipt, receipt=receipt, store="abcdefghjkmnpqrstuvw", box=b64(keys["box"][0]), sign=b64(bytes(keys["sign"].verify_key)), tag=keys["tag"])
keys = f.receipt_keys(f.read_receipt("7K3MQP9A1B2C3D4E" + f.luhn32("7K3MQP9A1B2C3D4E")), "abcdefghjkmnpqrstuvw")
put("receipt-typed", "receipt", "success", typed="7k3m qp9a lb2c 3d4e " + f.luhn32("7K3MQP9A1B2C3D4E").lower(), receipt=f.read_receipt("7K3MQP9A1B2C3D4E" + f.luhn32("7K3MQP9A1B2C3D4E")),
    store="abcdefghjkmnpqrstuvw", box=b64(keys["box"][0]), sign=b64(bytes(keys["sign"].verify_key)), tag=keys["tag"])
put("receipt-swapped", "receipt", "damaged", typed="K73M-QP9A-1B2C-3D4E-" + f.luhn32("7K3MQP9A1B2C3D4E"))
put("receipt-wrong-letter", "receipt", "damaged", typed="7K3M-QP9A-1B2C-3D4F-" + f.luhn32("7K3MQP9A1B2C3D4E"))
put("receipt-short", "receipt", "damaged", typed="7K3M-QP9A-1B2C-3D4E")
put("receipt-strange", "receipt", "damaged", typed="7K3M-QP9A-1B2C-3D4U-" + f.luhn32("7K3MQP9A1B2C3D4E"))

part = dict(case="2026-000000", attachment="f1", part=2, last=False)
raw = f.seal_part(key, nonce, b"deel", **part)
put("part", "part", "success", key=b64(key), sealed=b64(raw), plain=b64(b"deel"), **part)
put("part-last", "part", "success", key=b64(key), sealed=b64(f.seal_part(key, nonce, b"", **dict(part, last=True))), plain="", **dict(part, last=True))
put("part-cut-off", "part", "damaged", key=b64(key), sealed=b64(raw), plain="", **dict(part, last=True))
put("part-moved", "part", "damaged", key=b64(key), sealed=b64(raw), plain="", **dict(part, part=3))
put("part-other-file", "part", "damaged", key=b64(key), sealed=b64(raw), plain="", **dict(part, attachment="f2"))
put("part-other-case", "part", "damaged", key=b64(key), sealed=b64(raw), plain="", **dict(part, case="2026-000001"))
put("part-flipped", "part", "damaged", key=b64(key), sealed=b64(raw[:40] + bytes([raw[40] ^ 1]) + raw[41:]), plain="", **part)
