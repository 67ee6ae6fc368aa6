// Who is signed in: passwords, second factor, sessions, invitations and password resets.
// Tokens are kept as SHA-256 only; passwords as argon2id; both live in rows, and in memory.
//
// Thread: the floor. Hashing happens elsewhere and comes back.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "app/throttle.hpp"
#include "app/view_answers.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

struct Login {
  std::string email;
  std::string password;
  std::string totp;       // "" if not given
  std::string from;       // source address
  bool is_local = false;  // from this machine, not forwarded: demo logins work only so
};

class Accounts {
 public:
  struct Options {
    bool is_demo_public = false;  // demo logins from anywhere
    std::string public_url;       // for links in mails: "https://desk.example"
  };

  Accounts(Workspace& workspace, Options options);
  void load();  // sessions and tokens, after Workspace::recover

  // Errors: login.failed, totp.required, totp.wrong, login.throttled, login.busy. The same error
  // and the same time whether the user exists or not.
  void sign_in(Login login, Answer<view::SignedIn> answer);
  void sign_out(const std::string& token, Answer<view::Nothing> answer);

  // Who this token is; nothing when it is unknown, expired, or its user may no longer sign in.
  std::optional<Actor> actor_of(const std::string& token, const std::string& from) const;
  // The actor again, with permissions as they are now.
  std::optional<Actor> refreshed(const Actor& actor) const;

  view::Me me(const Actor& actor) const;
  void change_me(const Actor& actor, std::optional<std::string> name,
                 std::optional<std::string> locale, Answer<view::User> answer);
  // The session of `token` goes on, every other one of the user ends.
  void change_password(const Actor& actor, const std::string& token, std::string old_password,
                       std::string new_password, Answer<view::Nothing> answer);

  void begin_totp(const Actor& actor, Answer<view::TotpSecret> answer);
  void confirm_totp(const Actor& actor, const std::string& code, Answer<view::Nothing> answer);
  void end_totp(const Actor& actor, const std::string& code, Answer<view::Nothing> answer);

  // A mail with a link, if the user exists; the answer is the same if not.
  void ask_for_reset(const std::string& email, const std::string& from,
                     Answer<view::Nothing> answer);
  std::optional<view::PasswordToken> token_view(const std::string& token) const;
  void set_password(const std::string& token, std::string password, Answer<view::Nothing> answer);

  // For admins: a link for this user, mailed if mail is configured, else to be shown.
  view::PasswordLink make_link(const UserId& user, ports::TokenPurpose purpose);
  // For admins, when somebody lost their phone: the next sign-in asks for the password alone. Ends
  // every session of the user. Nothing happens when the second factor is off.
  void take_totp_away(const Actor& admin, const UserId& user);
  // Ends every session of the user but one.
  void end_sessions(const UserId& user, const std::string& kept_hash = {});

  // Is there a demo user who may not sign in from there?
  bool knows_email(const std::string& lower_case_email) const;

  // Hears of every mail that is issued; it may be sent when it is durable.
  std::function<void(ports::MailRow)> on_mail;

  // Called when sessions of the user ended, so that their sockets close.
  std::function<void(const UserId&)> on_sessions_ended;

 private:
  struct Session {
    UserId user;
    Time expires_at;
  };
  struct Token {
    UserId user;
    ports::TokenPurpose purpose = ports::TokenPurpose::invite;
    Time expires_at;
  };

  void password_checked(const Login& login, const UserId& user, bool is_right,
                        const Answer<view::SignedIn>& answer);
  const ports::UserRow* active(const UserId& user) const;
  const Token* token_of(const std::string& token) const;
  void send_mail(const ports::UserRow& user, ports::TokenPurpose purpose, const std::string& link);
  void change(ports::UserRow user);

  Workspace& workspace_;
  Options options_;
  // Of a password nobody knows: verified when there is no such user, so that the answer takes as
  // long.
  std::string nobody_hash_;
  Throttle failed_logins_;
  Throttle resets_;
  std::unordered_map<std::string, Session> sessions_;  // by hash
  std::unordered_map<std::string, Token> tokens_;      // by hash
};

// A password that may be set: length only; what people choose is their business.
Result<void> check_password(const std::string& password);

}  // namespace firstline::app
