// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/errors.hpp"

#include <netlink/errno.h>

#include <cstdlib>

namespace ipvsctl::netlink {
namespace {

class LibnlCategory : public std::error_category {
public:
  const char* name() const noexcept override { return "libnl"; }
  std::string message(int number) const override { return nl_geterror(number); }
  std::error_condition default_error_condition(int number) const noexcept override;
};

std::error_condition LibnlCategory::default_error_condition(int number) const noexcept
{
  switch (number) {
    case NLE_INTR:
      return std::errc::interrupted;
    case NLE_BAD_SOCK:
      return std::errc::bad_file_descriptor;
    case NLE_AGAIN:
      return std::errc::resource_unavailable_try_again;
    case NLE_NOMEM:
      return std::errc::not_enough_memory;
    case NLE_EXIST:
      return std::errc::file_exists;
    case NLE_INVAL:
      return std::errc::invalid_argument;
    case NLE_RANGE:
      return std::errc::result_out_of_range;
    case NLE_MSGSIZE:
      return std::errc::message_size;
    case NLE_OPNOTSUPP:
      return std::errc::operation_not_supported;
    case NLE_AF_NOSUPPORT:
      return std::errc::address_family_not_supported;
    case NLE_OBJ_NOTFOUND:
      return std::errc::no_such_file_or_directory;
    case NLE_NOADDR:
      return std::errc::address_not_available;
    case NLE_MSG_TRUNC:
      return std::errc::bad_message;
    case NLE_BUSY:
      return std::errc::device_or_resource_busy;
    case NLE_PERM:
      return std::errc::operation_not_permitted;
    case NLE_NOACCESS:
      return std::errc::permission_denied;
    case NLE_NODEV:
      return std::errc::no_such_device;
    case NLE_DUMP_INTR:
      return std::errc::interrupted;
    default:
      return {number, *this};
  }
}

std::string with_text(const std::string& tried, const std::string& text)
{
  return text.empty() ? tried : tried + ": " + text;
}

}  // namespace

const std::error_category& libnl_category()
{
  static const LibnlCategory category;
  return category;
}

int checked(int result, const std::string& what)
{
  if (result < 0) throw std::system_error(std::abs(result), libnl_category(), what);
  return result;
}

Refused::Refused(const Answer& answer, const std::string& tried)
    : std::system_error(answer.code, with_text(tried, answer.text)), text_(answer.text)
{
}

void expect_success(const Answer& answer, const std::string& tried)
{
  if (answer.code) throw Refused(answer, tried);
}

Malformed::Malformed(const std::string& what)
    : std::system_error(std::make_error_code(std::errc::bad_message), what)
{
}

}  // namespace ipvsctl::netlink
