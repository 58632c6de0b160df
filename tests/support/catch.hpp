// SPDX-License-Identifier: GPL-2.0-or-later
// Catch2 2 (Debian 12) and 3 (Debian 13) have their headers and matchers in different places.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

namespace Catch {
using Matchers::EndsWith;
using Matchers::StartsWith;

inline auto Contains(const std::string& part)
{
  return Matchers::ContainsSubstring(part);
}
}  // namespace Catch
#else
#include <catch2/catch.hpp>
#endif
