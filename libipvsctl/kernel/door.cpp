// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/door.hpp"

namespace ipvsctl {
namespace {

// A kind of step without a door does not compile.
constexpr Door door_for(const SetSysctl*)
{
  return Door::sysctl;
}
constexpr Door door_for(const SetTimeout*)
{
  return Door::ipvs;
}
constexpr Door door_for(const AddService*)
{
  return Door::ipvs;
}
constexpr Door door_for(const EditService*)
{
  return Door::ipvs;
}
constexpr Door door_for(const AddDestination*)
{
  return Door::ipvs;
}
constexpr Door door_for(const EditDestination*)
{
  return Door::ipvs;
}
constexpr Door door_for(const StopSyncDaemon*)
{
  return Door::ipvs;
}
constexpr Door door_for(const StartSyncDaemon*)
{
  return Door::ipvs;
}
constexpr Door door_for(const RemoveDestination*)
{
  return Door::ipvs;
}
constexpr Door door_for(const RemoveService*)
{
  return Door::ipvs;
}
constexpr Door door_for(const RemovePacketRules*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const BuildPacketRules*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const RemoveMark*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const SetMark*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const RemoveMasquerade*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const AddMasquerade*)
{
  return Door::packet_rules;
}
constexpr Door door_for(const RemoveAddress*)
{
  return Door::address;
}
constexpr Door door_for(const ReplaceAddress*)
{
  return Door::address;
}
constexpr Door door_for(const AddRoute*)
{
  return Door::route;
}
constexpr Door door_for(const RemoveRoute*)
{
  return Door::route;
}
constexpr Door door_for(const AddAddress*)
{
  return Door::address;
}

}  // namespace

Door door_of(const Step& step)
{
  return std::visit([](const auto& of_its_kind) { return door_for(&of_its_kind); }, step);
}

}  // namespace ipvsctl
