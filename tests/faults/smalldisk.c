/* Makes a folder a small disk: FAULTS_ROOM bytes for all its files together, and not one more.
 *
 * Loaded by LD_PRELOAD. FAULTS_FOLDER is the folder; FAULTS_ROOM is read at every call, so that a disk
 * can fill up meanwhile, and where it is not set there is room. What would grow a file beyond is cut
 * short or refused with ENOSPC, as the kernel does, and the disk says of itself how much is free.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(result, name, ...)                                         \
    static result (*real_##name)(__VA_ARGS__);                          \
    if (!real_##name) real_##name = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int lies_here(const char *path) {
    const char *folder = getenv("FAULTS_FOLDER");
    size_t n = folder ? strlen(folder) : 0;
    return n && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == 0);
}

static int is_here(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return lies_here(path);
}

/* How many bytes are free; all there are where no limit is set. */
static int64_t left(void) {
    const char *folder = getenv("FAULTS_FOLDER"), *room = getenv("FAULTS_ROOM");
    if (!room) return INT64_MAX;
    int64_t used = 0;
    DIR *files = opendir(folder);
    for (struct dirent *file; files && (file = readdir(files));) {
        struct stat64 about;
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
        if (stat64(path, &about) == 0 && S_ISREG(about.st_mode)) used += about.st_size;
    }
    if (files) closedir(files);
    int64_t free = strtoll(room, NULL, 10) - used;
    return free > 0 ? free : 0;
}

/* How many of `length` bytes at an offset can be written; the first is refused where it grows the file. */
static ssize_t fits(int fd, size_t length, int64_t offset) {
    struct stat64 about;
    if (!is_here(fd) || fstat64(fd, &about) || offset + (int64_t)length <= about.st_size) return (ssize_t)length;
    int64_t free = left(), grows = offset + (int64_t)length - about.st_size;
    if (free >= grows) return (ssize_t)length;
    int64_t n = about.st_size + free - offset;
    if (n > 0) return (ssize_t)n;
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    ssize_t n = length ? fits(fd, length, offset) : 0;
    return n < 0 ? n : real_pwrite64(fd, data, (size_t)n, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    int64_t offset = lseek64(fd, 0, SEEK_CUR);
    ssize_t n = length && offset >= 0 ? fits(fd, length, offset) : (ssize_t)length;
    return n < 0 ? n : real_write(fd, data, (size_t)n);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    struct stat64 about;
    if (is_here(fd) && fstat64(fd, &about) == 0 && size > about.st_size && size - about.st_size > left()) {
        errno = ENOSPC;
        return -1;
    }
    return real_ftruncate64(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int statvfs64(const char *path, struct statvfs64 *about) {
    REAL(int, statvfs64, const char *, struct statvfs64 *);
    int result = real_statvfs64(path, about);
    if (result == 0 && lies_here(path) && getenv("FAULTS_ROOM")) {
        about->f_bavail = about->f_bfree = (fsblkcnt64_t)(left() / (int64_t)about->f_frsize);
    }
    return result;
}

int statvfs(const char *path, struct statvfs *about) { return statvfs64(path, (struct statvfs64 *)about); }
