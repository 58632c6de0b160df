// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/client.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/libcurl.hpp"
#include "cli/lvsctl/reminder.hpp"
#include "cli/lvsctl/transient_line.hpp"
#include "libipvsctl/model/duration.hpp"
#include "lvsd/files/closed_path.hpp"
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

/// What a request without a limit tells while it waits.
struct Waiting {
  const std::string& socket;
  Reminder::Clock::time_point began = Reminder::Clock::now();
  Reminder reminder{began};
  TransientLine line{};
};

/// A CURLOPT_XFERINFOFUNCTION, which libcurl calls about once a second.
int tell_of_waiting(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
  auto& waiting = *static_cast<Waiting*>(data);
  const auto now = Reminder::Clock::now();
  if (waiting.reminder.is_due(now)) {
    waiting.line.erase();
    // Nothing may be thrown through libcurl.
    std::fputs(fmt::format("lvsctl: lvsd at {} has not answered for {}: it has much to do, or "
                           "hangs (systemctl status lvsd); waiting on\n",
                           waiting.socket, ipvsctl::duration_text(Reminder::after))
                   .c_str(),
               stderr);
  }
  const auto waited = std::chrono::duration_cast<std::chrono::seconds>(now - waiting.began);
  if (waited.count() > 0) waiting.line.draw("waiting for lvsd: " + ipvsctl::duration_text(waited));
  return 0;
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

/// Why this user cannot reach the socket, which no group changes: who passes the folders and may
/// write to the socket is asked for his groups by the daemon. Empty where he can.
std::string what_is_closed(const std::string& socket)
{
  if (const std::string folder = lvsd::closed_folder(socket); !folder.empty())
    return "you may not pass " + folder + ", and lvsd's control socket is " + socket +
           ": be root, or open the folder (chmod a+x " + lvsd::shell_word(folder) + ")";
  if (access(socket.c_str(), W_OK) == 0 || errno != EACCES) return {};
  return "you may not write to lvsd's control socket " + socket +
         ": be root, or open it (chmod a+rw " + lvsd::shell_word(socket) +
         "), as lvsd does at its start";
}

[[noreturn]] void fail_to_connect(const std::string& socket)
{
  // libcurl does not tell why.
  if (const std::string closed = what_is_closed(socket); !closed.empty())
    throw NotPermitted(closed);
  throw NotRunning("lvsd does not answer at " + socket +
                   ": is it running? (systemctl status lvsd)");
}

[[noreturn]] void fail(CURLcode code, const std::string& socket, Patience patience)
{
  if (code == CURLE_COULDNT_CONNECT) fail_to_connect(socket);
  const bool late = code == CURLE_OPERATION_TIMEDOUT && patience;
  throw Unanswered("lvsd at " + socket + " gave no answer" +
                   (late ? " within " + ipvsctl::duration_text(*patience)
                         : std::string(": ") + libcurl().easy_strerror(code)));
}

}  // namespace

Answer ask(const std::string& socket, const std::string& method, const std::string& path,
           const std::string& body, Patience patience)
{
  const Libcurl& curl = libcurl();
  const auto handle = handle_for(socket);
  Waiting waiting{socket};
  if (patience) {
    curl.easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(patience->count()));
  } else {
    curl.easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
    curl.easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, tell_of_waiting);
    curl.easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &waiting);
  }
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
  if (code != CURLE_OK) fail(code, socket, patience);
  curl.easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

bool is_running(const std::string& socket)
{
  const auto address = lvsd::unix_address(socket);
  if (!address) return false;
  const lvsd::Descriptor connection(
      ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int failed =
      connect(connection.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
  // EAGAIN: so many wait already that there is no room for another, as nobody lets them in.
  return failed == 0 || errno == EAGAIN;
}

nlohmann::json document_of(const Answer& answer)
{
  const auto document = nlohmann::json::parse(answer.body, nullptr, false);
  if (!document.is_object())
    throw std::runtime_error("lvsd answered with HTTP status " + std::to_string(answer.status) +
                             " and no JSON object");
  if (answer.status == 403) throw NotPermitted(document.value("error", "lvsd does not permit it"));
  if (document.contains("error") && answer.status >= 400)
    throw std::runtime_error(document["error"].get<std::string>());
  return document;
}

std::string file_of_daemon(const Options& options, Patience patience)
{
  const auto status = document_of(ask(options.socket(), "GET", "/v1/status", "", patience));
  const nlohmann::json::json_pointer file("/config/file");
  if (!status.contains(file)) throw std::runtime_error("lvsd did not say which config it keeps to");
  return status[file];
}

bool is_read_by_daemon(const std::string& config, const std::string& its_file)
{
  std::error_code ignored;
  return std::filesystem::equivalent(config, Options().config, ignored) ||
         std::filesystem::equivalent(config, its_file, ignored);
}

std::string escaped(const std::string& text)
{
  const std::unique_ptr<char, Cleanup> escaped(
      libcurl().easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  return escaped ? escaped.get() : "";
}

}  // namespace lvsctl
