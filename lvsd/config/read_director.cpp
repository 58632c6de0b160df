// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_director.hpp"

#include "lvsd/config/duration.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_duration.hpp"
#include "lvsd/config/read_marks.hpp"
#include "lvsd/config/sysctl_text.hpp"

namespace lvsd {
namespace {

using namespace std::chrono_literals;
using ipvsctl::TimeoutKind;

/// INT_MAX / HZ of a kernel with 1000 ticks a second; ip_vs_set_timeout() refuses more.
constexpr std::chrono::seconds longest_timeout = 2'147'483s;

ipvsctl::Timeouts read_timeouts(const Json& timeouts, Findings& findings)
{
  ipvsctl::Timeouts read;
  for (const TimeoutKind kind : {TimeoutKind::tcp, TimeoutKind::tcp_fin, TimeoutKind::udp})
    if (const Json* value = member(timeouts, to_string(kind).c_str()))
      if (const auto timeout = read_seconds(*value, 1s, longest_timeout, findings))
        read[kind] = *timeout;
  return read;
}

ipvsctl::Sysctls read_sysctls(const Json& parameters, Findings& findings)
{
  ipvsctl::Sysctls read;
  if (!parameters.is_object()) return read;
  for (const auto& [name, value] : parameters.items()) {
    read["net/ipv4/vs/" + name] = read_sysctl(name, value, findings);
  }
  return read;
}

}  // namespace

Director read_director(const Json& director, const Reading& reading)
{
  Director read;
  if (const Json* value = member(director, "forwarding"); value != nullptr && value->is_boolean())
    read.forwarding = value->get<bool>();
  if (const Json* value = member(director, "timeouts"))
    read.timeouts = read_timeouts(*value, reading.findings);
  if (const Json* value = member(director, "ipvs"))
    read.ipvs = read_sysctls(*value, reading.findings);
  if (text_member(director, "foreign") == "remove") read.foreign = Foreign::remove;
  if (text_member(director, "on_stop") == "release") read.on_stop = OnStop::release;
  if (const Json* value = member(director, "observe_every"))
    read.observe_every =
        read_duration(*value, 100ms, 1h, reading.findings).value_or(read.observe_every);
  if (const Json* value = member(director, "marks"))
    read.marks = read_mark_range(*value, reading.findings).value_or(read.marks);
  if (const Json* value = member(director, "sync")) read.sync = read_sync(*value, reading);
  return read;
}

}  // namespace lvsd
