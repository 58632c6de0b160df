// SPDX-License-Identifier: GPL-2.0-or-later
// Catch2's own part and main(), compiled once for all test programs. A program that cannot run at
// all says why and exits with 77, which counts as skipped.
#include <iostream>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include "tests/support/skip_all.hpp"

int main(int argc, char** argv)
{
  if (const std::string reason = tests::reason_to_skip_all(); !reason.empty()) {
    std::cerr << "SKIPPED: " << argv[0] << ": " << reason << std::endl;
    return 77;
  }
  return Catch::Session().run(argc, argv);
}
