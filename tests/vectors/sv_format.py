# SPDX-License-Identifier: MIT
# share/doc/format.md in Python, written from that page alone: hashlib and PyNaCl, nothing of ours.
import base64, hashlib, json, struct
from nacl import bindings, pwhash, signing, exceptions

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Damaged(Exception):
    pass


class NoKey(Exception):
    pass


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def check_character(nine):
    s = 0
    for c in nine:
        s = (s ^ ALPHABET.index(c)) << 1
        if s >= 32:
            s ^= 0x25
    return ALPHABET[s]


def line_hash(line):
    return hashlib.blake2b(line, digest_size=32).hexdigest()


def compartment_key(role_key, salt, name):
    return hashlib.blake2b(b"sv1 compartment\0" + name.encode() + b"\0" + salt, key=role_key, digest_size=32).digest()


def register_key(role_key, path):
    return compartment_key(role_key, line_hash(b"register:" + path.encode())[:32].encode(), "record")


def token(person_key, number):
    text = "".join(c.lower() if "A" <= c <= "Z" else c for c in number if c not in " \t\r\n.-/")
    h = hashlib.blake2b(b"sv1 person\0" + text.encode(), key=person_key, digest_size=32).digest()
    return base64.b32encode(h[:15]).decode().lower()


def masked(salt, token_text):
    mask = hashlib.blake2b(b"sv1 token", key=salt, digest_size=32).digest()
    return base64.b32encode(bytes(a ^ b for a, b in zip(base64.b32decode(token_text.upper()), mask))).decode().lower()


def party_key(identity_key, salt, party):
    return hashlib.blake2b(b"sv1 party\0" + party.encode() + b"\0" + salt, key=identity_key, digest_size=32).digest()


def strict_b64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except Exception:
        raise Damaged
    if base64.b64encode(raw).decode() != text:
        raise Damaged
    return raw


def seal(key, nonce, plain, ad):
    padded = plain + b"\x80" + b"\0" * (-(len(plain) + 1) % 256)
    return base64.b64encode(nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, ad, nonce, key)).decode()


def open_(key, text, ad):
    raw = strict_b64(text)
    if len(raw) < 24 + 16 + 256 or (len(raw) - 40) % 256:
        raise Damaged
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(raw[24:], ad, raw[:24], key)
    except exceptions.CryptoError:
        raise NoKey
    plain = padded.rstrip(b"\0")
    if not plain.endswith(b"\x80"):
        raise Damaged
    return plain[:-1]


def associated(event, name):
    return canonical({k: v for k, v in event.items() if k not in ("record", "content", "identity")}) + b"\0" + name.encode()


def open_event(event, name, key):
    return json.loads(open_(key, event[name], associated(event, name)))


def open_parties(part, name, key, salts):
    """Every object with a party in it: its token unmasked, what is sealed of who it is opened. Without the party's salt, both are gone."""
    for value in part if isinstance(part, list) else part.values():
        if isinstance(value, (dict, list)):
            open_parties(value, name, key, salts)
    if isinstance(part, dict) and isinstance(part.get("party"), str):
        salt = salts.get(part["party"])
        if name == "record" and "token" in part:
            token_text = part.pop("token")
            if salt:
                part["token"] = masked(salt, token_text)
        if name == "identity" and "sealed" in part:
            sealed = part.pop("sealed")
            if salt:
                part.update(json.loads(open_(party_key(key, salt, part["party"]), sealed, part["party"].encode())))
    return part


def read_identity(text, passphrase):
    lines = text.split("\n")
    if len(lines) != 7 or lines[6] != "" or lines[0] != "sv-identity 1":
        raise Damaged
    names = ["name", "sign", "box", "kdf", "secret"]
    values = []
    for line, name in zip(lines[1:6], names):
        if not line.startswith(name + " "):
            raise Damaged
        values.append(line[len(name) + 1:])
    handle, sign, box, kdf, secret = values
    sign, box, secret = strict_b64(sign), strict_b64(box), strict_b64(secret)
    if kdf != "none":
        parts = kdf.split(" ")
        if len(parts) != 4 or parts[0] != "argon2id13" or not 1 <= int(parts[1]) <= 16 or not 8192 <= int(parts[2]) <= 1 << 30:
            raise Damaged
        salt = strict_b64(parts[3])
        if len(salt) != 16 or len(secret) != 24 + 64 + 16:
            raise Damaged
        key = pwhash.argon2id.kdf(32, passphrase.encode(), salt, opslimit=int(parts[1]), memlimit=int(parts[2]))
        head = text[: text.index("secret ")].encode()
        try:
            secret = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(secret[24:], head, secret[:24], key)
        except exceptions.CryptoError:
            raise NoKey
    if len(secret) != 64:
        raise Damaged
    if bytes(signing.SigningKey(secret[:32]).verify_key) != sign or bindings.crypto_scalarmult_base(secret[32:]) != box:
        raise Damaged
    return handle, secret[:32], secret[32:], box


def ssh_string(b):
    return struct.pack(">I", len(b)) + b


def sshsig_blob(public, signature, namespace=b"git", hash_name=b"sha512", key_type=b"ssh-ed25519"):
    key = ssh_string(key_type) + ssh_string(public)
    return (b"SSHSIG" + struct.pack(">I", 1) + ssh_string(key) + ssh_string(namespace) + ssh_string(b"") + ssh_string(hash_name)
            + ssh_string(ssh_string(key_type) + ssh_string(signature)))


def sshsig_signed(message, namespace=b"git", hash_name=b"sha512"):
    digest = hashlib.new(hash_name.decode(), message).digest()
    return b"SSHSIG" + ssh_string(namespace) + ssh_string(b"") + ssh_string(hash_name) + ssh_string(digest)


def armour(blob):
    text = base64.b64encode(blob).decode()
    return "-----BEGIN SSH SIGNATURE-----\n" + "".join(text[i:i + 70] + "\n" for i in range(0, len(text), 70)) + "-----END SSH SIGNATURE-----\n"


def sshsig_verify(public, message, text):
    begin, end = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----"
    if not text.startswith(begin) or end not in text:
        raise Damaged
    blob = strict_b64(text[len(begin): text.index(end)].replace("\n", ""))
    want = sshsig_blob(public, b"\0" * 64)
    if len(blob) != len(want) or blob[:-64] != want[:-64]:
        raise Damaged
    try:
        signing.VerifyKey(public).verify(sshsig_signed(message), blob[-64:])
    except exceptions.BadSignatureError:
        raise Damaged


def luhn32(sixteen):
    total = 0
    for i, c in enumerate(sixteen):
        v = ALPHABET.index(c)
        if i % 2:
            v = v * 2 // 32 + v * 2 % 32
        total += v
    return ALPHABET[-total % 32]


def read_receipt(typed):
    text = "".join(c for c in typed.upper().replace("O", "0").replace("I", "1").replace("L", "1") if c not in " -\t\r\n")
    if len(text) != 17 or any(c not in ALPHABET for c in text) or luhn32(text[:16]) != text[16]:
        raise Damaged
    return "-".join((text[:4], text[4:8], text[8:12], text[12:16], text[16]))


def receipt_keys(receipt, store_id):
    salt = hashlib.blake2b(b"sv1 receipt\0" + store_id.encode(), digest_size=16).digest()
    seed = pwhash.argon2id.kdf(32, receipt.encode(), salt, opslimit=2, memlimit=64 << 20)
    sub = lambda use: hashlib.blake2b(use.encode(), key=seed, digest_size=32).digest()
    box = bindings.crypto_box_seed_keypair(sub("sv1 receipt box"))
    sign = signing.SigningKey(sub("sv1 receipt sign"))
    tag = base64.b32encode(sub("sv1 receipt tag")[:15]).decode().lower()
    return {"box": box, "sign": sign, "tag": tag}


def part_ad(case, attachment, part, last):
    return b"\0".join((b"sv1 attachment", case.encode(), attachment.encode(), str(part).encode(), b"last" if last else b"more"))


def seal_part(key, nonce, plain, case, attachment, part, last):
    padded = plain + b"\x80" + b"\0" * (-(len(plain) + 1) % 256)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, part_ad(case, attachment, part, last), nonce, key)


def open_part(key, raw, case, attachment, part, last):
    if len(raw) < 40 + 256 or (len(raw) - 40) % 256:
        raise Damaged
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(raw[24:], part_ad(case, attachment, part, last), raw[:24], key).rstrip(b"\0")[:-1]
    except exceptions.CryptoError:
        raise Damaged
