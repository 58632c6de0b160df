// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/client.hpp"

#include "libipvsctl/address/address_message.hpp"
#include "libipvsctl/address/listing.hpp"
#include "libipvsctl/address/route.hpp"
#include "libipvsctl/address/route_message.hpp"

namespace ipvsctl::address {
namespace {

using netlink::Answer;

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
    // Where this fails the parameter stays on, which harms nobody.
    try {
      if (altered_) promote(false);
    } catch (const std::system_error&) {
    }
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
  if (code == std::errc::file_exists && address.address.family == Family::ipv6)
    return "it is there already; if `ip -6 address` shows it as dadfailed, it serves nobody, as "
           "another host has it too: take it from that host, then delete it here";
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

Client::Client() : conversation_(open_conversation()) {}

AddressSet Client::addresses()
{
  return list_addresses(conversation_);
}

std::vector<Interface> Client::interfaces()
{
  return list_interfaces(conversation_);
}

std::optional<Interface> Client::interface(const std::string& name)
{
  return find_interface(conversation_, name);
}

Interface Client::needed_interface(const std::string& name, const std::string& tried)
{
  if (const auto found = find_interface(conversation_, name)) return *found;
  throw std::system_error(ENODEV, std::system_category(),
                          tried + ": interface " + name + " does not exist");
}

void Client::change(const std::vector<std::byte>& request, const FloatingAddress& address,
                    const std::string& tried)
{
  expect_success(answers_to(conversation_, {request}).at(0), address, tried);
}

void Client::add(const FloatingAddress& address)
{
  change(request_to_add(address, needed_interface(address.interface, words("add", address))),
         address, words("add", address));
}

void Client::remove(const FloatingAddress& address)
{
  const Interface interface = needed_interface(address.interface, words("remove", address));
  const SecondariesKept kept(conversation_, interface, address);
  change(request_to_remove(address, interface), address, words("remove", address));
}

void Client::replace(const FloatingAddress& from, const FloatingAddress& to)
{
  if (from.interface != to.interface) {
    add(to);
    return remove(from);
  }
  const Interface interface = needed_interface(from.interface, words("replace", from));
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
  const Interface interface = needed_interface(address.interface, words("announce", address));
  return announcer_.announce(
      address.address, interface,
      address.address.family == Family::ipv6 && is_router(conversation_, interface));
}

HostRoutes Client::routes()
{
  return list_our_routes(conversation_);
}

std::optional<HostRoute> Client::route_of_neighbour(const IpAddress& host)
{
  const auto found = route_to(conversation_, host);
  if (!found || found->gateway || found->interface == "lo") return {};
  return HostRoute{host, found->interface};
}

void Client::add(const HostRoute& route)
{
  const std::string tried = "cannot add a route to " + to_string(route);
  const int index = needed_interface(route.interface, tried).index;
  conversation_.query(request_to_add_route(route.host, index), tried);
}

void Client::remove(const HostRoute& route)
{
  const std::string tried = "cannot remove the route to " + to_string(route);
  const int index = needed_interface(route.interface, tried).index;
  conversation_.query(request_to_remove_route(route.host, index), tried);
}

}  // namespace ipvsctl::address
