// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/client.hpp"

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/libcurl.hpp"
#include "lvsd/system/descriptor.hpp"
#include "lvsd/system/unix_address.hpp"

namespace lvsctl {
namespace {

struct Cleanup {
  void operator()(CURL* handle) const { libcurl().easy_cleanup(handle); }
  void operator()(char* text) const { libcurl().free(text); }
};

std::size_t append(const char* data, std::size_t, std::size_t size, void* target)
{
  static_cast<std::string*>(target)->append(data, size);
  return size;
}

std::unique_ptr<CURL, Cleanup> handle_for(const std::string& socket)
{
  const Libcurl& curl = libcurl();
  std::unique_ptr<CURL, Cleanup> handle(curl.easy_init());
  if (!handle) throw std::runtime_error("libcurl does not start");
  curl.easy_setopt(handle.get(), CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
  curl.easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl.easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");
  return handle;
}

[[noreturn]] void fail(CURLcode code, const std::string& socket)
{
  // libcurl does not tell why it could not connect.
  if (code == CURLE_COULDNT_CONNECT && access(socket.c_str(), W_OK) != 0 && errno == EACCES)
    throw NotPermitted("you may not ask at " + socket + ": be root or a member of group lvsd");
  if (code == CURLE_COULDNT_CONNECT)
    throw NotRunning("lvsd does not answer at " + socket +
                     ": is it running? (systemctl status lvsd)");
  throw Unanswered("lvsd at " + socket + " gave no answer: " + libcurl().easy_strerror(code));
}

}  // namespace

Answer ask(const std::string& socket, const std::string& method, const std::string& path,
           const std::string& body)
{
  const Libcurl& curl = libcurl();
  const auto handle = handle_for(socket);
  Answer answer;
  curl.easy_setopt(handle.get(), CURLOPT_URL, ("http://lvsd" + path).c_str());
  curl.easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, append);
  curl.easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  if (method == "POST") {
    curl.easy_setopt(handle.get(), CURLOPT_POST, 1L);
    curl.easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl.easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.c_str());
  }
  const CURLcode code = curl.easy_perform(handle.get());
  if (code != CURLE_OK) fail(code, socket);
  curl.easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

bool is_running(const std::string& socket)
{
  const auto address = lvsd::unix_address(socket);
  if (!address) return false;
  const lvsd::Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return connect(connection.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) ==
         0;
}

nlohmann::json document_of(const Answer& answer)
{
  const auto document = nlohmann::json::parse(answer.body, nullptr, false);
  if (document.is_discarded()) throw std::runtime_error("lvsd answered with no JSON");
  if (answer.status == 403) throw NotPermitted(document.value("error", "lvsd does not permit it"));
  if (document.contains("error") && answer.status >= 400)
    throw std::runtime_error(document["error"].get<std::string>());
  return document;
}

std::string file_of_daemon(const Options& options)
{
  const nlohmann::json status = document_of(ask(options.socket(), "GET", "/v1/status", ""));
  return status["config"]["file"];
}

std::string escaped(const std::string& text)
{
  const std::unique_ptr<char, Cleanup> escaped(
      libcurl().easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  return escaped ? escaped.get() : "";
}

}  // namespace lvsctl
