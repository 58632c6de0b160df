// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/net/unix_socket.hpp"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "lvsd/system/unix_address.hpp"

namespace lvsd {
namespace {

[[noreturn]] void fail(const std::string& what)
{
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_un address_of(const std::string& path)
{
  if (const auto address = unix_address(path)) return *address;
  errno = ENAMETOOLONG;
  fail("control socket " + path);
}

std::optional<gid_t> group_called(const char* name)
{
  group entry{};
  group* found = nullptr;
  std::array<char, 16384> buffer{};
  if (getgrnam_r(name, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return {};
  return found->gr_gid;
}

std::vector<gid_t> supplementary_groups(int connection)
{
  std::vector<gid_t> groups(64);
  for (;;) {
    auto size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    if (getsockopt(connection, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) == 0) {
      groups.resize(size / sizeof(gid_t));
      return groups;
    }
    if (errno != ERANGE) fail("groups of a control client");
    groups.resize(size / sizeof(gid_t));
  }
}

/// Makes the file of a socket with a mode that lets everybody connect from its first moment: a
/// chmod after the bind would come after clients that were refused. The umask is the whole
/// process's; this one has no other thread.
void bind_for_everybody(int socket, const sockaddr_un& address, const std::string& path)
{
  const mode_t before = umask(0111);
  const int failed = bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int code = errno;
  umask(before);
  errno = code;
  if (failed != 0) fail("cannot make control socket " + path);
}

}  // namespace

Descriptor listen_at(const std::string& path)
{
  const sockaddr_un address = address_of(path);
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket.get() < 0) fail("control socket " + path);
  if (unlink(path.c_str()) != 0 && errno != ENOENT) fail("cannot replace control socket " + path);
  bind_for_everybody(socket.get(), address, path);
  if (listen(socket.get(), 64) != 0) fail("cannot listen on control socket " + path);
  return socket;
}

Peer peer_of(int connection)
{
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    fail("credentials of a control client");
  Peer peer{credentials.uid, supplementary_groups(connection)};
  peer.groups.push_back(credentials.gid);
  return peer;
}

AccessRules access_rules()
{
  return {geteuid(), group_called("lvsd"), group_called("lvsd-admin")};
}

}  // namespace lvsd
