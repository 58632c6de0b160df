// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_virtual.hpp"

#include <algorithm>

#include "libipvsctl/model/numbers.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"
#include "lvsd/config/read_marks.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

/// Who sends the packets of a mark; none where that could not be read.
std::optional<Family> family_of(const Json& element)
{
  if (member(element, "family") == nullptr) return Family::ipv4;
  const std::string word = text_member(element, "family");
  if (word == "ipv4") return Family::ipv4;
  if (word == "ipv6") return Family::ipv6;
  return {};
}

std::optional<Protocol> protocol_of(const Json& element)
{
  if (member(element, "protocol") == nullptr) return Protocol::tcp;
  return parse_protocol(text_member(element, "protocol"));
}

/// Those of the schema's definition "virtual".
const std::vector<std::string> known_keys{"address", "family",   "mark", "port",
                                          "ports",   "protocol", "vip"};

/// Whether one of `names` stands there mistyped, which is told where it stands.
bool has_mistyped(const Json& element, std::initializer_list<std::string_view> names)
{
  return std::ranges::any_of(names, [&](std::string_view name) {
    return is_mistyped(name, keys_of(element), known_keys);
  });
}

class VirtualReader {
public:
  VirtualReader(const VipTable& vips, const Reading& reading) : vips_(vips), reading_(reading) {}

  void read(const Json& element);

  Virtual result;

private:
  void read_marked(const Json& element, const Json& mark);
  void add_family(const Json& element, const Json& mark, std::uint32_t number);
  void read_matches(const Json& element);
  std::optional<IpAddress> address_of(const Json& element);
  std::vector<const Json*> ports_of(const Json& element);

  Findings& findings() { return reading_.findings; }

  const VipTable& vips_;
  const Reading& reading_;
};

void VirtualReader::read(const Json& element)
{
  if (!element.is_object()) {
    result.broken = true;
  } else if (const Json* mark = member(element, "mark")) {
    read_marked(element, *mark);
  } else {
    read_matches(element);
  }
}

void VirtualReader::read_marked(const Json& element, const Json& mark)
{
  for (const char* key : {"vip", "address", "protocol", "ports", "port"})
    if (const Json* value = member(element, key))
      findings().error_at_key(*value,
                              "a mark that is set elsewhere says alone what belongs to the "
                              "service; remove " +
                                  in_quotes(key) +
                                  ", or give the mark to "
                                  "the service itself and lvsd sets it");
  const auto read = read_mark(mark, findings());
  if (!read) {
    result.broken = true;
    return;
  }
  if (result.mark && *result.mark != *read) {
    result.broken = true;
    return findings().error(mark,
                            "a service has one mark; found " + std::to_string(*read) + " beside " +
                                std::to_string(*result.mark),
                            *result.mark_place);
  }
  add_family(element, mark, *read);
  if (result.mark) return;
  result.mark = read;
  result.mark_place = &mark;
}

void VirtualReader::add_family(const Json& element, const Json& mark, std::uint32_t number)
{
  const auto family = family_of(element);
  auto& families = result.mark_families;
  if (!family)
    result.broken = true;
  else if (std::find(families.begin(), families.end(), *family) == families.end())
    families.push_back(*family);
  else
    findings().error(
        mark, "mark " + std::to_string(number) + " of " + name_of(*family) + " is given twice",
        *result.mark_place);
}

void VirtualReader::read_matches(const Json& element)
{
  if (const Json* family = member(element, "family"))
    findings().error_at_key(*family, "the family goes with a mark; an address has its own");
  const auto address = address_of(element);
  const auto protocol = protocol_of(element);
  const std::vector<const Json*> ports = ports_of(element);
  result.broken = result.broken || !address || !protocol || ports.empty();
  for (const Json* value : ports) {
    const auto range = read_ports(*value, findings());
    if (!range || !address || !protocol) {
      result.broken = true;
      continue;
    }
    result.matches.push_back({*address, *protocol, *range});
    result.match_places.push_back(value);
  }
}

std::optional<IpAddress> VirtualReader::address_of(const Json& element)
{
  const Json* vip = member(element, "vip");
  const Json* address = member(element, "address");
  const auto of_vip = vip == nullptr ? std::nullopt : vips_.find(*vip, findings());
  const auto given =
      address == nullptr ? std::nullopt : read_address(*address, AddressUse::service, findings());
  if (vip != nullptr && address != nullptr)
    findings().error(*address, "a VIP's name and an address; only one of them can be meant", *vip);
  else if (vip != nullptr || address != nullptr)
    return vip != nullptr ? of_vip : given;
  else if (!has_mistyped(element, {"vip", "address", "mark"}))
    findings().error(element, "one of \"vip\", \"address\" and \"mark\" is missing");
  return {};
}

/// Each port and range; "port" is a number, while "ports" may be or list either.
std::vector<const Json*> VirtualReader::ports_of(const Json& element)
{
  const Json* ports = member(element, "ports");
  const Json* port = member(element, "port");
  if (ports != nullptr && port != nullptr) {
    result.broken = true;
    findings().error(*port, "\"port\" beside \"ports\"; only one of them can be meant", *ports);
  }
  if (ports == nullptr && port == nullptr && !has_mistyped(element, {"port", "ports", "mark"}))
    findings().error(element,
                     "the key \"port\" is missing, such as 80; 0 is every port, for a persistent "
                     "service");
  if (ports != nullptr) return one_or_more(ports);
  if (number_of<std::uint16_t>(port)) return {port};
  return {};
}

std::optional<PortRange> parse_ports(const std::string& text)
{
  const std::size_t dash = text.find('-');
  const auto first = parse_number<std::uint16_t>(std::string_view(text).substr(0, dash));
  if (!first) return {};
  if (dash == std::string::npos) return PortRange{*first, *first};
  const auto last = parse_number<std::uint16_t>(std::string_view(text).substr(dash + 1));
  if (!last) return {};
  return PortRange{*first, *last};
}

}  // namespace

std::optional<PortRange> read_ports(const Json& value, Findings& findings)
{
  const std::string* text = text_of(&value);
  if (text == nullptr) {
    const auto port = number_of<std::uint16_t>(&value);
    return port ? std::optional(PortRange{*port, *port}) : std::nullopt;
  }
  if (text->empty()) return {};
  const auto range = parse_ports(*text);
  if (!range) {
    findings.error(value, in_quotes(*text) +
                              " is neither a port nor a range of ports such as "
                              "\"10000-20000\", from 0 to 65535");
    return {};
  }
  if (range->first > range->last) {
    findings.error(value, "the port range " + in_quotes(*text) + " is backwards; did you mean " +
                              in_quotes(to_string(PortRange{range->last, range->first})) + "?");
    return {};
  }
  if (range->first == 0 && range->last != 0) {
    findings.error(value, "the port range " + in_quotes(*text) +
                              " begins with 0, which is no port; "
                              "did you mean " +
                              in_quotes(to_string(PortRange{1, range->last})) + "?");
    return {};
  }
  return range;
}

Virtual read_virtual(const Json& value, const VipTable& vips, const Reading& reading)
{
  VirtualReader reader(vips, reading);
  for (const Json* element : one_or_more(&value))
    reader.read(*element);
  return std::move(reader.result);
}

}  // namespace lvsd
