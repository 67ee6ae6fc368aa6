// Sends one mail. Real: SMTP through libcurl; without configuration: nobody, and links are shown to
// the admin instead. Idempotent by `id`: the Message-ID is made of it.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"

namespace firstline::ports {

struct Mail {
  std::string id;  // unique over the installation
  std::string to;
  std::string subject;
  std::string text;
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual bool is_configured() const = 0;
  virtual void send(Mail mail, std::function<void(Result<void>)> done) = 0;  // done on the floor
};

}  // namespace firstline::ports
