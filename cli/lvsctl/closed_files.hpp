// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lvsctl {

/// A file that lvsd may not read, and what opens it to lvsd.
struct ClosedFile {
  std::string path;
  std::string cure;  ///< see lvsd::cure_of_closed(); empty where there is none to tell
};

/// Those of `files` that lvsd::daemon_user may not read. None where the caller is not root, who
/// alone can find out, or where there is no such user.
std::vector<ClosedFile> closed_to_daemon(const std::vector<std::string>& files);

}  // namespace lvsctl
