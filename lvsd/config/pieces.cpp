// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/pieces.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace lvsd {
namespace {

constexpr std::size_t in_root = 1;
constexpr std::size_t in_services = 2;

/// The characters outside of strings that matter here.
constexpr auto matters = [] {
  std::array<bool, 256> table{};
  for (const char c : {'"', '/', '{', '}', '[', ']'})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

class Cutter {
public:
  explicit Cutter(std::string_view text) : text_(text) {}

  Pieces pieces() &&
  {
    while (next())
      take(text_[at_++]);
    result_.frame += text_.substr(framed_);
    return std::move(result_);
  }

private:
  bool next()
  {
    while (at_ < text_.size() && !matters[static_cast<unsigned char>(text_[at_])])
      ++at_;
    return at_ < text_.size();
  }

  /// Takes the character before at_.
  void take(char c)
  {
    if (c == '"') return skip_string();
    if (c == '/') return skip_comment();
    if (c == '}' || c == ']') return close();
    if (c == '{' && depth_ == in_services && in_list_) begin_ = at_ - 1;
    if (depth_ == in_root) in_list_ = c == '[' && last_string_ == "services";
    ++depth_;
  }

  void close()
  {
    if (depth_ > 0) --depth_;
    if (depth_ != in_services || begin_ == std::string_view::npos) return;
    result_.services.push_back(text_.substr(begin_, at_ - begin_));
    result_.frame.append(text_.substr(framed_, begin_ - framed_)).append("{}");
    framed_ = at_;
    begin_ = std::string_view::npos;
  }

  void skip_string()
  {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '"')
      at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, text_.size());
    if (depth_ == in_root) last_string_ = text_.substr(begin, at_ - begin);
    at_ = std::min(at_ + 1, text_.size());
  }

  void skip_comment()
  {
    const char kind = at_ < text_.size() ? text_[at_] : '\0';
    if (kind != '/' && kind != '*') return;
    const std::size_t end =
        kind == '/' ? text_.find_first_of("\n\r", at_) : text_.find("*/", at_ + 1);
    at_ = end == std::string_view::npos ? text_.size() : end + (kind == '/' ? 0 : 2);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t framed_ = 0;                      ///< how far the frame has come
  std::size_t begin_ = std::string_view::npos;  ///< of the service that at_ is in
  std::string_view last_string_;                ///< of the root's own
  bool in_list_ = false;                        ///< in a list of the root called "services"
  Pieces result_;
};

}  // namespace

Pieces cut(std::string_view text)
{
  return Cutter(text).pieces();
}

bool is_frame_of(const Json& frame, std::size_t services)
{
  if (!frame.is_object()) return false;
  const auto list = frame.find("services");
  if (list == frame.end()) return services == 0;
  return list->is_array() && list->size() == services &&
         std::ranges::all_of(*list, [](const Json& one) { return one.is_object() && one.empty(); });
}

}  // namespace lvsd
