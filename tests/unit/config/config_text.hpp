// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/config/config.hpp"

namespace tests {

/// Everything that a config says, in lines that people can check.
std::string config_text(const lvsd::Config& config);

}  // namespace tests
