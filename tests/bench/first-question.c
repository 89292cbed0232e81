/* From the start of a daemon to its first question: `first-question RUNS FOLDER PROGRAM
 * WORD...`. It writes FOLDER/config with a resolver of its own on the loopback interface,
 * starts the program, waits for the question and ends the program. Prints milliseconds,
 * one line for each run, without the wait that the core draws for a start: its log says
 * how long that is. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void fail(const char *what) {
  perror(what);
  exit(3);
}

/* A socket of the loopback interface, which waits 5 s; its port. */
static unsigned listen_here(int *udp) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval most = {.tv_sec = 5};
  socklen_t length = sizeof here;
  *udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (*udp < 0 || bind(*udp, (struct sockaddr *)&here, sizeof here) != 0) fail("a socket");
  setsockopt(*udp, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
  getsockname(*udp, (struct sockaddr *)&here, &length);
  return ntohs(here.sin_port);
}

static void write_configuration(const char *folder, unsigned port) {
  char path[512];
  snprintf(path, sizeof path, "%s/config", folder);
  FILE *file = fopen(path, "w");
  if (file == NULL) fail(path);
  fprintf(file, "resolvers 127.0.0.1@%u\ndefault-domain isp.test\n", port);
  fclose(file);
}

/* The shortest wait for a run that the log has, in milliseconds. */
static double drawn_wait(int log) {
  static char text[65536];
  size_t used = 0;
  ssize_t got;
  while (used < sizeof text - 1 && (got = read(log, text + used, sizeof text - 1 - used)) > 0) used += (size_t)got;
  text[used] = 0;
  double shortest = -1;
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    const char *value = strstr(line, "run-planned") != NULL ? strstr(line, "\"value\":") : NULL;
    if (value != NULL && (shortest < 0 || atof(value + 8) < shortest)) shortest = atof(value + 8);
  }
  if (shortest < 0) fail("no run-planned in the log");
  return shortest;
}

static double time_start(int udp, char **words) {
  char question[512];
  int log[2];
  if (pipe(log) != 0) fail("a pipe");
  double start = now_ms();
  pid_t child = vfork();
  if (child == 0) {
    dup2(log[1], STDERR_FILENO);
    close(log[0]);
    close(log[1]);
    execv(words[0], words);
    _exit(127);
  }
  close(log[1]);
  ssize_t length = recv(udp, question, sizeof question, 0);
  double end = now_ms();
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  if (length < 0) fail("no question within 5 s");
  /* Other questions of the same start. */
  while (recv(udp, question, sizeof question, MSG_DONTWAIT) >= 0) continue;
  double wait = drawn_wait(log[0]);
  close(log[0]);
  /* A wait of nothing is not in the log. */
  return wait <= end - start ? end - start - wait : end - start;
}

int main(int count, char **words) {
  int udp;
  if (count < 4) return 2;
  write_configuration(words[2], listen_here(&udp));
  for (long runs = atol(words[1]); runs > 0; runs--) printf("%.3f\n", time_start(udp, words + 3));
  return 0;
}
