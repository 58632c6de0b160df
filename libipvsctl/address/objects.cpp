// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/objects.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::address {
namespace {

/// Called by libnl; it drops its own hold on the object afterwards.
void keep(nl_object* object, void* where)
{
  nl_object_get(object);
  static_cast<RouteObject*>(where)->reset(object);
}

}  // namespace

RouteObject read_object(const netlink::Message& message, std::initializer_list<int> types)
{
  if (std::ranges::count(types, int{message.header.nlmsg_type}) == 0)
    throw netlink::Malformed("a message about links or addresses is of another kind than asked");
  auto words = netlink::in_one_piece(message);
  // Both a header and words are aligned to four bytes.
  auto* const header = reinterpret_cast<nlmsghdr*>(words.data());
  const RouteMessage copy(allocated(nlmsg_convert(header)));
  nlmsg_set_proto(copy.get(), NETLINK_ROUTE);
  RouteObject object;
  const int result = nl_msg_parse(copy.get(), keep, &object);
  if (result < 0 || !object)
    throw netlink::Malformed("cannot read a message about links or addresses");
  return object;
}

std::vector<std::byte> bytes_of(const RouteMessage& request)
{
  nlmsghdr* const header = nlmsg_hdr(request.get());
  header->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
  std::vector<std::byte> bytes(NLMSG_ALIGN(header->nlmsg_len));
  std::memcpy(bytes.data(), header, header->nlmsg_len);
  return bytes;
}

}  // namespace ipvsctl::address
