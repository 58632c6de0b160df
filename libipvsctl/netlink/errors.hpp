// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace ipvsctl::netlink {

/// libnl's error numbers (NLE_*), which are not errno: NLE_OBJ_NOTFOUND and ENOMEM are both 12.
///
/// They compare to std::errc where libnl says the same in its own number.
const std::error_category& libnl_category();

/// Returns `result` where it is a success, as libnl counts it (zero or more).
///
/// Throws std::system_error in libnl_category() otherwise; `what` says in words what was tried and
/// on which object.
int checked(int result, const std::string& what);

/// Returns `result` where it is a success, as system calls count it (zero or more).
///
/// Throws std::system_error with errno otherwise; `what` says in words what was tried and on which
/// object.
template <class Number>
Number checked_call(Number result, const std::string& what)
{
  if (result < 0) throw std::system_error(errno, std::system_category(), what);
  return result;
}

/// What the kernel answered to one request: `code` is its errno, empty for success, and `text` is
/// its own words (NLMSGERR_ATTR_MSG), empty where it gave none.
struct Answer {
  std::error_code code;
  std::string text;

  bool operator==(const Answer&) const = default;
};

/// A request that the kernel refused. what() is "WHAT WAS TRIED: KERNEL'S WORDS: ERRNO IN WORDS".
class Refused : public std::system_error {
public:
  Refused(const Answer& answer, const std::string& tried);

  /// The kernel's own words; empty where it gave none.
  const std::string& text() const noexcept { return text_; }

private:
  std::string text_;
};

/// Throws Refused where `answer` is not a success.
void expect_success(const Answer& answer, const std::string& tried);

/// What came from the kernel is not a netlink message as it should be: cut short, or an attribute
/// of a wrong size. Its code is std::errc::bad_message.
class Malformed : public std::system_error {
public:
  explicit Malformed(const std::string& what);
};

}  // namespace ipvsctl::netlink
