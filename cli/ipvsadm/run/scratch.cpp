// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/scratch.hpp"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <system_error>

#include "cli/ipvsadm/run/input.hpp"

namespace ipvsadm {
namespace {

void write_all(int descriptor, const std::string& text)
{
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = write(descriptor, text.data() + done, text.size() - done);
    if (count < 0 && errno != EINTR) return;
    if (count > 0) done += static_cast<std::size_t>(count);
  }
}

/// Takes the loopback interface up: before any interface is, the kernel takes no address for one of
/// a host.
bool take_loopback_up()
{
  const int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return false;
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP;
  const bool up = ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
  close(descriptor);
  return up;
}

[[noreturn]] void be_child(int descriptor, const std::function<std::vector<std::string>()>& act)
{
  if (unshare(CLONE_NEWNET) != 0 || !take_loopback_up()) _exit(1);
  try {
    std::string text;
    for (const std::string& line : act())
      text += line + "\n";
    write_all(descriptor, text);
  } catch (const std::exception&) {
    _exit(1);
  }
  _exit(0);
}

}  // namespace

std::vector<std::string> in_scratch_namespace(const std::function<std::vector<std::string>()>& act)
{
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "cannot fork");
  if (child == 0) be_child(ends[1], act);
  close(ends[1]);
  std::vector<std::string> lines;
  Input input(ends[0]);
  while (const auto line = input.next_line())
    lines.emplace_back(*line);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return lines;
}

}  // namespace ipvsadm
