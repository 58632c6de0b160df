// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/attributes.hpp"

#include <functional>
#include "libipvsctl/netlink/request.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl::netlink;

namespace {

constexpr std::array inner_table{Attribute{}, Attribute{"INNER", Kind::u8}};
constexpr std::array table{Attribute{},
                           Attribute{"NUMBER", Kind::u32},
                           Attribute{"TEXT", Kind::text},
                           Attribute{"NEST", Kind::nest, inner_table},
                           Attribute{"PORT", Kind::u16_network},
                           Attribute{"COUNTER", Kind::counter}};

Bytes attributes_of(const Request& request)
{
  return request.bytes().subspan(sizeof(nlmsghdr));
}

Request request_with(const std::function<void(Request&)>& fill)
{
  Request request;
  request.begin(30, 0);
  fill(request);
  return request;
}

}  // namespace

TEST_CASE("attributes read back as they were put")
{
  const Request request = request_with([](Request& to) {
    to.put_u32(1, 4000000000);
    to.put_text(2, "wlc");
    to.put_nest(3, [&] { to.put_u8(1, 7); });
    to.put_u16_network(4, 8080);
  });
  const Attributes found(attributes_of(request), table);
  CHECK(found.u32(1) == 4000000000);
  CHECK(found.text(2) == "wlc");
  CHECK(found.nest(3).u8(1) == 7);
  CHECK(found.u16_network(4) == 8080);
  CHECK_FALSE(found.has(5));
}

TEST_CASE("a port travels in network byte order")
{
  const Request request = request_with([](Request& to) { to.put_u16_network(4, 0x1f90); });
  const Bytes port = Attributes(attributes_of(request), table).bytes(4);
  CHECK(port[0] == std::byte{0x1f});
  CHECK(port[1] == std::byte{0x90});
}

TEST_CASE("a counter has 32 or 64 bits")
{
  const std::uint64_t wide = 1ULL << 40;
  CHECK(Attributes(attributes_of(request_with([](Request& to) { to.put_u32(5, 12); })), table)
            .counter(5) == 12);
  const Request request =
      request_with([&](Request& to) { to.put(5, std::as_bytes(std::span(&wide, 1))); });
  CHECK(Attributes(attributes_of(request), table).counter(5) == wide);
}

TEST_CASE("an attribute of a wrong size is refused by name")
{
  const Request request = request_with([](Request& to) { to.put_u16(1, 5); });
  CHECK_THROWS_WITH(Attributes(attributes_of(request), table),
                    Catch::StartsWith("NUMBER has 2 bytes"));
  const Request unended =
      request_with([](Request& to) { to.put(2, std::as_bytes(std::span("wlc", 3))); });
  CHECK_THROWS_AS(Attributes(attributes_of(unended), table), Malformed);
}

TEST_CASE("a missing attribute is named")
{
  const Attributes none(Bytes{}, table);
  CHECK_THROWS_WITH(none.u32(1), Catch::StartsWith("NUMBER is missing"));
}

TEST_CASE("attributes that the table does not know are passed over")
{
  const Request request = request_with([](Request& to) {
    to.put_u32(0, 1);
    to.put_u32(77, 1);
    to.put_u32(1, 5);
  });
  CHECK(Attributes(attributes_of(request), table).u32(1) == 5);
}

TEST_CASE("attributes that are cut short anywhere are refused")
{
  const Request request = request_with([](Request& to) {
    to.put_u32(1, 5);
    to.put_nest(3, [&] { to.put_u8(1, 7); });
  });
  const Bytes whole = attributes_of(request);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    INFO("cut to " << size);
    if (size == 8) continue;  // just the first attribute, whole
    CHECK_THROWS_AS(Attributes(whole.first(size), table), Malformed);
  }
}

TEST_CASE("a request that outgrows its capacity is refused, whatever is put")
{
  Request small(32);
  small.begin(30, 0);
  CHECK_NOTHROW(small.put_u32(1, 1));
  CHECK_NOTHROW(small.put_u32(1, 1));
  CHECK_THROWS_AS(small.put_u32(1, 1), std::length_error);
  CHECK_THROWS_AS(small.put_text(2, "text"), std::length_error);
  CHECK_THROWS_AS(small.put_nest(3, [] {}), std::length_error);
}

TEST_CASE("a name with a NUL inside is refused")
{
  Request request;
  request.begin(30, 0);
  CHECK_THROWS_AS(request.put_text(2, std::string_view("wl\0c", 4)), std::system_error);
}

TEST_CASE("the shape of attributes is held against a table, inside nests too")
{
  const Request fitting = request_with([](Request& to) {
    to.put_u8(77, 1);  // nobody knows it
    to.put_nest(3, [&] { to.put_u8(1, 7); });
  });
  CHECK_NOTHROW(expect_shape(attributes_of(fitting), table));
  const Request wide = request_with([](Request& to) { to.put_nest(3, [&] { to.put_u32(1, 7); }); });
  CHECK_THROWS_WITH(expect_shape(attributes_of(wide), table),
                    Catch::StartsWith("INNER has 4 bytes"));
  CHECK_THROWS_AS(expect_shape(attributes_of(fitting).first(10), table), Malformed);
}
