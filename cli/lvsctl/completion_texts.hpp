// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string_view>

namespace lvsctl {

/// The completion for each shell, by the shell's name.
const std::map<std::string_view, std::string_view>& completion_texts();

}  // namespace lvsctl
