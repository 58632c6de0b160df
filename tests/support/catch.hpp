// SPDX-License-Identifier: GPL-2.0-or-later
// Catch2 2 (Debian 12) and 3 have their headers in different places.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
