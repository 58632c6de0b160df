// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/json_text.hpp"

#include <utility>
#include <vector>

#include "lvsd/config/syntax.hpp"

namespace lvsd {
namespace {

/// Builds the tree from nlohmann's events, and sees what its own builder does not tell.
class TreeBuilder final : public nlohmann::json_sax<Json> {
public:
  explicit TreeBuilder(std::size_t depth) : deepest_(deepest_nesting - depth) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override
  {
    auto [entry, is_new] =
        open_.back()->get_ref<Json::object_t&>().try_emplace(std::move(name), nullptr);
    slot_ = &entry->second;
    if (!is_new) parsed.duplicate_keys = true;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
  {
    return false;
  }

  ParsedText parsed;

private:
  Json& place()
  {
    if (open_.empty()) return parsed.value;
    if (open_.back()->is_object()) return *slot_;
    return open_.back()->get_ref<Json::array_t&>().emplace_back();
  }

  bool put(Json value)
  {
    if (++parsed.values > most_values) return false;
    place() = std::move(value);
    return true;
  }

  bool open(Json container)
  {
    if (open_.size() == deepest_ || ++parsed.values > most_values) return false;
    Json& opened = place();
    opened = std::move(container);
    open_.push_back(&opened);
    return true;
  }

  bool close()
  {
    open_.pop_back();
    return true;
  }

  std::size_t deepest_;
  std::vector<Json*> open_;
  Json* slot_ = nullptr;
};

}  // namespace

std::optional<ParsedText> parse_json_text(std::string_view text, std::size_t depth)
{
  TreeBuilder builder(depth);
  if (!Json::sax_parse(text.begin(), text.end(), &builder, Json::input_format_t::json,
                       /*strict=*/true, /*ignore_comments=*/true))
    return {};
  return std::move(builder.parsed);
}

}  // namespace lvsd
