/* Runs a command so many times, one after the other, and prints for each run what it and
 * everything that it started cost: nanoseconds that passed, nanoseconds of the processor,
 * and the most octets that one of its processes had in memory.
 *
 *   command-cost RUNS PROGRAM [ARGUMENT...]  ->  a line of JSON for each run */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t to_ns(struct timeval time) {
  return ((int64_t)time.tv_sec * 1000000 + time.tv_usec) * 1000;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  for (long runs = strtol(words[1], NULL, 10); runs > 0; runs--) {
    struct rusage used;
    int status = 0;
    int64_t begin_ns = now_ns();
    pid_t child = fork();
    if (child == 0) {
      dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
      execvp(words[2], words + 2);
      _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) return 1;
    printf("{\"wallNs\":%lld,\"cpuNs\":%lld,\"octets\":%lld}\n", (long long)(now_ns() - begin_ns),
           (long long)(to_ns(used.ru_utime) + to_ns(used.ru_stime)), (long long)used.ru_maxrss * 1024);
  }
  return 0;
}
