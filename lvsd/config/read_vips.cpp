// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_vips.hpp"

#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"
#include "lvsd/config/read_name.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

/// IFNAMSIZ without the NUL.
constexpr std::size_t longest_label = 15;

std::string label_fault(const std::string& label, const FloatingAddress& address)
{
  if (address.address.family == Family::ipv6) return "an IPv6 address has no label; leave it out";
  if (label.size() > longest_label)
    return "the label " + in_quotes(label) + " has " + std::to_string(label.size()) +
           " bytes; the kernel takes " + std::to_string(longest_label);
  if (!address.interface.empty() && !label.starts_with(address.interface))
    return "the label " + in_quotes(label) + " does not begin with the interface's name, as " +
           in_quotes(address.interface + ":1") + " does";
  return "";
}

std::string read_label(const Json& vip, const FloatingAddress& address, Findings& findings)
{
  const Json* value = member(vip, "label");
  const std::string* label = text_of(value);
  if (label == nullptr || label->empty()) return {};
  const std::string fault = label_fault(*label, address);
  if (!fault.empty()) findings.error(*value, fault);
  return *label;
}

void warn_of_no_host(const Json& value, const FloatingAddress& vip, Findings& findings)
{
  const auto broadcast = broadcast_of(vip.address, vip.prefix_length);
  const IpAddress network = network_of(vip.address, vip.prefix_length);
  if (!broadcast || (vip.address != *broadcast && vip.address != network)) return;
  const bool first = vip.address == network;
  findings.warning(value, to_string(vip.address) + " is the " +
                              (first ? "network's own" : "broadcast") + " address of " +
                              to_string(network) + "/" + std::to_string(vip.prefix_length) +
                              ", to which hosts of that network may open no connections");
}

}  // namespace

void VipTable::read(const Json& vip, const Reading& reading)
{
  Vip read;
  read.name = read_name(vip, reading.findings);
  if (read.name.empty()) miss_some();
  read.address.interface = read_interface(vip, reading).value_or("");
  const Json* value = member(vip, "address");
  const auto prefix = value == nullptr ? std::nullopt : read_prefix(*value, 1, reading.findings);
  const bool usable =
      prefix && check_use(*value, prefix->address, AddressUse::vip, reading.findings);
  if (usable) {
    read.address.address = prefix->address;
    read.address.prefix_length = prefix->length;
    read.address.label = read_label(vip, read.address, reading.findings);
    check_taken(read, *value, reading.findings);
    warn_of_no_host(*value, read.address, reading.findings);
  }
  if (const Json* name = member(vip, "name"); name != nullptr && !read.name.empty()) {
    const auto [first, is_new] = names_.emplace(read.name, name);
    if (!is_new)
      reading.findings.error(*name, "there are two VIPs of the name " + in_quotes(read.name),
                             *first->second);
    else
      addresses_.emplace(read.name, usable ? std::optional(read.address.address) : std::nullopt);
  }
  vips.push_back(std::move(read));
}

void VipTable::check_taken(const Vip& vip, const Json& place, Findings& findings)
{
  const auto [first, is_new] =
      places_.emplace(vip.address.address, Taken{vip.address.interface, &place});
  if (is_new) return;
  const std::string& other = first->second.interface;
  const std::string vip_text = "the VIP " + to_string(vip.address.address) + " is ";
  const std::string& own = vip.address.interface;
  const bool two = !other.empty() && !own.empty() && other != own;
  findings.error(
      place,
      vip_text + (two ? "on two interfaces, " + in_quotes(other) + " and " + in_quotes(own)
                      : "given twice"),
      *first->second.place);
}

std::optional<IpAddress> VipTable::find(const Json& value, Findings& findings) const
{
  const std::string* name = text_of(&value, longest_name);
  if (name == nullptr) return {};
  if (const auto found = addresses_.find(*name); found != addresses_.end()) return found->second;
  if (some_missed_) return {};
  std::vector<std::string> names;
  for (const auto& [known, address] : addresses_)
    names.push_back(known);
  const std::string meant = did_you_mean(*name, names);
  const bool is_address = parse_ip_address(*name).has_value();
  findings.error(value, "there is no VIP of the name " + in_quotes(*name) +
                            (is_address ? "; an address is given as \"address\"" : meant));
  return {};
}

std::optional<Masquerade> read_masquerade(const Json& masquerade, const Reading& reading)
{
  const auto interface = read_interface(masquerade, reading);
  const Json* value = member(masquerade, "source");
  const auto source = value == nullptr ? std::nullopt : read_prefix(*value, 0, reading.findings);
  if (!source) return {};
  const IpAddress network = network_of(source->address, source->length);
  if (network != source->address) {
    reading.findings.error(
        *value, in_quotes(*text_of(value)) + " is not a network; did you mean " +
                    in_quotes(to_string(network) + "/" + std::to_string(source->length)) + "?");
    return {};
  }
  if (!interface) return {};
  return Masquerade{network, source->length, *interface};
}

}  // namespace lvsd
