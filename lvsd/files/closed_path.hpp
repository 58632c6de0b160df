// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace lvsd {

/// As whom the packages have lvsd run.
inline constexpr const char* daemon_user = "lvsd";

/// The access that is missed.
enum class Access { read_file, list_folder };

/// The first folder on the way to `path` that the effective user may not pass; empty where there is
/// none.
std::string closed_folder(const std::string& path);

/// What gives the effective user, who was refused with EACCES, that access to `path`: a command
/// such as "chmod o+x /etc/lvsd", or where to keep it instead. Empty where modes are not what
/// closes it.
std::string cure_of_closed(const std::string& path, Access missed);

/// The same as part of an error: "user lvsd must be able to read it (chmod o+x /etc/lvsd)".
std::string told_of_closed(const std::string& path, Access missed);

/// Whether lvsd.service sees nothing of `path`, or of what it is a link to, whatever their modes
/// are (systemd.exec(5), ProtectHome=).
bool is_hidden_from_service(const std::string& path);

/// `text` as one word of a shell (POSIX.1, 2.2.2 Single-Quotes), as it is where it needs no quotes.
std::string shell_word(const std::string& text);

}  // namespace lvsd
