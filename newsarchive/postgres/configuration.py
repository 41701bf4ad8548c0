"""Settings of the embedded server, each with its reason. In: the memory of the machine. Out: name → value.

They are written into postgresql.conf when the cluster is made, so whoever wants others edits them there.
What the launcher itself relies on goes onto the command line instead, where no file can override it.
"""

import os
from pathlib import Path
from shutil import disk_usage

from newsarchive.postgres.places import PORT, Places

MIB = 1024 * 1024
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")


def cluster_settings(memory: int) -> dict[str, str]:
    """Tuning for a small machine with so many bytes of memory that also runs the web server and imports."""
    return {
        # Django workers keep one connection each; 50 leaves room for commands and tests.
        "max_connections": "50",
        # An eighth of the memory, at most 256 MB: the hot indexes; the kernel caches the rest.
        "shared_buffers": f"{_share(memory, 8, 16, 256)}MB",
        # What the kernel's cache can be expected to hold; the planner asks before it trusts an index.
        "effective_cache_size": f"{_share(memory, 2, 64, 65536)}MB",
        # Building GIN indexes over all articles is several times slower with the default 64 MB.
        "maintenance_work_mem": f"{_share(memory, 16, 32, 256)}MB",
        # For each sort or hash; a results page sorts ids, not articles.
        "work_mem": f"{_share(memory, 256, 4, 16)}MB",
        # Compiling a query takes longer than running it in an archive of this size.
        "jit": "off",
        # Nearly all disks are SSDs, where a random page costs little more than the next one.
        "random_page_cost": "1.1",
        # A committed import survives a power cut.
        "synchronous_commit": "on",
        # Nothing replicates from the embedded server, so it need not write what only replicas read.
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_logical_replication_workers": "0",
        # Imports write in bursts: fewer checkpoints. Whole pages in the log are not compressed: in a large
        # archive that takes ten times the work of entering an article's keys, and saves a third of the log.
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "off",
        # One meaning of a timestamp on every machine that the data move to.
        "timezone": "UTC",
        "log_timezone": "UTC",
        # The log is for trouble: no routine, and no failed statement, which may hold a whole article.
        "log_checkpoints": "off",
        "log_min_error_statement": "panic",
        "log_line_prefix": "%m [%p] %q%d ",
    }


def server_settings(places: Places) -> dict[str, str]:
    """What the launcher relies on: a socket in the run folder, nothing on TCP, English messages on stderr."""
    shared_folder_is_small = SHARED_MEMORY.exists() and disk_usage(SHARED_MEMORY).total < 256 * MIB
    return {
        "listen_addresses": "",
        "port": str(PORT),
        # The value is a list; quotes keep a folder with unusual characters one item of it.
        "unix_socket_directories": '"{}"'.format(str(places.run).replace('"', '""')),
        "unix_socket_permissions": "0700",
        # The engine and the launcher recognise messages by their words.
        "lc_messages": "C",
        # The launcher points stderr at server.log and limits its size.
        "log_destination": "stderr",
        "logging_collector": "off",
        # A container gets 64 MB of POSIX shared memory, too little for one parallel query.
        "dynamic_shared_memory_type": "mmap" if shared_folder_is_small else "posix",
    }


def memory_of_this_machine() -> int:
    """Bytes of memory that we may use: of the machine, or of the container when that has a limit."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = int(CGROUP_LIMIT.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no cgroups of the second version, or "max"
        return total
    return min(total, limit)


def _share(memory: int, divisor: int, least: int, most: int) -> int:
    """A part of the memory in megabytes, between two bounds."""
    return min(max(memory // divisor // MIB, least), most)
