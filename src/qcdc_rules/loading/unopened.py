"""What is said of a file that the system does not let us read."""

from __future__ import annotations

import errno

from qcdc_rules.source import Problem, Spot, Words

_WHY = {
    errno.ENOENT: Words("không có tệp này", "there is no such file"),
    errno.EACCES: Words("không có quyền đọc", "no permission to read it"),
    errno.EPERM: Words("không có quyền đọc", "no permission to read it"),
    errno.EISDIR: Words("đây là thư mục", "it is a folder"),
    errno.ENOTDIR: Words("một phần của đường dẫn không phải là thư mục", "a part of the path is not a folder"),
    errno.ELOOP: Words("liên kết vòng quanh", "links lead in a circle"),
    errno.ENAMETOOLONG: Words("tên tệp quá dài", "the name is too long"),
    errno.EIO: Words("ổ đĩa đọc lỗi", "the disk cannot be read"),
}


def unopened(file: str, fault: OSError | ValueError) -> Problem:
    """The problem of a file that could not be opened or read."""
    code = fault.errno if isinstance(fault, OSError) else None
    system = (fault.strerror if isinstance(fault, OSError) else str(fault)) or type(fault).__name__
    why = _WHY.get(code or 0, Words(system, system))
    words = Words(f"Không đọc được tệp: {why.vi}.", f"The file cannot be read: {why.en}.")
    return Problem.located(file, Spot(1, 1, 1, 1), "unreadable", words)
