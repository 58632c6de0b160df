// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/namespace.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/netlink/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/skip_all.hpp"

namespace tests {
namespace {

using ipvsctl::netlink::checked_call;

const ipvsctl::ServiceKey probe = *ipvsctl::parse_service_key("tcp 192.0.2.255:1");

bool takes(const ipvsctl::ServiceSettings& settings)
{
  Namespace fresh;
  try {
    ipvsctl::ipvs::Client().add_service(probe, settings);
    return true;
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return false;
    throw;
  }
}

}  // namespace

Namespace::Namespace()
    : before_(checked_call(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC),
                           "cannot open the network namespace"))
{
  checked_call(unshare(CLONE_NEWNET), "cannot make a network namespace");
  shell("ip link set lo up");
}

Namespace::~Namespace()
{
  if (setns(before_, CLONE_NEWNET) != 0) std::terminate();  // all further tests would lie
  close(before_);
}

std::string shell(const std::string& command)
{
  FILE* const pipe = popen(("exec 2>&1; " + command).c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  char buffer[4096];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, pipe))
    output.append(buffer, size);
  const int status = pclose(pipe);
  if (status != 0) throw std::runtime_error(command + ": " + output);
  return output;
}

std::string reason_to_skip_all()
{
  if (geteuid() != 0) return "kernel tests want root";
  try {
    Namespace fresh;
    ipvsctl::ipvs::Client().info();
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

void skipped(const std::string& reason)
{
  std::cerr << "SKIPPED: " << Catch::getResultCapture().getCurrentTestName() << ": " << reason
            << std::endl;
}

bool has_scheduler(const std::string& name)
{
  ipvsctl::ServiceSettings settings;
  settings.scheduler = name;
  return takes(settings);
}

bool has_persistence_engine(const std::string& name)
{
  ipvsctl::ServiceSettings settings;
  settings.persistent = true;
  settings.persistence_engine = name;
  return takes(settings);
}

}  // namespace tests
