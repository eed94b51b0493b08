/* Records what a process does to the files of one folder, in order, with the data.
 *
 * Loaded by LD_PRELOAD. FAULTS_FOLDER is the folder that is recorded, FAULTS_LOG the log that is
 * written, FAULTS_SAID a folder elsewhere: what is written there left the machine (a word to the
 * cashier, a paper), and is logged in its place between the others. The index in shared memory
 * (-shm) is no data. What cannot be recorded faithfully is logged as 'X', and the reader refuses it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
enum { UNKNOWN, RECORDED, SAID };

struct entry {
    char op;
    char none[3];
    int32_t fd;
    int64_t number;
    uint32_t path_length;
    uint32_t data_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char kinds[MOST];
static char *names[MOST];
static const char *folder, *said;

#define REAL(result, name, ...)                                         \
    static result (*real_##name)(__VA_ARGS__);                          \
    if (!real_##name) real_##name = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static void fail(const char *why) {
    ssize_t ignored = write(2, why, strlen(why));
    (void)ignored;
    _exit(97);
}

static void put(const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    const char *at = data;
    while (length) {
        ssize_t n = real_write(log_fd, at, length);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) fail("recorder: the log cannot be written\n");
        at += n;
        length -= (size_t)n;
    }
}

static void note(char op, int fd, int64_t number, const char *path, const void *data, size_t length) {
    int kept = errno;
    struct entry entry = {op, {0, 0, 0}, fd, number, (uint32_t)strlen(path), (uint32_t)length};
    put(&entry, sizeof entry);
    put(path, entry.path_length);
    put(data, length);
    errno = kept;
}

__attribute__((constructor)) static void begin(void) {
    REAL(int, open64, const char *, int, ...);
    folder = getenv("FAULTS_FOLDER");
    said = getenv("FAULTS_SAID");
    const char *log = getenv("FAULTS_LOG");
    if (!folder || !said || !log) fail("recorder: FAULTS_FOLDER, FAULTS_SAID and FAULTS_LOG are needed\n");
    log_fd = real_open64(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd < 0) fail("recorder: the log cannot be opened\n");
}

static int lies_in(const char *path, const char *where) {
    size_t n = strlen(where);
    return strncmp(path, where, n) == 0 && (path[n] == '/' || path[n] == 0);
}

static int kind_of(int dir, const char *path, char *whole) {
    if (!folder || !path) return UNKNOWN;
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else if (dir == AT_FDCWD) {
        char here[PATH_MAX / 2];
        if (!getcwd(here, sizeof here)) return UNKNOWN;
        snprintf(whole, PATH_MAX, "%s/%s", here, path);
    } else {
        return UNKNOWN;
    }
    size_t n = strlen(whole);
    if (n > 4 && strcmp(whole + n - 4, "-shm") == 0) return UNKNOWN;
    return lies_in(whole, folder) ? RECORDED : lies_in(whole, said) ? SAID : UNKNOWN;
}

static int kind(int fd) { return fd >= 0 && fd < MOST ? kinds[fd] : UNKNOWN; }

static void refuse(const char *what) {
    pthread_mutex_lock(&lock);
    note('X', -1, 0, what, "", 0);
    pthread_mutex_unlock(&lock);
}

/* Opening and closing. */

static int opened(int dir, const char *path, int flags, mode_t mode) {
    REAL(int, openat64, int, const char *, int, ...);
    char whole[PATH_MAX];
    int of = kind_of(dir, path, whole);
    if (of == UNKNOWN) return real_openat64(dir, path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat about;
    int is_new = stat(whole, &about) != 0;
    int fd = real_openat64(dir, path, flags, mode);
    if (fd >= MOST) fail("recorder: too many files are open\n");
    if (fd >= 0) {
        kinds[fd] = (char)of;
        free(names[fd]);
        names[fd] = strdup(whole);
        if (of == RECORDED) {
            note('o', fd, is_new && (flags & O_CREAT), whole, "", 0);
            if (flags & O_TRUNC && !is_new) note('t', fd, 0, "", "", 0);
        }
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

#define MODE(flags)                              \
    mode_t mode = 0;                             \
    if ((flags) & (O_CREAT | O_TMPFILE)) {       \
        va_list rest;                            \
        va_start(rest, flags);                   \
        mode = va_arg(rest, mode_t);             \
        va_end(rest);                            \
    }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __openat_2(int dir, const char *path, int flags) { return opened(dir, path, flags, 0); }
int __openat64_2(int dir, const char *path, int flags) { return opened(dir, path, flags, 0); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd) {
    REAL(int, close, int);
    if (kind(fd) == UNKNOWN) return real_close(fd);
    pthread_mutex_lock(&lock);
    if (kind(fd) == RECORDED) note('c', fd, 0, "", "", 0);
    kinds[fd] = UNKNOWN;
    int result = real_close(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

/* Writing. */

static void wrote(int fd, int64_t offset, const void *data, ssize_t length) {
    if (length <= 0) return;
    if (kind(fd) == SAID) note('a', fd, 0, names[fd], data, (size_t)length);
    else note('w', fd, offset, "", data, (size_t)length);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    if (kind(fd) == UNKNOWN) return real_pwrite64(fd, data, length, offset);
    pthread_mutex_lock(&lock);
    ssize_t n = real_pwrite64(fd, data, length, offset);
    wrote(fd, offset, data, n);
    pthread_mutex_unlock(&lock);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (kind(fd) == UNKNOWN) return real_write(fd, data, length);
    pthread_mutex_lock(&lock);
    struct stat64 about;
    fstat64(fd, &about);
    int64_t offset = fcntl(fd, F_GETFL) & O_APPEND ? about.st_size : lseek64(fd, 0, SEEK_CUR);
    ssize_t n = real_write(fd, data, length);
    wrote(fd, offset, data, n);
    pthread_mutex_unlock(&lock);
    return n;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
    REAL(ssize_t, pwritev64, int, const struct iovec *, int, off64_t);
    if (kind(fd) == UNKNOWN) return real_pwritev64(fd, parts, count, offset);
    ssize_t whole = 0;
    for (int i = 0; i < count; i++) {
        ssize_t n = pwrite64(fd, parts[i].iov_base, parts[i].iov_len, offset + whole);
        if (n < 0) return whole ? whole : n;
        whole += n;
        if ((size_t)n < parts[i].iov_len) break;
    }
    return whole;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev64(fd, parts, count, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    if (kind(fd) == UNKNOWN) return real_writev(fd, parts, count);
    ssize_t whole = 0;
    for (int i = 0; i < count; i++) {
        ssize_t n = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (n < 0) return whole ? whole : n;
        whole += n;
        if ((size_t)n < parts[i].iov_len) break;
    }
    return whole;
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    if (kind(fd) != RECORDED) return real_ftruncate64(fd, size);
    pthread_mutex_lock(&lock);
    int result = real_ftruncate64(fd, size);
    if (result == 0) note('t', fd, size, "", "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

#define SYNC(name)                                              \
    int name(int fd) {                                          \
        REAL(int, name, int);                                   \
        if (kind(fd) != RECORDED) return real_##name(fd);       \
        pthread_mutex_lock(&lock);                              \
        int result = real_##name(fd);                           \
        if (result == 0) note('s', fd, 0, "", "", 0);           \
        pthread_mutex_unlock(&lock);                            \
        return result;                                          \
    }
SYNC(fsync)
SYNC(fdatasync)

/* Names. */

static int unlinked(int dir, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char whole[PATH_MAX];
    if (kind_of(dir, path, whole) != RECORDED) return real_unlinkat(dir, path, flags);
    if (flags) refuse("rmdir");
    pthread_mutex_lock(&lock);
    int result = real_unlinkat(dir, path, flags);
    if (result == 0) note('u', -1, 0, whole, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int dir, const char *path, int flags) { return unlinked(dir, path, flags); }
int remove(const char *path) { return unlinked(AT_FDCWD, path, 0); }

static int renamed(int from, const char *path, int to, const char *target) {
    REAL(int, renameat, int, const char *, int, const char *);
    char whole[PATH_MAX], there[PATH_MAX];
    int of = kind_of(from, path, whole), as = kind_of(to, target, there);
    if (of != RECORDED && as != RECORDED) return real_renameat(from, path, to, target);
    if (of != as) refuse("rename across the folder's edge");
    pthread_mutex_lock(&lock);
    int result = real_renameat(from, path, to, target);
    if (result == 0) note('r', -1, 0, whole, there, strlen(there));
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *path, const char *target) { return renamed(AT_FDCWD, path, AT_FDCWD, target); }
int renameat(int from, const char *path, int to, const char *target) { return renamed(from, path, to, target); }

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    char whole[PATH_MAX];
    if (kind_of(AT_FDCWD, path, whole) != RECORDED) return real_mkdir(path, mode);
    pthread_mutex_lock(&lock);
    int result = real_mkdir(path, mode);
    if (result == 0) note('m', -1, 0, whole, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

/* What would go past the record. */

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset) {
    REAL(void *, mmap64, void *, size_t, int, int, int, off64_t);
    if (kind(fd) != UNKNOWN && protection & PROT_WRITE && flags & MAP_SHARED) refuse("mmap");
    return real_mmap64(at, length, protection, flags, fd, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
    return mmap64(at, length, protection, flags, fd, offset);
}

#define REFUSED_FD(name, arguments, values, ...)                \
    int name arguments {                                        \
        REAL(int, name, __VA_ARGS__);                           \
        if (kind(fd) != UNKNOWN) refuse(#name);                 \
        return real_##name values;                              \
    }
REFUSED_FD(fallocate64, (int fd, int mode, off64_t at, off64_t n), (fd, mode, at, n), int, int, off64_t, off64_t)
REFUSED_FD(fallocate, (int fd, int mode, off_t at, off_t n), (fd, mode, at, n), int, int, off_t, off_t)
REFUSED_FD(posix_fallocate64, (int fd, off64_t at, off64_t n), (fd, at, n), int, off64_t, off64_t)
REFUSED_FD(posix_fallocate, (int fd, off_t at, off_t n), (fd, at, n), int, off_t, off_t)
REFUSED_FD(dup, (int fd), (fd), int)
REFUSED_FD(dup2, (int fd, int as), (fd, as), int, int)

#define REFUSED_PATH(name, arguments, values, ...)                                      \
    int name arguments {                                                                \
        REAL(int, name, __VA_ARGS__);                                                   \
        char whole[PATH_MAX];                                                           \
        if (kind_of(AT_FDCWD, path, whole) == RECORDED) refuse(#name);                  \
        return real_##name values;                                                      \
    }
REFUSED_PATH(truncate64, (const char *path, off64_t size), (path, size), const char *, off64_t)
REFUSED_PATH(truncate, (const char *path, off_t size), (path, size), const char *, off_t)
REFUSED_PATH(link, (const char *target, const char *path), (target, path), const char *, const char *)
REFUSED_PATH(symlink, (const char *target, const char *path), (target, path), const char *, const char *)

FILE *fopen64(const char *path, const char *how) {
    REAL(FILE *, fopen64, const char *, const char *);
    char whole[PATH_MAX];
    if (strpbrk(how, "wa+") && kind_of(AT_FDCWD, path, whole) != UNKNOWN) refuse("fopen");
    return real_fopen64(path, how);
}

FILE *fopen(const char *path, const char *how) { return fopen64(path, how); }
