// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/peer.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <memory>

#include "libipvsctl/netlink/errors.hpp"
#include "tests/kernel/namespace.hpp"

namespace tests {
namespace {

using ipvsctl::netlink::checked_call;

int current_namespace()
{
  return checked_call(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC),
                      "cannot open the network namespace");
}

/// Has the thread in another namespace for as long as this lives.
class Visit {
public:
  explicit Visit(int where) : home_(current_namespace())
  {
    checked_call(setns(where, CLONE_NEWNET), "cannot enter a network namespace");
  }
  ~Visit()
  {
    if (setns(home_, CLONE_NEWNET) != 0) std::terminate();  // all further tests would lie
    close(home_);
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

private:
  int home_;
};

int new_namespace()
{
  const int home = current_namespace();
  checked_call(unshare(CLONE_NEWNET), "cannot make a network namespace");
  const int made = current_namespace();
  checked_call(setns(home, CLONE_NEWNET), "cannot return to the network namespace");
  close(home);
  return made;
}

}  // namespace

Peer::Peer(const std::string& interface) : namespace_(new_namespace())
{
  const std::string path =
      "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(namespace_);
  tests::shell("ip link add " + interface + " type veth peer name eth0 netns " + path);
  shell("ip link set lo up; ip link set eth0 up");
  tests::shell("ip link set " + interface + " up");
}

Peer::~Peer()
{
  close(namespace_);
}

void Peer::inside(const std::function<void()>& work) const
{
  const Visit visit(namespace_);
  work();
}

std::string Peer::shell(const std::string& command) const
{
  std::string output;
  inside([&] { output = tests::shell(command); });
  return output;
}

bool eventually(const std::function<bool()>& condition)
{
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!condition())
    if (std::chrono::steady_clock::now() > deadline) return false;
  return true;
}

}  // namespace tests
