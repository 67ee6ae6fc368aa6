// The few mails Firstline itself writes, in the reader's language.
#pragma once

#include <string>

#include "ports/rows.hpp"

namespace firstline::app {

struct PasswordMail {
  std::string subject;
  std::string text;
};

PasswordMail password_mail(const ports::UserRow& user, const std::string& workspace,
                           ports::TokenPurpose purpose, const std::string& link);

}  // namespace firstline::app
