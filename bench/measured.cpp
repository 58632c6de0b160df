// SPDX-License-Identifier: GPL-2.0-or-later
// measured SECONDS RESULT PROGRAM WORD...: runs a program and writes to the file RESULT what it
// took, as JSON. It is ended after so many seconds.
//
// A small process of its own starts it: the kernel counts the memory that a process had before
// exec(), too, and that of a Python program would hide that of what is measured.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

volatile sig_atomic_t child = 0;
volatile sig_atomic_t too_long = 0;

void on_alarm(int)
{
  too_long = 1;
  kill(child, SIGKILL);
}

double seconds(timeval time)
{
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

int exit_status(int status)
{
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

pid_t start(char** command)
{
  const pid_t started = vfork();
  if (started != 0) return started;
  execvp(command[0], command);
  _exit(127);
}

void write_result(const char* path, double wall, const rusage& usage, int status)
{
  std::FILE* file = std::fopen(path, "we");
  if (file == nullptr) return std::perror(path);
  std::fprintf(file,
               "{\"wall\": %.6f, \"cpu\": %.6f, \"rss_kib\": %ld, \"status\": %d, "
               "\"too_long\": %s}\n",
               wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss, status,
               too_long != 0 ? "true" : "false");
  std::fclose(file);
}

}  // namespace

int main(int argc, char** argv)
{
  if (argc < 4) return 64;
  std::signal(SIGALRM, on_alarm);
  const auto begun = std::chrono::steady_clock::now();
  child = start(argv + 3);
  if (child < 0) return 71;
  alarm(static_cast<unsigned>(std::atoi(argv[1])));
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
  write_result(argv[2], wall.count(), usage, exit_status(status));
  return 0;
}
