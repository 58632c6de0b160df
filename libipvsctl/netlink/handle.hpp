// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>

namespace ipvsctl::netlink {

/// Calls a C library's own release function.
template <auto Release>
struct Released {
  template <class T>
  void operator()(T* object) const noexcept
  {
    Release(object);
  }
};

/// Owns an object of a C library: `using SocketHandle = Handle<nl_sock, nl_socket_free>;`.
template <class T, auto Release>
using Handle = std::unique_ptr<T, Released<Release>>;

}  // namespace ipvsctl::netlink
