# SPDX-License-Identifier: MIT
# A model of what a disk holds when the power goes: made of a trace of strace (-f -qq -xx -s BIG), it keeps every change below one folder as an operation, and
# which of them were made durable by fsync, fdatasync or syncfs. It promises no more than POSIX does: an fsync of a file brings its bytes, not its name;
# a name comes by an fsync of its folder. What was not synced may be on the disk or not, each operation by itself, written blocks too. (Of two writes
# to one block never the earlier alone after the later: it is one page of memory that is written. So a subset is every order there can be.)
import os, re, shutil, stat, time

CALLS = ("openat,open,creat,close,dup,dup2,dup3,fcntl,lseek,read,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
         "unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,syncfs,sync,chdir,fchdir,fchmod,chmod,fchmodat,umask,clone,clone3,fork,vfork,execve,copy_file_range,sendfile,pipe,pipe2,socket,socketpair,"
         "memfd_create,mmap")
STRACE = ["strace", "-f", "-qq", "-xx", "-s", "100000000", "-e", "trace=" + CALLS, "-e", "signal=none"]
BLOCK = 4096
BEGAN = time.time() - 10 * 86400  # of the files that are made: before this machine was started
FILE, DIR, LINK = "file", "dir", "link"


class Node:
    def __init__(self, kind, mode, data=b"", target=None, first=False):
        self.kind, self.mode, self.data, self.target = kind, mode, data, target
        self.new = 0 if first else None  # when it was made
        self.size = len(data)       # as the running programs see it
        self.names = {}             # of a folder: as they see it
        self.was = {}               # of a folder: at the beginning


class Op:
    """One change. kind: data (node, offset, bytes), size (node, n), mode (node, bits), or names (changes of folders: [(folder, name, node or None)])."""
    __slots__ = ("kind", "node", "args", "time", "durable")

    def __init__(self, kind, node, args, time):
        self.kind, self.node, self.args, self.time, self.durable = kind, node, args, time, None  # durable: when it became so


class Opened:
    def __init__(self, node, append=False):
        self.node, self.append, self.at = node, append, 0


class Process:
    def __init__(self, cwd, umask, fds):
        self.cwd, self.umask, self.fds = cwd, umask, fds  # fds: number -> [Opened, close-on-exec]


def text(arg):
    """The bytes of a string as strace prints it."""
    if not arg.startswith('"'):
        return None
    body = arg[1:arg.index('"', 1)]
    if arg.endswith("..."):
        raise ValueError("a string was cut off")
    return bytes.fromhex(body.replace("\\x", ""))


def split(args):
    out, depth, quoted, last = [], 0, False, 0
    for i, c in enumerate(args):
        if c == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif c in "[{(":
            depth += 1
        elif c in "]})":
            depth -= 1
        elif c == "," and depth == 0:
            out.append(args[last:i].strip())
            last = i + 1
    return out + [args[last:].strip()] if args.strip() else out


class Disk:
    def __init__(self, top, without=()):
        """top: the folder that is modelled, as it stands now (all of it durable); without: names in it that are no disk."""
        self.top = os.path.realpath(top)
        self.without = set(without)
        self.ops, self.marks, self.unknown, self.time = [], [], set(), 0
        self.root = self.load(self.top, True)

    def load(self, path, first=False):
        st = os.lstat(path)
        if stat.S_ISLNK(st.st_mode):
            return Node(LINK, 0o777, target=os.readlink(path), first=True)
        if stat.S_ISREG(st.st_mode):
            with open(path, "rb") as f:
                return Node(FILE, st.st_mode & 0o7777, f.read(), first=True)
        node = Node(DIR, st.st_mode & 0o7777)
        for name in os.listdir(path):
            if not (first and name in self.without):
                node.names[name] = self.load(path + "/" + name)
        node.was = dict(node.names)
        return node

    def add(self, kind, node, args):
        self.time += 1
        self.ops.append(Op(kind, node, args, self.time))
        for _, _, made in args if kind == "names" else ():
            if made is not None:
                made.new = self.time if made.new is None else made.new

    # names, as the programs see them

    def find(self, path):
        """(folder, name, node) of an absolute path; folder None where it is outside or has none."""
        path = os.path.normpath(path)
        if path == self.top:
            return None, None, self.root
        if not path.startswith(self.top + "/"):
            return None, None, None
        parts = path[len(self.top) + 1:].split("/")
        if parts[0] in self.without:
            return None, None, None
        folder = self.root
        for part in parts[:-1]:
            folder = folder.names.get(part)
            if folder is None or folder.kind != DIR:
                return None, None, None
        return folder, parts[-1], folder.names.get(parts[-1])

    def names(self, *changes):
        for folder, name, node in changes:
            if node is None:
                folder.names.pop(name, None)
            else:
                folder.names[name] = node
        self.add("names", None, changes)

    def data(self, node, at, data):
        for start in range(at - at % BLOCK, at + len(data), BLOCK):  # block by block: a write is not all or nothing
            a, b = max(start, at), min(start + BLOCK, at + len(data))
            self.add("data", node, (a, data[a - at:b - at]))
        node.size = max(node.size, at + len(data))

    def sync(self, node):
        """node None: everything."""
        self.marks.append(("sync", self.time, b""))
        self.time += 1
        for op in self.ops:
            if op.durable is None and (node is None or op.node is node or (op.kind == "names" and any(folder is node for folder, _, _ in op.args))):
                op.durable = self.time
        self.marks.append(("synced", self.time, b""))

    # the trace

    def replay(self, trace, cwd):
        """Takes in one traced command. Marks where something went to its standard output."""
        lines = open(trace, errors="replace").read().split("\n")
        parents, waiting, self.processes = {}, {}, {}
        for line in lines:
            m = re.match(r"(\d+) +(?:<\.\.\. )?(clone|clone3|fork|vfork)(?: resumed>|\()(.*)\) = (\d+)", line)
            if m:
                parents[m.group(4)] = (m.group(1), line)
        for line in lines:
            m = re.match(r"(\d+) +(.*)", line)
            if not m or m.group(2)[:3] in ("+++", "---"):
                continue
            pid, rest = m.groups()
            if pid not in self.processes:
                self.processes[pid] = self.child(parents.get(pid), waiting, cwd)
            if rest.endswith("<unfinished ...>"):
                waiting[pid] = rest[:-len("<unfinished ...>")].rstrip()
                continue
            m = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
            if m:
                rest = waiting.pop(pid) + m.group(1)
            m = re.match(r"(\w+)\((.*)\)\s+= (-?\w+)", rest)
            if m and not m.group(3).startswith(("-", "?")):
                self.call(self.processes[pid], m.group(1), split(m.group(2)), int(m.group(3), 16 if m.group(3).startswith("0x") else 10))

    def child(self, parent, waiting, cwd):
        if parent is None:
            old = os.umask(0o22)
            os.umask(old)
            return Process(cwd, old, {1: [Opened("stdout"), False]})
        p = self.processes[parent[0]]
        how = parent[1] + waiting.get(parent[0], "")
        if "CLONE_FILES" in how:
            return p
        return Process(p.cwd, p.umask, {fd: list(o) for fd, o in p.fds.items()})

    def at(self, p, folder, path):
        path = text(path).decode()
        if path.startswith("/"):
            return path
        if folder is None or folder.startswith("AT_FDCWD"):
            return p.cwd + "/" + path
        o = p.fds.get(int(folder))
        return (o[0].at if o and isinstance(o[0].at, str) else "/nowhere") + "/" + path

    def call(self, p, name, a, result):
        node = None
        if name in ("open", "openat", "creat"):
            path = self.at(p, a[0] if name == "openat" else None, a[1] if name == "openat" else a[0])
            flags = a[2] if name == "openat" else "O_CREAT|O_TRUNC" if name == "creat" else a[1]
            folder, leaf, node = self.find(path)
            if folder is not None and node is None and "O_CREAT" in flags:
                node = Node(FILE, int(a[-1], 8) & ~p.umask)
                self.names((folder, leaf, node))
            elif node is not None and node.kind == FILE and "O_TRUNC" in flags and node.size:
                self.add("size", node, 0)
                node.size = 0
            o = Opened(node, "O_APPEND" in flags)
            if node is not None and node.kind == DIR:
                o.at = path
            p.fds[result] = [o, "O_CLOEXEC" in flags]
        elif name in ("pipe", "pipe2", "socket", "socketpair", "memfd_create"):
            for fd in re.findall(r"\d+", a[0] if name.startswith("pipe") else a[3] if name == "socketpair" else str(result)):
                p.fds[int(fd)] = [Opened(None), "CLOEXEC" in a[-1]]
        elif name == "close":
            p.fds.pop(int(a[0]), None)
        elif name in ("dup", "dup2", "dup3") or (name == "fcntl" and a[1].startswith("F_DUPFD")):
            if int(a[0]) in p.fds:
                p.fds[result] = [p.fds[int(a[0])][0], "CLOEXEC" in a[-1] or "CLOEXEC" in a[1 % len(a)]]
            else:
                p.fds.pop(result, None)
        elif name == "fcntl" and a[1] == "F_SETFD" and int(a[0]) in p.fds:
            p.fds[int(a[0])][1] = "FD_CLOEXEC" in a[2]
        elif name == "execve":
            p.fds = {fd: o for fd, o in p.fds.items() if not o[1]}
        elif name == "umask":
            p.umask = int(a[0], 8)
        elif name == "chdir":
            p.cwd = os.path.normpath(self.at(p, None, a[0]))
        elif name == "fchdir":
            p.cwd = self.at(p, a[0], '"\\x2e"')
        elif name in ("mkdir", "mkdirat"):
            folder, leaf, _ = self.find(self.at(p, a[0] if name == "mkdirat" else None, a[-2]))
            if folder is not None:
                self.names((folder, leaf, Node(DIR, int(a[-1], 8) & ~p.umask)))
        elif name in ("unlink", "rmdir", "unlinkat"):
            folder, leaf, node = self.find(self.at(p, a[0] if name == "unlinkat" else None, a[1] if name == "unlinkat" else a[0]))
            if node is not None:
                self.names((folder, leaf, None))
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            far = name in ("renameat", "renameat2", "linkat")
            f1, n1, node = self.find(self.at(p, a[0] if far else None, a[1] if far else a[0]))
            f2, n2, _ = self.find(self.at(p, a[2] if far else None, a[3] if far else a[1]))
            if node is None and f2 is None:
                return
            if node is None or f2 is None:
                raise ValueError(f"{name} into or out of what is modelled")
            self.names(*(((f2, n2, node),) if name.startswith("link") else ((f1, n1, None), (f2, n2, node))))
        elif name in ("symlink", "symlinkat"):
            folder, leaf, _ = self.find(self.at(p, a[1] if name == "symlinkat" else None, a[-1]))
            if folder is not None:
                self.names((folder, leaf, Node(LINK, 0o777, target=text(a[0]).decode())))
        elif name in ("chmod", "fchmodat"):
            _, _, node = self.find(self.at(p, a[0] if name == "fchmodat" else None, a[0] if name == "chmod" else a[1]))
            if node is not None and node.kind == FILE:
                self.add("mode", node, int(a[1 if name == "chmod" else 2], 8) & 0o7777)
        elif name == "sync":
            self.sync(None)
        elif name == "truncate":
            _, _, node = self.find(self.at(p, None, a[0]))
            if node is not None:
                self.add("size", node, int(a[1]))
                node.size = int(a[1])
        elif a and a[0].isdigit() and int(a[0]) in p.fds:
            self.on(p.fds[int(a[0])][0], name, a, result)
        if name == "copy_file_range" or (name == "mmap" and "MAP_SHARED" in a[3] and "PROT_WRITE" in a[2] and a[4].isdigit() and int(a[4]) in p.fds):
            o = p.fds[int(a[2] if name == "copy_file_range" else a[4])][0]
            if isinstance(o.node, Node):
                self.unknown.add(next((n for n in self.paths(o.node)), "?"))

    def on(self, o, name, a, result):
        """What is done to an open file."""
        if o.node == "stdout":
            if name in ("write", "writev") and result > 0:
                self.marks.append(("said", self.time, text(a[1])[:result] if name == "write" else b"?"))
            return
        node = o.node
        if name == "syncfs":
            self.sync(None)
        elif node is None:
            return
        elif name in ("fsync", "fdatasync"):
            self.sync(node)
        elif name == "fchmod":
            if node.kind == FILE:
                self.add("mode", node, int(a[1], 8) & 0o7777)
        elif name == "lseek":
            o.at = result if node.kind == FILE else o.at
        elif name == "read":
            o.at += result
        elif name == "write":
            if o.append:
                o.at = node.size
            self.data(node, o.at, text(a[1])[:result])
            o.at += result
        elif name == "pwrite64":
            self.data(node, int(a[3]), text(a[1])[:result])
        elif name in ("writev", "pwritev", "pwritev2"):
            raise ValueError(name + " is not modelled")
        elif name == "ftruncate":
            self.add("size", node, int(a[1]))
            node.size = int(a[1])
        elif name == "fallocate" and a[1] == "0" and int(a[2]) + int(a[3]) > node.size:
            node.size = int(a[2]) + int(a[3])
            self.add("size", node, node.size)

    def paths(self, node, folder=None, at=""):
        for name, n in (folder or self.root).names.items():
            if n is node:
                yield at + "/" + name
            elif n.kind == DIR:
                yield from self.paths(node, n, at + "/" + name)

    # the disk after a cut

    def blank(self, op):
        """A write of which only the length got there."""
        o = Op("data", op.node, (op.args[0], bytes(len(op.args[1]))), op.time)
        return o

    def after(self, ops):
        """The tree that is left when just these operations (in their order) reached the disk: {path: (kind, mode, bytes, time)}."""
        names, data, mode, changed = {}, {}, {}, {}
        for op in ops:
            if op.kind == "names":
                for folder, name, node in op.args:
                    n = names.setdefault(folder, dict(folder.was))
                    if node is None:
                        n.pop(name, None)
                    else:
                        n[name] = node
                continue
            if op.kind == "mode":
                mode[op.node] = op.args
                continue
            d = data.setdefault(op.node, bytearray(op.node.data))
            changed[op.node] = op.time
            if op.kind == "size":
                del d[op.args:]
                d.extend(bytes(op.args - len(d)))
            else:
                at, b = op.args
                d.extend(bytes(max(0, at + len(b) - len(d))))
                d[at:at + len(b)] = b
        out = {}

        def walk(node, path):
            for name, n in names.get(node, node.was).items():
                if n.kind == DIR:
                    out[path + name] = (DIR, n.mode, b"", 0)
                    walk(n, path + name + "/")
                elif n.kind == LINK:
                    out[path + name] = (LINK, 0o777, n.target.encode(), 0)
                else:
                    out[path + name] = (FILE, mode.get(n, n.mode), bytes(data.get(n, n.data)), changed.get(n, n.new or 0))

        walk(self.root, "")
        return out

    def write(self, tree):
        """Puts such a tree in the place of what is there now."""
        for name in os.listdir(self.top):
            if name not in self.without:
                path = self.top + "/" + name
                shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        for path, (kind, mode, data, when) in tree.items():
            path = self.top + "/" + path
            if kind == DIR:
                os.mkdir(path, mode | 0o700)
            elif kind == LINK:
                os.symlink(data, path)
            else:
                with open(path, "wb") as f:
                    f.write(data)
                os.chmod(path, mode)
                os.utime(path, (BEGAN + when / 1000,) * 2)
