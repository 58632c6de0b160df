// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/request.hpp"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include <cstring>
#include <stdexcept>
#include <system_error>

namespace ipvsctl::netlink {
namespace {

void expect_room(bool fitted)
{
  if (!fitted) throw std::length_error("a netlink request is too long");
}

}  // namespace

Request::Request(std::size_t capacity) : storage_(capacity)
{
  begin(NLMSG_NOOP, 0);
}

nlmsghdr* Request::header()
{
  // The storage comes from operator new, so it is aligned for every header.
  return reinterpret_cast<nlmsghdr*>(storage_.data());
}

void Request::begin(std::uint16_t type, std::uint16_t flags)
{
  nlmsghdr* const message = mnl_nlmsg_put_header(storage_.data());
  message->nlmsg_type = type;
  message->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
}

void Request::begin_generic(std::uint16_t family, std::uint16_t flags, std::uint8_t command,
                            std::uint8_t version)
{
  begin(family, flags);
  auto* const generic =
      static_cast<genlmsghdr*>(mnl_nlmsg_put_extra_header(header(), sizeof(genlmsghdr)));
  generic->cmd = command;
  generic->version = version;
}

void Request::put_header(std::span<const std::byte> bytes)
{
  expect_room(header()->nlmsg_len + NLMSG_ALIGN(bytes.size()) <= storage_.size());
  std::memcpy(mnl_nlmsg_put_extra_header(header(), bytes.size()), bytes.data(), bytes.size());
}

void Request::put(std::uint16_t type, std::span<const std::byte> bytes)
{
  expect_room(mnl_attr_put_check(header(), storage_.size(), type, bytes.size(), bytes.data()));
}

void Request::put_u8(std::uint16_t type, std::uint8_t value)
{
  expect_room(mnl_attr_put_u8_check(header(), storage_.size(), type, value));
}

void Request::put_u16(std::uint16_t type, std::uint16_t value)
{
  expect_room(mnl_attr_put_u16_check(header(), storage_.size(), type, value));
}

void Request::put_u16_network(std::uint16_t type, std::uint16_t value)
{
  put_u16(type, htons(value));
}

void Request::put_u32(std::uint16_t type, std::uint32_t value)
{
  expect_room(mnl_attr_put_u32_check(header(), storage_.size(), type, value));
}

void Request::put_text(std::uint16_t type, std::string_view text)
{
  if (text.find('\0') != std::string_view::npos)
    throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                            "a name has a NUL in it");
  const std::string terminated(text);
  expect_room(mnl_attr_put_strz_check(header(), storage_.size(), type, terminated.c_str()));
}

nlattr* Request::begin_nest(std::uint16_t type)
{
  nlattr* const nest = mnl_attr_nest_start_check(header(), storage_.size(), type);
  expect_room(nest != nullptr);
  return nest;
}

void Request::end_nest(nlattr* nest)
{
  mnl_attr_nest_end(header(), nest);
}

std::span<const std::byte> Request::bytes() const
{
  std::uint32_t length = 0;
  std::memcpy(&length, storage_.data(), sizeof length);  // nlmsg_len is the first field
  return std::span(storage_).first(length);
}

}  // namespace ipvsctl::netlink
