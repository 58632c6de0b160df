// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <grp.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

namespace tests {

/// For root no file is closed, unless it gives that up for as long as one of these lives. Whoever
/// is not root stays who he is.
class AsNobody {
public:
  AsNobody() : user_(geteuid()), group_(getegid())
  {
    if (user_ != 0) return;
    const int count = getgroups(0, nullptr);
    groups_.resize(static_cast<std::size_t>(count));
    if (getgroups(count, groups_.data()) != count || setgroups(0, nullptr) != 0 ||
        setegid(nobody) != 0 || seteuid(nobody) != 0)
      throw std::runtime_error("cannot become nobody");
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody()
  {
    if (user_ != 0) return;
    static_cast<void>(seteuid(user_) == 0 && setegid(group_) == 0 &&
                      setgroups(groups_.size(), groups_.data()) == 0);
  }

private:
  static constexpr uid_t nobody = 65534;

  uid_t user_;
  gid_t group_;
  std::vector<gid_t> groups_;
};

}  // namespace tests
