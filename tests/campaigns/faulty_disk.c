/* SPDX-FileCopyrightText: 2026 Sketch Motion authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands between a program and the C library (LD_PRELOAD): from the nth call on a file below a
 * folder on, calls fail as on a full, read-only or broken disk, or are slow; the clock may jump.
 * Nothing happens before fault_arm is called.
 */
#define _GNU_SOURCE
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

/* Let `calls_that_fail` calls fail with `number` (0: none), beginning with call `at` (from 1). */
void fault_arm(const char *below, long at, long calls_that_fail, int number, long delay, long jump) {
    snprintf(folder, sizeof folder, "%s", below);
    first = at, count = calls_that_fail, error_number = number, delay_us = delay, jump_s = jump, calls = 0;
}

long fault_calls(void) { return calls; }

static int fails(const char *path) {
    if (!folder[0] || !path || strncmp(path, folder, strlen(folder)) != 0) return 0;
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

int open64(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    REAL(int, "open64", const char *, int, ...);
    if (changes(flags) && fails(path)) return -1;
    return real(path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    REAL(int, "open", const char *, int, ...);
    if (changes(flags) && fails(path)) return -1;
    return real(path, flags, mode);
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
    return fails(to) ? -1 : real(from, to);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fails(path) ? -1 : real(path, mode);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails(path) ? -1 : real(path);
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(clock, now);
    if (clock == CLOCK_REALTIME && folder[0] && calls >= first) now->tv_sec += jump_s;
    return result;
}
