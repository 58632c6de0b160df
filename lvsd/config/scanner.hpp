// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace lvsd {

/// What is wrong with a token.
enum class Fault {
  none,
  stray_character,      ///< something that no token begins with
  unterminated_string,  ///< the text or the line ends first
  control_character,    ///< in a string, where JSON wants an escape
  unknown_escape,       ///< "\x"
  lone_surrogate,       ///< "\ud800" without its other half
  not_utf8,             ///< in a string
  not_a_number,         ///< "01", "1.", "+1", "0x10"
  unterminated_comment,
};

struct Token {
  enum class Kind { punctuation, string, number, word, end };

  Kind kind = Kind::end;
  std::size_t begin = 0;  ///< the offset of its first byte
  std::size_t end = 0;    ///< the offset behind its last byte
  Fault fault = Fault::none;
  std::size_t fault_at = 0;  ///< the offset of what is wrong
};

/// Cuts JSON (RFC 8259) with // and /* */ comments into tokens. Knows no grammar beyond tokens, so
/// it goes on after a fault.
class Scanner {
public:
  explicit Scanner(std::string_view text);

  /// The next token; Kind::end for ever after the last one.
  Token next();

  std::string_view text() const { return text_; }

private:
  Token token(Token::Kind kind, std::size_t end, Fault fault = Fault::none,
              std::size_t fault_at = 0) const;
  Token string();
  Token bare();
  bool skip_blanks();
  bool skip_comment();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lvsd
