#include "app/mails.hpp"

#include <fmt/format.h>

namespace firstline::app {

PasswordMail password_mail(const ports::UserRow& user, const std::string& workspace,
                           ports::TokenPurpose purpose, const std::string& link) {
  const bool is_invite = purpose == ports::TokenPurpose::invite;
  if (user.locale == "zh-CN") {
    if (is_invite) {
      return {
          fmt::format("{} 请你加入 Firstline", workspace),
          fmt::format("{},你好:\n\n点开下面的链接,设一个密码,就能开始。链接 7 天内有效。\n\n{}\n",
                      user.name, link)};
    }
    return {"设一个新密码",
            fmt::format("{},你好:\n\n点开下面的链接,设一个新密码。链接 2 小时内有效。"
                        "如果不是你要的,不用理会这封信,密码没有变。\n\n{}\n",
                        user.name, link)};
  }
  if (user.locale == "zh-TW") {
    if (is_invite) {
      return {
          fmt::format("{} 請你加入 Firstline", workspace),
          fmt::format("{},你好:\n\n點開下面的連結,設一個密碼,就能開始。連結 7 天內有效。\n\n{}\n",
                      user.name, link)};
    }
    return {"設一個新密碼",
            fmt::format("{},你好:\n\n點開下面的連結,設一個新密碼。連結 2 小時內有效。"
                        "如果不是你要的,不用理會這封信,密碼沒有變。\n\n{}\n",
                        user.name, link)};
  }
  if (is_invite) {
    return {
        fmt::format("{} invites you to Firstline", workspace),
        fmt::format("Hello {},\n\nopen this link, choose a password, and you can start. The link "
                    "works for 7 days.\n\n{}\n",
                    user.name, link)};
  }
  return {"Choose a new password",
          fmt::format("Hello {},\n\nopen this link to choose a new password. It works for 2 hours. "
                      "If you did not ask for it, ignore this mail; your password has not "
                      "changed.\n\n{}\n",
                      user.name, link)};
}

}  // namespace firstline::app
