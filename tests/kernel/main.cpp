// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the kernel tests, or says why it cannot and exits with 77, which counts as skipped.
#include <iostream>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include "tests/kernel/namespace.hpp"

int main(int argc, char** argv)
{
  if (const std::string reason = tests::reason_to_skip_all(); !reason.empty()) {
    std::cerr << "SKIPPED: " << argv[0] << ": " << reason << std::endl;
    return 77;
  }
  return Catch::Session().run(argc, argv);
}
