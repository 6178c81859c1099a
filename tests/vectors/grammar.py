# SPDX-License-Identifier: MIT
"""What is JSON and what is not: cases made from the grammar of RFC 8259, production by production, and texts changed at random, judged by Python's json. What the contract
refuses besides (sv-record(5)) is spelled out in beyond(): members twice, NUL, lone surrogates, numbers too large (of a document: for 64 bits), nesting too deep; of records also reals, nulls and other
values than objects. json_tool reads each as a document, as a record, as a line of standard input, and in one pass."""
import json, os, random, struct, subprocess

TOOL = os.environ.get("B", "build") + "/tests/json_tool"
n = 0


def ok(name, bad):
    global n
    n += 1
    print("not ok" if bad else "ok", n, "-", name)
    for line in bad[:5]:
        print("#", line)


def verdicts(texts):
    given = b"".join(struct.pack("<I", len(t)) + t for t in texts)
    p = subprocess.run([TOOL], input=given, capture_output=True)
    out = p.stdout.decode().split()
    assert p.returncode == 0 and len(out) == len(texts), (p.returncode, len(out), len(texts), p.stderr[-500:])
    return out


# --- the judge ---

def grammar(text):
    """The value, as (kind, …) so that members twice are seen; None where it is not JSON."""
    def no(x):
        raise ValueError(x)
    try:
        return True, json.loads(text.decode("utf-8"), object_pairs_hook=lambda pairs: ("object", pairs), parse_constant=no, parse_float=lambda x: ("real", x))
    except (ValueError, RecursionError):
        return False, None


def beyond(v, record, depth=0):
    """Whether the contract refuses what the grammar allows."""
    if isinstance(v, tuple) and v[0] == "object":
        names = [k for k, _ in v[1]]
        return depth >= 64 or len(set(names)) < len(names) or any(beyond(k, record, depth) or beyond(x, record, depth + 1) for k, x in v[1])
    if isinstance(v, list):
        return depth >= 64 or any(beyond(x, record, depth + 1) for x in v)
    if isinstance(v, tuple):
        return record or abs(float(v[1])) == float("inf")
    if v is None:
        return record
    if isinstance(v, bool):
        return False
    if isinstance(v, int):
        return abs(v) > 2**53 - 1 if record else not -2**63 <= v < 2**63
    return "\0" in v or any(0xD800 <= ord(c) < 0xE000 for c in v)


def expected(text):
    good, v = grammar(text)
    document = good and not beyond(v, False)
    record = good and isinstance(v, tuple) and v[0] == "object" and not beyond(v, True)
    return document, record


def held(texts):
    bad = []
    for t, got in zip(texts, verdicts(texts)):
        document, record = expected(t)
        line = record and b"\n" not in t
        if (got[0] == "y") != document:
            bad.append(f"document {'refused' if document else 'taken'}: {t[:80]!r}")
        if (got[1] == "y") != record:
            bad.append(f"record {'refused' if record else 'taken'}: {t[:80]!r}")
        if b"\n" not in t and (got[2] == "y") != line:
            bad.append(f"line {'refused' if line else 'taken'}: {t[:80]!r}")
        if got[3] == "y" and not record:
            bad.append(f"in one pass taken: {t[:80]!r}")
    return bad


def inside(texts):
    """Each by itself, in an array, as a member, and at the end of what is cut off."""
    return [x for t in texts for x in (t, b"[" + t + b"]", b'{"a":' + t + b"}", b"[" + t, b'{"a":' + t)]


# --- values, by the productions of RFC 8259 ---

digits = [b"0", b"7", b"10", b"120", b"00", b"01", b"007", b""]
fractions = [b"", b".0", b".50", b".", b".5.", b".e", b"..5"]
exponents = [b"", b"e1", b"E1", b"e+1", b"E-02", b"e", b"E+", b"e-", b"ee1", b"e1.5", b"e+-1"]
numbers = [m + i + f + e for m in (b"", b"-", b"+", b"--", b"- ", b"-+") for i in digits for f in fractions for e in exponents]
numbers += [b"NaN", b"-NaN", b"Infinity", b"-Infinity", b"Inf", b"+Inf", b"0x1", b"0x42", b"1_000", b"1 000", b"1,000", b"\xef\xbc\x91", b"1+2", b"1a", b"1e\xe5", b"0e1\xff", b"-a", b".", b"-", b"1.8011670033376514H-308",
            b"9007199254740991", b"-9007199254740991", b"9007199254740992", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"1" * 400, b"1e400", b"-1e400", b"1e-400", b"123.456e78", b"0." + b"0" * 60 + b"1"]
ok("numbers: sign, whole part, fraction and exponent, in every combination", held(inside(numbers)))

words = [b"true", b"false", b"null", b"tru", b"fals", b"nul", b"True", b"FALSE", b"Null", b"trueX", b"nulll", b"undefined", b"nan", b"\xc3\xa9", b"a\xc3\xa5", b"*", b"<null>", b"<.>", b"'a'", b"a"]
ok("words: the three that there are, cut off, in capitals, and others", held(inside(words)))

escapes = [b'"\\' + bytes([c]) + b'"' for c in range(256)]
escapes += [b'"\\u' + h + b'"' for h in (b"0041", b"00e9", b"FFFF", b"fdd0", b"2028", b"0000", b"00", b"", b"004", b"00g1", b"+041", b" 041", b"D834\\uDD1E", b"dbff\\udfff", b"D834", b"DD1E", b"D834\\u", b"D834\\u0041", b"DD1E\\uD834", b"D834\\n", b"D834x",
                                              b"D8\\u0041", b"D834\\uD834", b"005C\\u005c", b"0022", b"0020", b"007f", b"000a", b"FFFE", b"D83F\\uDFFE")]
escapes += [b'"\\U0041"', b'"\\', b'"\\"', b'"\\\\"', b'"\\\\\\"', b'"\\\\a"', b'"\\\\u0041"', b'"\\u', b"\\u0041", b"\\u000A\"\"", b"[\\n]", b'"\\\xf0\x9f\x8c\x80"', b'"\\x00"', b'"\\a"', b'"\\\t"', b'"\\\x00"', b'"\\u\xe5"', b'"\\\xe5"', b'"\\uD800\\"']
ok("escapes: every byte behind a backslash, and four digits, fewer, pairs and halves of pairs", held(inside(escapes)))

plain = [b'"' + bytes([c]) + b'"' for c in range(256)]
plain += [b'"' + chr(c).encode("utf-8", "surrogatepass") + b'"' for c in (0x7F, 0x80, 0x7FF, 0x800, 0xA0, 0x200B, 0x2028, 0x2029, 0x2064, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF, 0x10000, 0x1D11E, 0x1BFFF, 0x1FFFE, 0x10FFFE, 0x10FFFF)]
plain += [b'"\xc0\xaf"', b'"\xc1\xbf"', b'"\xe0\x80\xaf"', b'"\xf0\x80\x80\xaf"', b'"\xf4\x90\x80\x80"', b'"\xf8\x88\x80\x80\x80"', b'"\xfc\x83\xbf\xbf\xbf\xbf"', b'"\x80"', b'"\xbf"', b'"\xe6\x97\xa5\xd1\x88\xfa"', b'"\xe0\xff"', b'"\xc3"', b'"\xe2\x82"', b'"\xf0\x9f\x98"', b'"\xe9"']
plain += [b'""', b'"', b'"a', b'a"', b'"a" b', b'"a"x', b'"a""b"', b"'a'", b'"' + b"x" * 70000 + b'"', '"ééé…🌀"'.encode(), b'"/* no comment */"', b'"a\nb"', b'"a\rb"', b'"a\tb"', b'"a\x1fb"', b"\xe2\x80\x9ca\xe2\x80\x9d"]
ok("strings: every byte between quotes, sequences of UTF-8 whole, cut off, overlong and beyond what there is", held(inside(plain)))

arrays = [b"[]", b"[ ]", b"[1]", b"[1,2]", b"[ 1 , 2 ]", b"[[]]", b"[[],[]]", b"[null,null]", b'[1,"a",true,null,{},[]]', b"[1,]", b"[,1]", b"[,]", b"[1,,2]", b"[1,,]", b"[1 2]", b"[1;2]", b"[1:2]", b'["a":1]', b"[1 true]", b"[", b"[1", b"[1,", b"[[", b"[[1]", b"[1]]", b"]", b"[]]",
          b"[}", b"[1}", b"[{]", b'["a', b'["a"', b"['a'", b"[1\n", b"[1\n,\n", b"[\n1,\n2\n]\n", b"[a]", b"[*]", b"[-]", b"[1]x", b"[1],", b"[][]", b"[1,\n2\n,1", b"[3[4]]", b"[ , \"\"]", b"[\"\",]", b"[tru]", b"[ false, nul"]
objects = [b"{}", b"{ }", b'{"a":1}', b' { "a" : 1 , "b" : [ ] } ', b'{"":0}', b'{"\\u0000":1}', b'{"a":{"b":{}}}', b'{"\\n":1}', b'{"a":1,}', b'{,"a":1}', b'{,}', b'{"a":1,,"b":2}', b'{"a":1,,,}', b'{"a" 1}', b'{"a"}', b'{"a":}', b"{:1}", b'{"a"::1}', b'{"a",1}', b'{"a"=1}', b'{"a":1;"b":2}',
           b"{a:1}", b"{'a':1}", b"{1:1}", b"{null:1}", b"{[1]:1}", b"{true:1}", b"{9999E9999:1}", b"{", b'{"', b'{"a', b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,', b"}", b"{}}", b'{"a":1}}', b"{]", b"{[", b"[{}", b'{"a":1}x', b'{"a":1}#', b'{"a":1}"b"', b'{"a":1}/**/', b'{"a":1}/*', b'{"a":1}//', b'{"a":1}/',
           b'{"a":/**/1}', b'/**/{}', b"{}{}", b"{},{}", b'{"a":1 "b":2}', b'{"a":[1}', b'{"a":"b}', b'{"a":"b"]', b'{"a":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1,"\\u0061":1}', b'{"a":{"b":1,"b":1}}', b'[{"a":1},{"a":1}]', b'{"a":{"a":1}}', b'{"\xb9":"0",}', b"{\xf0\x9f\x87\xa8\xf0\x9f\x87\xad}",
           b'{"a":"\xc3\xa9"}', b'{"a":true}', b'{"a":null}', b'{"a":1.5}', b'{"a":1e2}', b'{"a":-0}', b'{"a":0}', b'{"a":-1}', b'{"min":-1.0e+28,"max":1.0e+28}']
ok("arrays: commas and brackets that are missing, too many or others", held(inside(arrays)))
ok("objects: names, colons, commas and braces that are missing, too many, others, twice, and comments", held(inside(objects)))

blanks = [b" ", b"\t", b"\r", b"\n", b"\x0b", b"\x0c", b"\x00", b"\xc2\xa0", b"\xe2\x81\xa0", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xef\xbb", b"\x85", b"\xe3\x80\x80", b"#", b"//", b"/**/"]
around = [x for b in blanks for x in (b, b + b"{}", b"{}" + b, b"{" + b + b"}", b'{"a"' + b + b":1}", b'{"a":' + b + b"1}", b'{"a":1' + b + b"}", b"[1" + b + b",2]", b"[1," + b + b"2]", b"1" + b + b"2", b"tr" + b + b"ue", b"-" + b + b"1", b'"a' + b + b'"', b + b"[]" + b)]
ok("blanks: the four that there are, and others, between every two tokens and within them", held(around))

utf16 = ['["é"]'.encode(e) for e in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")]
ok("nothing, other encodings and single bytes", held([b""] + utf16 + [bytes([c]) for c in range(256)] + [b'{"a":1}' + bytes([c]) for c in range(256)]))

nested = [o * d + i + c * d for d in (1, 2, 62, 63, 64, 65, 66, 500) for o, c in ((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")) for i in (b"1", b"[]", b"{}", b"")]
nested += [b"[" * 100000, b'[{"":' * 50000, b"[" * 100000 + b"]" * 100000]
ok("nesting: up to 64 deep and not beyond, however deep", held(nested))

# --- texts changed at random ---

pool = [b"{", b"}", b"[", b"]", b":", b",", b'"', b"\\", b"u", b"0", b"1", b"-", b"+", b".", b"e", b"E", b"true", b"null", b" ", b"\n", b"\t", b"\x00", b"\x7f", b"\xc3", b"\xa9", b"\xed\xa0\x80", b"a", b'"a"', b'"a":1', b"\\u00e9", b"\\ud834", b"/", b"#"]
seeds = [b'{"sv":1,"report":{"kind":"report","narrative":"Een \\"woord\\" \xc3\xa9\\u00e9\\n","n":[1,-2,30],"yes":true,"parties":[{"role":"reporter"},{}]}}', b'[1.5e-3,{"a":null,"b":[[],"",0]},"\\ud834\\udd1e"]', b'{"a":{"b":{"c":"d"}},"e":-7}']
draw = random.Random(8259)
mutated = []
for _ in range(20000):
    t = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        at, kind = draw.randrange(len(t) + 1), draw.randrange(4)
        if kind == 0:
            t[at:at] = draw.choice(pool)
        elif kind == 1:
            del t[at:at + draw.choice((1, 1, 2, 5))]
        elif kind == 2:
            t[at:at + 1] = draw.choice(pool)
        else:
            other = draw.randrange(len(t) + 1)
            t[min(at, other):max(at, other)] = t[min(at, other):max(at, other)] * 2 if draw.random() < 0.3 else b""
    mutated.append(bytes(t))
ok("20,000 texts changed at random", held(mutated))

# the judge itself: that it takes and refuses, and that the tool is not of one opinion
both = [expected(t)[0] for t in numbers + plain + objects + mutated]
ok(f"of these {sum(both)} are JSON that is taken, and {len(both) - sum(both)} are not", [] if sum(both) > 1000 and len(both) - sum(both) > 5000 else ["too few of one of them"])
print(f"1..{n}")
