// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/trace.hpp"

#include <cerrno>

#include "libipvsctl/netlink/request.hpp"
#include "libipvsctl/netlink/traced_transport.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scripted_transport.hpp"

using namespace ipvsctl::netlink;
using Catch::Contains;
using Lines = std::vector<std::string>;

namespace {

constexpr std::array inner_table{Attribute{}, Attribute{"PORT", Kind::u16_network}};
constexpr std::array table{Attribute{}, Attribute{"NUMBER", Kind::u32},
                           Attribute{"TEXT", Kind::text}, Attribute{"ADDRESS", Kind::address},
                           Attribute{"NEST", Kind::nest, inner_table}};

Spoken spoken(const Message&)
{
  return {"COMMAND", 0, table};
}

Request request()
{
  Request made;
  made.begin(30, NLM_F_ACK);
  return made;
}

Lines traced(const Request& request)
{
  return trace_lines(request.bytes(), spoken);
}

}  // namespace

TEST_CASE("a trace names the command and each attribute, with its value")
{
  Request made = request();
  made.put_u32(1, 4000000000);
  made.put_text(2, "wlc");
  made.put(3, std::as_bytes(std::span("\x0a\x0b\x0c\x0d", 4)));
  made.put_nest(4, [&] { made.put_u16_network(1, 8080); });
  CHECK(traced(made) ==
        Lines{"0 COMMAND ack NUMBER=4000000000 TEXT=\"wlc\" ADDRESS=0a0b0c0d NEST{PORT=8080}"});
}

TEST_CASE("a trace shows what it does not know as bytes, and a marked nest as one")
{
  Request made = request();
  made.put_u32(9, 1);
  made.put_nest(NLA_F_NESTED | 11, [&] { made.put_u8(2, 255); });
  CHECK(traced(made) == Lines{"0 COMMAND ack #9=01000000 #11{#2=ff}"});
}

TEST_CASE("a trace shows an attribute of a wrong size as bytes")
{
  Request made = request();
  made.put_u8(1, 7);
  CHECK(traced(made) == Lines{"0 COMMAND ack NUMBER=07"});
}

TEST_CASE("a trace shows what the kernel answered, in its words")
{
  const auto both = tests::together({tests::answer(7), tests::answer(8, ENOENT, "no such map")});
  CHECK(trace_lines(both, spoken) ==
        Lines{"7 done", "8 refused: No such file or directory: no such map"});
  CHECK(trace_lines(tests::done(9), spoken) == Lines{"9 end of list"});
}

TEST_CASE("a trace of what is cut short says so, wherever that is")
{
  Request made = request();
  made.put_nest(4, [&] { made.put_u16_network(1, 8080); });
  const tests::Datagram whole(made.bytes().begin(), made.bytes().end());
  for (std::size_t size = 1; size < whole.size(); ++size) {
    INFO("cut to " << size);
    CHECK_THAT(trace_lines(tests::cut(whole, size), spoken).at(0), Contains("is cut short"));
  }
  Request short_inside = request();
  short_inside.put(4, std::as_bytes(std::span("\xff", 1)));
  CHECK_THAT(traced(short_inside).at(0), Contains("NEST{(an attribute is cut short"));
}

TEST_CASE("a traced transport hands on what passes, and tells it in both directions")
{
  Lines told;
  auto inner = std::make_unique<tests::ScriptedTransport>(
      [](const auto&) { return std::vector<tests::Event>{tests::answer(0)}; });
  inner->at_once = 77;
  TracedTransport transport(std::move(inner), spoken,
                            [&](const std::string& line) { told.push_back(line); });
  Request made = request();
  transport.send(made.bytes());
  const auto datagram = transport.receive(Wait::yes);
  REQUIRE(datagram);
  CHECK(tests::Datagram(datagram->begin(), datagram->end()) == tests::answer(0));
  CHECK_FALSE(transport.receive(Wait::no));
  CHECK(transport.acknowledgements_at_once() == 77);
  CHECK(told == Lines{"> 0 COMMAND ack", "< 0 done"});
}
