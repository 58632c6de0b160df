// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/client.hpp"

#include <linux/netconf.h>
#include <linux/rtnetlink.h>

#include <map>

#include "libipvsctl/address/address_message.hpp"
#include "libipvsctl/address/objects.hpp"
#include "libipvsctl/netlink/socket.hpp"

namespace ipvsctl::address {
namespace {

using netlink::Answer;
using netlink::Message;
using netlink::Request;

template <class Header>
Request request_with(std::uint16_t type, const Header& header)
{
  Request request;
  request.begin(type, 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  return request;
}

/// What the kernel says of several requests that were sent at once.
std::vector<Answer> answers_to(netlink::Conversation& conversation,
                               std::initializer_list<std::vector<std::byte>> requests)
{
  std::vector<std::byte> messages;
  for (const auto& request : requests)
    messages.insert(messages.end(), request.begin(), request.end());
  return conversation.exchange(messages);
}

/// Whether both can stand on an interface at once: IPv4 tells addresses apart by their prefix too.
bool can_stand_together(const FloatingAddress& a, const FloatingAddress& b)
{
  return a.address.family == Family::ipv4 && a.prefix_length != b.prefix_length;
}

/// For as long as it lives, an IPv4 address that goes takes no other with it: the secondary ones of
/// its network stay, and the first of them becomes the primary one.
class SecondariesKept {
public:
  SecondariesKept(netlink::Conversation& conversation, const Interface& interface,
                  const FloatingAddress& address)
      : conversation_(conversation), interface_(interface)
  {
    if (address.address.family != Family::ipv4 || interface.promotes_secondaries) return;
    netlink::expect_success(promote(true),
                            "cannot keep the other addresses beside " + to_string(address));
    altered_ = true;
  }

  ~SecondariesKept()
  {
    // A parameter that stays on harms nobody, and there is no one to tell.
    if (altered_) promote(false);
  }

  SecondariesKept(const SecondariesKept&) = delete;
  SecondariesKept& operator=(const SecondariesKept&) = delete;

private:
  Answer promote(bool on)
  {
    return answers_to(conversation_, {request_to_promote_secondaries(interface_, on)}).at(0);
  }

  netlink::Conversation& conversation_;
  const Interface& interface_;
  bool altered_ = false;
};

std::string words(const char* verb, const FloatingAddress& address)
{
  return std::string("cannot ") + verb + " " + to_string(address);
}

/// What is to be said of a refusal beyond the kernel's own words, or instead of them.
std::string meaning_of(const std::error_code& code, const FloatingAddress& address)
{
  if (code == std::errc::file_exists) return "it is there already";
  if (code == std::errc::address_not_available) return "it is not there";
  if (code == std::errc::permission_denied && address.address.family == Family::ipv6)
    return "IPv6 is switched off on " + address.interface + " (net.ipv6.conf." + address.interface +
           ".disable_ipv6)";
  return {};
}

void expect_success(Answer answer, const FloatingAddress& address, const std::string& tried)
{
  if (const std::string meaning = meaning_of(answer.code, address); !meaning.empty())
    answer.text = meaning;
  netlink::expect_success(answer, tried);
}

}  // namespace

Client::Client() : conversation_(std::make_unique<netlink::Socket>(NETLINK_ROUTE)) {}

void Client::dump(const netlink::Request& request, const std::string& tried,
                  const std::function<void()>& begin, const netlink::OnMessage& take)
{
  constexpr int attempts = 20;
  for (int i = 0; i < attempts; ++i) {
    begin();
    if (conversation_.dump(request, tried, take)) return;
  }
  throw std::system_error(EINTR, std::system_category(), tried + ": it keeps changing");
}

std::vector<Interface> Client::interfaces()
{
  Request request = request_with(RTM_GETLINK, ifinfomsg{});
  request.put_u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  std::vector<Interface> found;
  dump(
      request, "cannot list the interfaces", [&] { found.clear(); },
      [&](const Message& message) { found.push_back(read_interface(message)); });
  return found;
}

AddressSet Client::addresses()
{
  std::vector<ListedAddress> listed;
  dump(
      request_with(RTM_GETADDR, ifaddrmsg{}), "cannot list the addresses", [&] { listed.clear(); },
      [&](const Message& message) { listed.push_back(read_address(message)); });
  std::map<int, std::string> names;
  for (const Interface& interface : interfaces())
    names[interface.index] = interface.name;
  AddressSet addresses;
  for (ListedAddress& found : listed) {
    const auto name = names.find(found.interface_index);
    if (name == names.end()) continue;  // it went between the two lists
    found.address.interface = name->second;
    if (found.address.label == name->second) found.address.label.clear();
    addresses.insert(std::move(found.address));
  }
  return addresses;
}

std::optional<Interface> Client::interface(const std::string& name)
{
  if (name.empty() || name.size() >= IFNAMSIZ) return {};
  Request request = request_with(RTM_GETLINK, ifinfomsg{});
  request.put_text(IFLA_IFNAME, name);
  std::optional<Interface> found;
  try {
    conversation_.query(request, "cannot look up interface " + name,
                        [&](const Message& message) { found = read_interface(message); });
  } catch (const netlink::Refused& refused) {
    if (refused.code() != std::errc::no_such_device) throw;
  }
  return found;
}

Interface Client::needed_interface(const FloatingAddress& address, const char* verb)
{
  if (const auto found = interface(address.interface)) return *found;
  throw std::system_error(
      ENODEV, std::system_category(),
      words(verb, address) + ": interface " + address.interface + " does not exist");
}

void Client::change(const std::vector<std::byte>& request, const FloatingAddress& address,
                    const std::string& tried)
{
  expect_success(answers_to(conversation_, {request}).at(0), address, tried);
}

void Client::add(const FloatingAddress& address)
{
  change(request_to_add(address, needed_interface(address, "add")), address, words("add", address));
}

void Client::remove(const FloatingAddress& address)
{
  const Interface interface = needed_interface(address, "remove");
  const SecondariesKept kept(conversation_, interface, address);
  change(request_to_remove(address, interface), address, words("remove", address));
}

void Client::replace(const FloatingAddress& from, const FloatingAddress& to)
{
  const Interface interface = needed_interface(from, "replace");
  const std::string tried = words("replace", from) + " by " + to_string(to);
  const SecondariesKept kept(conversation_, interface, from);
  if (can_stand_together(from, to)) {
    change(request_to_add(to, interface), to, tried);
    change(request_to_remove(from, interface), from, tried);
    return;
  }
  const auto answers = answers_to(
      conversation_, {request_to_remove(from, interface), request_to_add(to, interface)});
  const Answer& removed = answers.at(0);
  const Answer& added = answers.at(1);
  // Where the old one had gone already, the new one being there is all that was wanted.
  if (added.code && !removed.code)
    change(request_to_add(from, interface), from, words("restore", from));
  expect_success(added, to, tried);
}

Announced Client::announce(const FloatingAddress& address)
{
  const Interface interface = needed_interface(address, "announce");
  return announcer_.announce(address.address, interface,
                             address.address.family == Family::ipv6 && is_router(interface));
}

bool Client::is_router(const Interface& interface)
{
  Request request = request_with(RTM_GETNETCONF, netconfmsg{AF_INET6});
  request.put_u32(NETCONFA_IFINDEX, static_cast<std::uint32_t>(interface.index));
  bool forwards = false;
  conversation_.query(request, "cannot ask whether " + interface.name + " forwards IPv6",
                      [&](const Message& message) { forwards = read_forwarding(message); });
  return forwards;
}

}  // namespace ipvsctl::address
