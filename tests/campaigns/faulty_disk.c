/* SPDX-FileCopyrightText: 2026 Sketch Motion authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands between a program and the C library (LD_PRELOAD): from the nth call on a file below a
 * folder on, calls fail as on a full, read-only or broken disk, or are slow; the clock may jump.
 * After fault_share the folder is as on a network share: it knows no links and no two names that
 * differ in case alone, and what others have made lately isn't seen yet.
 * Nothing happens before fault_arm is called.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long first, count, calls;
static int error_number;
static long delay_us, jump_s;

#define MOST_OWN 4096
static long late_ms;
static int folds;
static ino_t own[MOST_OWN]; /* what this process has made, which it sees at once */
static unsigned long owned;

/* Let `calls_that_fail` calls fail with `number` (0: none), beginning with call `at` (from 1). */
void fault_arm(const char *below, long at, long calls_that_fail, int number, long delay, long jump) {
    snprintf(folder, sizeof folder, "%s", below);
    first = at, count = calls_that_fail, error_number = number, delay_us = delay, jump_s = jump, calls = 0;
}

/* Let what others have made be seen only after `late` milliseconds; names are of one case. */
void fault_share(long late, int fold) { late_ms = late, folds = fold; }

long fault_calls(void) { return calls; }

static int below(const char *path) {
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

/* Return the path as the share has it: in small letters below the folder. */
static const char *on_share(const char *path, char *room) {
    if (!folds || !below(path) || strlen(path) >= PATH_MAX) return path;
    strcpy(room, path);
    for (char *c = room + strlen(folder); *c; c++) *c = tolower((unsigned char)*c);
    return room;
}

static void made(ino_t number) { own[__atomic_fetch_add(&owned, 1, __ATOMIC_SEQ_CST) % MOST_OWN] = number; }

/* Return whether others made a file so lately that it isn't seen here yet. */
static int unseen(const char *path, const struct stat *found) {
    if (!late_ms || !below(path) || !S_ISREG(found->st_mode)) return 0;
    for (unsigned long at = 0; at < owned && at < MOST_OWN; at++)
        if (own[at] == found->st_ino) return 0;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    long age = (now.tv_sec - found->st_ctim.tv_sec) * 1000 + (now.tv_nsec - found->st_ctim.tv_nsec) / 1000000;
    if (age >= late_ms) return 0;
    errno = ENOENT;
    return 1;
}

static int fails(const char *path) {
    if (!below(path)) return 0;
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (delay_us) usleep(delay_us);
    if (!error_number || call < first || call >= first + count) return 0;
    errno = error_number;
    return 1;
}

static int fails_at(int descriptor) {
    char name[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

static int changes(int flags) { return flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC); }

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    char room[PATH_MAX];
    struct stat found;
    if (changes(flags) && fails(path)) return -1;
    path = on_share(path, room);
    int descriptor = real(path, flags, mode);
    if (descriptor < 0 || !late_ms || !below(path) || fstat(descriptor, &found)) return descriptor;
    if (flags & O_CREAT) made(found.st_ino);
    if (!unseen(path, &found)) return descriptor;
    close(descriptor);
    errno = ENOENT;
    return -1;
}

int open64(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    REAL(int, "open64", const char *, int, ...);
    return opened(real, path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    REAL(int, "open", const char *, int, ...);
    return opened(real, path, flags, mode);
}
int stat64(const char *path, struct stat64 *found) {
    char room[PATH_MAX];
    REAL(int, "stat64", const char *, struct stat64 *);
    int result = real(on_share(path, room), found);
    return !result && unseen(path, (struct stat *)found) ? -1 : result;
}
int lstat64(const char *path, struct stat64 *found) {
    char room[PATH_MAX];
    REAL(int, "lstat64", const char *, struct stat64 *);
    int result = real(on_share(path, room), found);
    return !result && unseen(path, (struct stat *)found) ? -1 : result;
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    if (folds && below(to)) return errno = EPERM, -1;
    return real(from, to);
}
int symlink(const char *from, const char *to) {
    REAL(int, "symlink", const char *, const char *);
    if (folds && below(to)) return errno = EPERM, -1;
    return real(from, to);
}
ssize_t write(int descriptor, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (descriptor > 2 && fails_at(descriptor)) return -1;
    return real(descriptor, data, size);
}
int fsync(int descriptor) {
    REAL(int, "fsync", int);
    return fails_at(descriptor) ? -1 : real(descriptor);
}
int ftruncate64(int descriptor, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails_at(descriptor) ? -1 : real(descriptor, size);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    char room[PATH_MAX], other[PATH_MAX];
    return fails(to) ? -1 : real(on_share(from, room), on_share(to, other));
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    char room[PATH_MAX];
    return fails(path) ? -1 : real(on_share(path, room), mode);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    char room[PATH_MAX];
    return fails(path) ? -1 : real(on_share(path, room));
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(clock, now);
    if (clock == CLOCK_REALTIME && folder[0] && calls >= first) now->tv_sec += jump_s;
    return result;
}
