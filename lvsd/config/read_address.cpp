// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_address.hpp"

#include <algorithm>
#include <bit>

#include "libipvsctl/model/endpoint.hpp"
#include "libipvsctl/model/numbers.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

/// A network by the bytes that it begins with; those that follow are 0.
struct Network {
  IpAddress address;
  unsigned length;
};

constexpr Network network(Family family, std::initializer_list<unsigned char> first,
                          unsigned length)
{
  Network network{{family, {}}, length};
  std::ranges::transform(first, network.address.bytes.begin(),
                         [](unsigned char byte) { return std::byte{byte}; });
  return network;
}

// Each address of a config is held against them.
constexpr Network no_host_4 = network(Family::ipv4, {}, 32);
constexpr Network no_host_6 = network(Family::ipv6, {}, 128);
constexpr Network multicast_4 = network(Family::ipv4, {224}, 4);
constexpr Network multicast_6 = network(Family::ipv6, {0xff}, 8);
constexpr Network broadcast = network(Family::ipv4, {255, 255, 255, 255}, 32);
constexpr Network ipv4_in_ipv6 =
    network(Family::ipv6, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96);
constexpr Network link_local = network(Family::ipv6, {0xfe, 0x80}, 10);

bool within(const IpAddress& address, const Network& network)
{
  if (address.family != network.address.family) return false;
  const std::size_t whole = network.length / 8;
  const std::size_t rest = network.length % 8;
  for (std::size_t i = 0; i < whole; ++i)
    if (address.bytes[i] != network.address.bytes[i]) return false;
  if (rest == 0) return true;
  const std::byte differing = address.bytes[whole] ^ network.address.bytes[whole];
  return (differing >> (8 - rest)) == std::byte{0};
}

/// Why an address will not do; empty where it does.
std::string unfitness(const IpAddress& address, AddressUse use)
{
  if (within(address, no_host_4) || within(address, no_host_6)) return "is no host's address";
  if (within(address, multicast_4) || within(address, multicast_6)) return "is a multicast address";
  if (within(address, broadcast)) return "is the broadcast address";
  if (within(address, ipv4_in_ipv6))
    return "is an IPv4 address in the guise of IPv6; write it as IPv4";
  if (use == AddressUse::vip && is_loopback(address))
    return "is a loopback address, which no other host can reach";
  if (use == AddressUse::server && within(address, link_local))
    return "is a link-local address, which the kernel refuses for a real server";
  return "";
}

std::string not_an_address(const std::string& text)
{
  if (const auto endpoint = parse_endpoint(text))
    return in_quotes(text) + " is not an IP address; did you mean the address " +
           in_quotes(to_string(endpoint->first)) + " with the port " +
           std::to_string(endpoint->second) + "?";
  if (text.starts_with('[') && text.ends_with(']') &&
      parse_ip_address(text.substr(1, text.size() - 2)))
    return "expected an address without brackets, found " + in_quotes(text);
  if (text.find('/') != std::string::npos && parse_ip_address(text.substr(0, text.find('/'))))
    return "expected an address without a prefix length, found " + in_quotes(text);
  if (text.find('%') != std::string::npos && parse_ip_address(text.substr(0, text.find('%'))))
    return "expected an address without a zone, found " + in_quotes(text);
  return in_quotes(text) + " is not an IP address; host names are not looked up";
}

std::optional<std::uint8_t> length_of(const std::string& text, Family family)
{
  const auto length = parse_number<std::uint8_t>(text);
  if (!length || *length > address_bits(family)) return {};
  return length;
}

/// IFNAMSIZ without the NUL; what the schema's maxLength counts are characters.
constexpr std::size_t longest_interface = 15;

bool is_interface_name(const std::string& name)
{
  return !name.empty() && name.size() <= longest_interface && name != "." && name != ".." &&
         std::none_of(name.begin(), name.end(), [](unsigned char c) {
           return c == '/' || c == ':' || c <= ' ' || c == 0x7f;
         });
}

void warn_of_absence(const Json& value, const std::string& name, const Reading& reading)
{
  const auto& interfaces = reading.environment.interfaces;
  if (!interfaces || interfaces->contains(name)) return;
  reading.findings.warning(value, "there is no interface " + in_quotes(name) + " now" +
                                      did_you_mean(name, {interfaces->begin(), interfaces->end()}));
}

}  // namespace

const char* name_of(Family family)
{
  return family == Family::ipv4 ? "IPv4" : "IPv6";
}

bool check_use(const Json& value, const IpAddress& address, AddressUse use, Findings& findings)
{
  const std::string fault = unfitness(address, use);
  if (!fault.empty()) findings.error(value, in_quotes(to_string(address)) + " " + fault);
  return fault.empty();
}

std::optional<IpAddress> read_address(const Json& value, AddressUse use, Findings& findings)
{
  const std::string* text = text_of(&value);
  if (text == nullptr || text->empty()) return {};
  const auto address = parse_ip_address(*text);
  if (!address) {
    findings.error(value, not_an_address(*text));
    return {};
  }
  if (!check_use(value, *address, use, findings)) return {};
  return address;
}

std::optional<std::uint8_t> parse_netmask(const std::string& text)
{
  const auto mask = parse_ip_address(text);
  if (!mask || mask->family != Family::ipv4) return {};
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i)
    bits = bits << 8 | std::to_integer<std::uint32_t>(mask->bytes[i]);
  const int length = std::countl_one(bits);
  if (std::popcount(bits) != length) return {};
  return static_cast<std::uint8_t>(length);
}

std::optional<Prefix> read_prefix(const Json& value, unsigned least, Findings& findings)
{
  const std::string* text = text_of(&value);
  if (text == nullptr || text->empty()) return {};
  const std::size_t slash = std::min(text->find('/'), text->size());
  const auto address = parse_ip_address(text->substr(0, slash));
  if (!address) {
    findings.error(value, not_an_address(text->substr(0, slash)));
    return {};
  }
  const unsigned bits = address_bits(address->family);
  if (slash == text->size()) return Prefix{*address, static_cast<std::uint8_t>(bits)};
  const std::string suffix = text->substr(slash + 1);
  const auto length = length_of(suffix, address->family);
  if (!length || *length < least) {
    const auto mask = address->family == Family::ipv4 ? parse_netmask(suffix) : std::nullopt;
    const std::string meant =
        mask
            ? "; did you mean " + in_quotes(to_string(*address) + "/" + std::to_string(*mask)) + "?"
            : "";
    findings.error(value, "expected a prefix length from " + std::to_string(least) + " to " +
                              std::to_string(bits) + " behind the \"/\", found " +
                              in_quotes(suffix) + meant);
    return {};
  }
  return Prefix{*address, *length};
}

std::optional<std::string> read_interface(const Json& object, const Reading& reading)
{
  const Json* value = member(object, "interface");
  const std::string* name = text_of(value, longest_interface);
  if (name == nullptr) return {};
  if (!is_interface_name(*name)) {
    const std::string device = name->substr(0, name->find(':'));
    const bool alias = device.size() < name->size() && is_interface_name(device);
    reading.findings.error(
        *value, in_quotes(*name) + " cannot be an interface's name" +
                    (alias ? "; did you mean interface " + in_quotes(device) + " with label " +
                                 in_quotes(*name) + "?"
                           : "; one has at most 15 bytes and no blank, \"/\" or \":\""));
    return {};
  }
  warn_of_absence(*value, *name, reading);
  return *name;
}

}  // namespace lvsd
