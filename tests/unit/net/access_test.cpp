// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/net/access.hpp"

#include "tests/support/catch.hpp"

using namespace lvsd;

TEST_CASE("root, the daemon and the admins may change, the readers read, others nothing")
{
  const AccessRules rules{.daemon_user = 200, .readers = 50, .admins = 60};
  CHECK(access_of({0, {}}, rules) == Access::change);
  CHECK(access_of({200, {}}, rules) == Access::change);
  CHECK(access_of({1000, {7, 60}}, rules) == Access::change);
  CHECK(access_of({1000, {50}}, rules) == Access::read);
  CHECK(access_of({1000, {7}}, rules) == Access::none);
}

TEST_CASE("groups that the host does not have let nobody in")
{
  CHECK(access_of({1000, {0, 50, 60}}, {.daemon_user = 200, .readers = {}, .admins = {}}) ==
        Access::none);
}
