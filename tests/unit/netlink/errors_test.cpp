// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/errors.hpp"

#include <netlink/errno.h>

#include <limits>

#include "libipvsctl/netlink/message.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scripted_transport.hpp"

using namespace ipvsctl::netlink;

TEST_CASE("an error of libnl keeps its number, says its words, and compares to errno's")
{
  const std::error_code code(NLE_OBJ_NOTFOUND, libnl_category());
  CHECK(code.value() == NLE_OBJ_NOTFOUND);
  CHECK(code.message() == "Object not found");
  CHECK(code == std::errc::no_such_file_or_directory);
  CHECK(code != std::errc::not_enough_memory);
}

TEST_CASE("a failed call of libnl says what was tried")
{
  CHECK(checked(3, "count links") == 3);
  CHECK_THROWS_WITH(checked(-NLE_OBJ_NOTFOUND, "cannot find link eth7"),
                    "cannot find link eth7: Object not found");
}

TEST_CASE("a refusal says what was tried, the kernel's own words and the errno")
{
  const Answer answer{std::make_error_code(std::errc::invalid_argument), "Unknown tunnel"};
  CHECK_NOTHROW(expect_success({}, "cannot add"));
  CHECK_THROWS_WITH(expect_success(answer, "cannot add server 10.0.0.1:80"),
                    "cannot add server 10.0.0.1:80: Unknown tunnel: Invalid argument");
}

TEST_CASE("an answer whose number is no errno is malformed")
{
  for (const int number : {1, -4096, std::numeric_limits<int>::min()}) {
    INFO(number);
    const auto bytes = std::as_bytes(std::span(&number, 1));
    tests::Datagram payload(bytes.begin(), bytes.end());
    payload.resize(sizeof(nlmsgerr));
    CHECK_THROWS_AS(read_answer({nlmsghdr{}, payload}), Malformed);
    if (number < 0) CHECK_THROWS_AS(read_end_of_dump({nlmsghdr{}, payload}), Malformed);
  }
}
