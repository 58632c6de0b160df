// SPDX-License-Identifier: GPL-2.0-or-later
// floor restore FILE | floor dump: what the kernel alone costs.
//
// `restore` reads a save file of IPv4 tcp services with tunnelled servers (bench/table.py) and
// makes all messages beforehand; only the sending is timed. `dump` asks for every service and its
// servers and looks at nothing. Either prints what it took, as JSON.
#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <sys/resource.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<char>;

constexpr std::size_t batch_bytes = 128 << 10;
constexpr std::size_t largest_message = 4096;

int checked(int result, const char* what)
{
  if (result < 0) throw std::system_error(errno, std::system_category(), what);
  return result;
}

class Socket {
public:
  Socket() : socket_(mnl_socket_open(NETLINK_GENERIC))
  {
    if (socket_ == nullptr) throw std::system_error(errno, std::system_category(), "netlink");
    checked(mnl_socket_bind(socket_, 0, MNL_SOCKET_AUTOPID), "bind");
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { mnl_socket_close(socket_); }

  void send(const Bytes& messages)
  {
    checked(static_cast<int>(mnl_socket_sendto(socket_, messages.data(), messages.size())), "send");
  }

  /// Hands over each message until the answer is complete. Throws what the kernel refuses.
  void receive(mnl_cb_t on_message, void* data)
  {
    int more = 1;
    while (more > 0) {
      const auto size = mnl_socket_recvfrom(socket_, buffer_.data(), buffer_.size());
      checked(static_cast<int>(size), "receive");
      more = mnl_cb_run(buffer_.data(), static_cast<std::size_t>(size), 0, 0, on_message, data);
      checked(more, "the kernel refused");
    }
  }

private:
  mnl_socket* socket_;
  std::array<char, 64 << 10> buffer_{};
};

/// A generic netlink message that its user fills in.
struct Message {
  std::array<char, largest_message> room{};
  nlmsghdr* header = mnl_nlmsg_put_header(room.data());

  Message(std::uint16_t family, std::uint8_t command, std::uint8_t version, int flags)
  {
    header->nlmsg_type = family;
    header->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
    auto* generic =
        static_cast<genlmsghdr*>(mnl_nlmsg_put_extra_header(header, sizeof(genlmsghdr)));
    generic->cmd = command;
    generic->version = version;
  }

  Bytes bytes() const { return {room.data(), room.data() + header->nlmsg_len}; }
};

int take_family_number(const nlattr* attribute, void* family)
{
  if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID)
    *static_cast<std::uint16_t*>(family) = mnl_attr_get_u16(attribute);
  return MNL_CB_OK;
}

int take_family(const nlmsghdr* header, void* family)
{
  return mnl_attr_parse(header, sizeof(genlmsghdr), take_family_number, family);
}

std::uint16_t family_of_ipvs(Socket& socket)
{
  Message ask(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, NLM_F_ACK);
  mnl_attr_put_strz(ask.header, CTRL_ATTR_FAMILY_NAME, IPVS_GENL_NAME);
  std::uint16_t family = 0;
  socket.send(ask.bytes());
  socket.receive(take_family, &family);
  return family;
}

/// An address with its port: "10.0.0.1:80".
struct Endpoint {
  std::array<char, 16> address{};
  std::uint16_t port = 0;

  explicit Endpoint(const std::string& text)
  {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos ||
        inet_pton(AF_INET, text.substr(0, colon).c_str(), address.data()) != 1)
      throw std::runtime_error("no address with its port: " + text);
    port = static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)));
  }
};

/// What a line of the save file says: letters with their values.
struct Line {
  bool adds_service = false;
  std::string service, scheduler, server, weight;
};

Line parsed(const std::string& text)
{
  Line line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word == "-A") line.adds_service = true;
    if (word == "-t") words >> line.service;
    if (word == "-s") words >> line.scheduler;
    if (word == "-r") words >> line.server;
    if (word == "-w") words >> line.weight;
  }
  return line;
}

void put_service(nlmsghdr* header, const Line& line)
{
  const Endpoint endpoint(line.service);
  nlattr* nest = mnl_attr_nest_start(header, IPVS_CMD_ATTR_SERVICE);
  mnl_attr_put_u16(header, IPVS_SVC_ATTR_AF, AF_INET);
  mnl_attr_put_u16(header, IPVS_SVC_ATTR_PROTOCOL, IPPROTO_TCP);
  mnl_attr_put(header, IPVS_SVC_ATTR_ADDR, endpoint.address.size(), endpoint.address.data());
  mnl_attr_put_u16(header, IPVS_SVC_ATTR_PORT, htons(endpoint.port));
  if (line.adds_service) {
    const ip_vs_flags flags{0, ~std::uint32_t{0}};
    mnl_attr_put_strz(header, IPVS_SVC_ATTR_SCHED_NAME, line.scheduler.c_str());
    mnl_attr_put(header, IPVS_SVC_ATTR_FLAGS, sizeof flags, &flags);
    mnl_attr_put_u32(header, IPVS_SVC_ATTR_TIMEOUT, 0);
    mnl_attr_put_u32(header, IPVS_SVC_ATTR_NETMASK, ~std::uint32_t{0});
  }
  mnl_attr_nest_end(header, nest);
}

void put_server(nlmsghdr* header, const Line& line)
{
  const Endpoint endpoint(line.server);
  nlattr* nest = mnl_attr_nest_start(header, IPVS_CMD_ATTR_DEST);
  mnl_attr_put_u16(header, IPVS_DEST_ATTR_ADDR_FAMILY, AF_INET);
  mnl_attr_put(header, IPVS_DEST_ATTR_ADDR, endpoint.address.size(), endpoint.address.data());
  mnl_attr_put_u16(header, IPVS_DEST_ATTR_PORT, htons(endpoint.port));
  mnl_attr_put_u32(header, IPVS_DEST_ATTR_FWD_METHOD, IP_VS_CONN_F_TUNNEL);
  mnl_attr_put_u32(header, IPVS_DEST_ATTR_WEIGHT,
                   static_cast<std::uint32_t>(std::stoul(line.weight)));
  mnl_attr_put_u32(header, IPVS_DEST_ATTR_U_THRESH, 0);
  mnl_attr_put_u32(header, IPVS_DEST_ATTR_L_THRESH, 0);
  mnl_attr_nest_end(header, nest);
}

struct Batch {
  Bytes messages;
  std::size_t last = 0;   ///< where its last message begins
  std::size_t count = 0;  ///< how many it has
};

/// Only the last message of a batch asks for an acknowledgement; refusals come all the same.
void ask_for_acknowledgement(Batch& batch)
{
  reinterpret_cast<nlmsghdr*>(batch.messages.data() + batch.last)->nlmsg_flags |= NLM_F_ACK;
}

std::vector<Batch> batches_of(const char* path, std::uint16_t family)
{
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  std::vector<Batch> batches(1);
  for (std::string text; std::getline(file, text);) {
    const Line line = parsed(text);
    Message message(family, line.adds_service ? IPVS_CMD_NEW_SERVICE : IPVS_CMD_NEW_DEST,
                    IPVS_GENL_VERSION, 0);
    put_service(message.header, line);
    if (!line.adds_service) put_server(message.header, line);
    if (batches.back().messages.size() + message.header->nlmsg_len > batch_bytes)
      batches.emplace_back();
    const Bytes bytes = message.bytes();
    Batch& batch = batches.back();
    batch.last = batch.messages.size();
    batch.messages.insert(batch.messages.end(), bytes.begin(), bytes.end());
    ++batch.count;
  }
  for (Batch& batch : batches)
    if (batch.count != 0) ask_for_acknowledgement(batch);
  return batches;
}

int ignore(const nlmsghdr*, void*)
{
  return MNL_CB_OK;
}

std::size_t restore(Socket& socket, const std::vector<Batch>& batches)
{
  std::size_t count = 0;
  for (const Batch& batch : batches) {
    if (batch.count == 0) continue;
    socket.send(batch.messages);
    socket.receive(ignore, nullptr);
    count += batch.count;
  }
  return count;
}

/// Keeps each service as the request for its servers.
struct Services {
  std::uint16_t family;
  std::vector<Bytes> requests;
};

/// Whatever the kernel tells of a service but its counters is what names it in a question.
int copy_attribute(const nlattr* attribute, void* header)
{
  const auto type = mnl_attr_get_type(attribute);
  if (type != IPVS_SVC_ATTR_STATS && type != IPVS_SVC_ATTR_STATS64)
    mnl_attr_put(static_cast<nlmsghdr*>(header), type, mnl_attr_get_payload_len(attribute),
                 mnl_attr_get_payload(attribute));
  return MNL_CB_OK;
}

int take_service(const nlmsghdr* header, void* data)
{
  auto& services = *static_cast<Services*>(data);
  Message ask(services.family, IPVS_CMD_GET_DEST, IPVS_GENL_VERSION, NLM_F_DUMP);
  const auto* service =
      static_cast<const nlattr*>(mnl_nlmsg_get_payload_offset(header, sizeof(genlmsghdr)));
  nlattr* nest = mnl_attr_nest_start(ask.header, IPVS_CMD_ATTR_SERVICE);
  mnl_attr_parse_nested(service, copy_attribute, ask.header);
  mnl_attr_nest_end(ask.header, nest);
  services.requests.push_back(ask.bytes());
  return MNL_CB_OK;
}

int count_one(const nlmsghdr*, void* count)
{
  ++*static_cast<std::size_t*>(count);
  return MNL_CB_OK;
}

std::size_t dump(Socket& socket, std::uint16_t family)
{
  Services services{family, {}};
  socket.send(Message(family, IPVS_CMD_GET_SERVICE, IPVS_GENL_VERSION, NLM_F_DUMP).bytes());
  socket.receive(take_service, &services);
  std::size_t count = services.requests.size();
  for (const Bytes& request : services.requests) {
    socket.send(request);
    socket.receive(count_one, &count);
  }
  return count;
}

double seconds(timeval time)
{
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds()
{
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

template <class Work>
void timed(const Work& work)
{
  const double cpu = cpu_seconds();
  const auto begun = Clock::now();
  const std::size_t messages = work();
  const std::chrono::duration<double> wall = Clock::now() - begun;
  std::printf("{\"wall\": %.6f, \"cpu\": %.6f, \"messages\": %zu}\n", wall.count(),
              cpu_seconds() - cpu, messages);
}

int run(int argc, char** argv)
{
  Socket socket;
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "restore" && argc == 3) {
    const auto batches = batches_of(argv[2], family_of_ipvs(socket));
    timed([&] { return restore(socket, batches); });
  } else if (command == "dump" && argc == 2) {
    const auto family = family_of_ipvs(socket);
    timed([&] { return dump(socket, family); });
  } else {
    std::cerr << "usage: floor restore FILE | floor dump\n";
    return 64;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv)
{
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "floor: " << error.what() << "\n";
    return 1;
  }
}
