// SPDX-License-Identifier: GPL-2.0-or-later
// Unit tests run everywhere.
#include "tests/support/skip_all.hpp"

std::string tests::reason_to_skip_all()
{
  return {};
}
