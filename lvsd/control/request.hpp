// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace lvsd {

/// What of an HTTP request matters here.
struct HttpRequest {
  std::string method;
  std::string path;
  std::map<std::string, std::string> query;
  std::string body;
};

/// GET /v1/status?service=NAME: how all or one of the services are.
struct GetStatus {
  std::string service;  ///< empty for all
  bool operator==(const GetStatus&) const = default;
};

/// GET /v1/plan: what a reload would do now.
struct GetPlan {
  bool operator==(const GetPlan&) const = default;
};

/// GET /v1/names: the services and servers that there are, without a look at the kernel.
struct GetNames {
  bool operator==(const GetNames&) const = default;
};

/// POST /v1/reload: read the config again; the answer tells the outcome.
struct PostReload {
  bool operator==(const PostReload&) const = default;
};

/// POST /v1/drain with {"server": S, "service": N, "now": B} and /v1/undrain without the last.
struct PostDrain {
  std::string server;   ///< a name, an address or an endpoint
  std::string service;  ///< empty for all that have the server
  bool undo = false;
  bool at_once = false;  ///< "now": what connections the server has are cut off
  bool operator==(const PostDrain&) const = default;
};

/// POST /v1/weight with {"server": S, "service": N, "weight": W}; a weight of null takes it back.
struct PostWeight {
  std::string server;
  std::string service;
  std::optional<std::uint32_t> weight;
  bool operator==(const PostWeight&) const = default;
};

using Request = std::variant<GetStatus, GetPlan, GetNames, PostReload, PostDrain, PostWeight>;

/// Why a request is not answered.
struct Refusal {
  unsigned status = 400;  ///< HTTP status code
  std::string message;
  bool operator==(const Refusal&) const = default;
};

/// What a client asks for. A request that is not exactly right is refused, with what would be
/// right.
std::variant<Request, Refusal> parse_request(const HttpRequest& request);

/// Whether the request changes anything, and so is not for those who may only read.
bool is_change(const Request& request);

}  // namespace lvsd
