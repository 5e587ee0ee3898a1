"""Runs a program as a kernel would that lacks something: older_kernel.py landlock|seccomp PROGRAM ARGUMENT ...

The kernel's own filter for system calls answers as such a kernel does."""

import ctypes
import errno
import os
import platform
import struct
import sys

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06  # BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K
NUMBER, FIRST_ARGUMENT = 0, 16  # places in struct seccomp_data
REFUSE, ALLOW = 0x00050000, 0x7FFF0000
LANDLOCK_CREATE_RULESET = 444
PRCTL = {"x86_64": 157, "aarch64": 167}


def filter_without(what: str) -> bytes:
    lines = [(LOAD, 0, 0, NUMBER)]
    if what == "landlock":
        lines += [(JUMP_IF_EQUAL, 0, 1, LANDLOCK_CREATE_RULESET), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    else:
        lines += [(JUMP_IF_EQUAL, 0, 3, PRCTL[platform.machine()]), (LOAD, 0, 0, FIRST_ARGUMENT),
                  (JUMP_IF_EQUAL, 0, 1, PR_SET_SECCOMP), (RETURN, 0, 0, REFUSE | errno.EINVAL)]
    return b"".join(struct.pack("HBBI", *line) for line in [*lines, (RETURN, 0, 0, ALLOW)])


def enforce(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    library = ctypes.CDLL(None, use_errno=True)
    filters = Program(len(program) // 8, program)
    for call in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filters), 0, 0)):
        if library.prctl(*call) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    enforce(filter_without(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
