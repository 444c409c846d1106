/* Starts the packaged program without the variables through which foreign code would be loaded into it.
   It is linked statically: LD_PRELOAD and LD_LIBRARY_PATH, which act before main(), have no hold on it. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CANNOT_START 4 /* the exit code that README.md gives to a fault of the program itself */

extern char **environ;

/* Each names, by its first characters, variables that make a library of the package read code, modules or settings
   from a place of the environment's choice. Qt's are listed as what is kept: it has dozens. */
static const char *const removed[] = {
    /* the dynamic loader and the C library, after the list that glibc itself ignores in a privileged program */
    "LD_", "GLIBC_", "GCONV_PATH=", "GETCONF_DIR=", "LOCPATH=", "NLSPATH=", "MALLOC_", "HOSTALIASES=", "LOCALDOMAIN=",
    "RESOLV_HOST_CONF=", "RES_OPTIONS=",
    "PYTHON", "_PYI", "_MEI", "PYINSTALLER_", "OPENSSL_", "SSLKEYLOGFILE=", "QML",
    /* drivers that the system's graphics libraries load by name */
    "LIBGL_", "GBM_", "__EGL_", "__GLX_", "VK_", "XLOCALEDIR=",
    NULL,
};
static const char *const kept_of_qt[] = {
    "QT_QPA_PLATFORM=", "QT_QPA_PLATFORMTHEME=", "QT_IM_MODULE", "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS=",
    "QT_AUTO_SCREEN_SCALE_FACTOR=", "QT_ENABLE_HIGHDPI_SCALING=", "QT_FONT_DPI=", "QT_ACCESSIBILITY=",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=", "QT_WAYLAND_", NULL,
};

static int begins_with_one_of(const char *variable, const char *const *prefixes) {
    for (; *prefixes; prefixes++)
        if (strncmp(variable, *prefixes, strlen(*prefixes)) == 0) return 1;
    return 0;
}

static int is_safe(const char *variable) {
    if (strncmp(variable, "QT_", 3) == 0) return begins_with_one_of(variable, kept_of_qt);
    return !begins_with_one_of(variable, removed);
}

static void keep_safe_variables(void) {
    char **to = environ;
    for (char **from = environ; *from; from++)
        if (is_safe(*from)) *to++ = *from;
    *to = NULL;
}

int main(int count, char **arguments) {
    static const char suffix[] = "-program";
    char program[PATH_MAX + sizeof suffix];
    ssize_t length = readlink("/proc/self/exe", program, PATH_MAX);
    (void)count;
    if (length > 0) {
        memcpy(program + length, suffix, sizeof suffix);
        keep_safe_variables();
        execv(program, arguments);
    }
    fprintf(stderr, "microdesk: the program cannot be started: %s\n", strerror(errno));
    return CANNOT_START;
}
