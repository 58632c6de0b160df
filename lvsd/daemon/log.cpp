// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace lvsd {
namespace {

/// The priority of sd-daemon(3), as "<N>".
class PriorityFlag : public spdlog::custom_flag_formatter {
public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& target) override
  {
    const char priority[] = {'<', digit(message.level), '>'};
    target.append(std::begin(priority), std::end(priority));
  }

  std::unique_ptr<custom_flag_formatter> clone() const override
  {
    return std::make_unique<PriorityFlag>();
  }

private:
  static char digit(spdlog::level::level_enum level)
  {
    switch (level) {
      case spdlog::level::critical:
        return '2';
      case spdlog::level::err:
        return '3';
      case spdlog::level::warn:
        return '4';
      case spdlog::level::info:
        return '6';
      default:
        return '7';
    }
  }
};

/// Whether standard error is what systemd says that the journal reads: systemd.exec(5).
bool journal_reads_standard_error()
{
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat error {};
  return stream != nullptr && fstat(STDERR_FILENO, &error) == 0 &&
         stream == std::to_string(error.st_dev) + ":" + std::to_string(error.st_ino);
}

const char* pattern()
{
  if (journal_reads_standard_error()) return "%*%v";
  return isatty(STDERR_FILENO) == 1 ? "%T %l: %v" : "%Y-%m-%d %T %l: %v";
}

}  // namespace

void start_logging()
{
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<PriorityFlag>('*').set_pattern(pattern());
  auto logger =
      std::make_shared<spdlog::logger>("lvsd", std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger->set_formatter(std::move(formatter));
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
}

void log_loss(const std::string& sentence)
{
  spdlog::error("{}", sentence);
}

}  // namespace lvsd
