// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <system_error>

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// Why the kernel refused `step`, in an administrator's words and with the cure where one is known.
/// `text` is the kernel's own words, empty where it gave none.
std::string reason_of(const Step& step, const std::error_code& code, const std::string& text);

/// What was thrown in words, without those of its code.
std::string reason_of(const std::system_error& error);

}  // namespace ipvsctl
