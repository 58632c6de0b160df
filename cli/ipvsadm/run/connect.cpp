// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/connect.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "cli/ipvsadm/arguments/kernel_words.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/listing/table_text.hpp"

namespace ipvsadm {
namespace {

constexpr std::uint32_t oldest_version = 0x010104;

Director try_to_connect()
{
  ipvsctl::ipvs::Client client;
  const auto info = client.info();
  return {std::move(client), info};
}

void load_module()
{
  std::array<const char*, 4> argv{"/sbin/modprobe", "--", "ip_vs", nullptr};
  pid_t child = 0;
  if (posix_spawn(&child, argv[0], nullptr, nullptr, const_cast<char**>(argv.data()), environ) == 0)
    waitpid(child, nullptr, 0);
}

/// Why there is no IPVS. The original would go on to ask a raw socket, which says "no such
/// protocol" to whoever may have one.
std::error_code why_missing()
{
  const int descriptor = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
  if (descriptor < 0) return {errno, std::generic_category()};
  close(descriptor);
  return std::make_error_code(std::errc::no_protocol_option);
}

Refusal cannot_connect(const std::error_code& code)
{
  return {"Can't initialize ipvs: " + kernel_words(code) +
          "\nAre you sure that IP Virtual Server is built in the kernel or as module?"};
}

void warn_of_old_version(const ipvsctl::ipvs::Info& info)
{
  if (info.version >= oldest_version) return;
  const std::string warning = fmt::format(
      "Warning: IPVS version mismatch: \n"
      "  Kernel compiled with IPVS version {}\n"
      "  ipvsadm v1.31 requires minimum IPVS version 1.1.4\n\n",
      version_text(info));
  std::fputs(warning.c_str(), stderr);
}

Director connect_somehow()
{
  try {
    return try_to_connect();
  } catch (const std::system_error&) {
    load_module();
  }
  try {
    return try_to_connect();
  } catch (const ipvsctl::ipvs::Missing&) {
    throw cannot_connect(why_missing());
  } catch (const std::system_error& error) {
    throw cannot_connect(error.code());
  }
}

}  // namespace

Director connect()
{
  Director director = connect_somehow();
  warn_of_old_version(director.info);
  return director;
}

}  // namespace ipvsadm
