/* The system calls that are left to the process. Any other fails as not permitted: nothing
 * that the daemon does needs it. The list is for x86-64 and aarch64. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "posix.h"

#if defined __x86_64__ || defined __aarch64__

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)
/* Lets a call through, else goes on with the next line but one. */
#define ALLOW(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN(SECCOMP_RET_ALLOW)

const char *dd_confine(void) {
  static const struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL),
      LOAD(nr),
      /* time, waiting, the end */
      ALLOW(clock_gettime), ALLOW(timerfd_settime), ALLOW(setitimer), ALLOW(epoll_ctl), ALLOW(epoll_pwait),
      ALLOW(exit_group), ALLOW(restart_syscall),
      /* octets */
      ALLOW(read), ALLOW(write), ALLOW(pread64), ALLOW(pwrite64), ALLOW(close), ALLOW(getrandom),
      ALLOW(memfd_create), ALLOW(ftruncate), ALLOW(fcntl),
      /* files */
      ALLOW(openat), ALLOW(fstat), ALLOW(newfstatat), ALLOW(getdents64), ALLOW(mkdirat), ALLOW(unlinkat),
      ALLOW(renameat), ALLOW(fchmod), ALLOW(fsync), ALLOW(inotify_add_watch), ALLOW(inotify_rm_watch),
      ALLOW(geteuid), ALLOW(getegid),
      /* sockets; ioctl tells the name of an interface */
      ALLOW(socket), ALLOW(bind), ALLOW(connect), ALLOW(accept4), ALLOW(shutdown), ALLOW(setsockopt), ALLOW(getsockopt),
      ALLOW(sendto), ALLOW(recvfrom), ALLOW(ioctl),
      /* memory of a runtime that allocates when it makes an instance */
      ALLOW(brk), ALLOW(mmap), ALLOW(munmap), ALLOW(mremap),
#ifdef DD_WAMR
      ALLOW(mprotect),
#endif
#ifdef __x86_64__
      /* the older forms of some of these, which C libraries prefer */
      ALLOW(open), ALLOW(stat), ALLOW(lstat), ALLOW(mkdir), ALLOW(unlink), ALLOW(rename), ALLOW(epoll_wait),
#endif
      RETURN(SECCOMP_RET_ERRNO | EPERM),
  };
  const struct sock_fprog program = {sizeof filter / sizeof *filter, (struct sock_filter *)filter};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0) return NULL;
  return "this kernel does not confine a process to system calls";
}

#else

const char *dd_confine(void) {
  return "there is no list of system calls for this processor";
}

#endif
