#include "app/notation_words.hpp"

namespace firstline::app::notation {

std::string_view word(catalog::Channel channel) {
  using catalog::Channel;
  switch (channel) {
    case Channel::voice:
      return "voice";
    case Channel::chat:
      return "chat";
    case Channel::message:
      return "message";
    case Channel::email:
      return "email";
    case Channel::sms:
      return "sms";
    case Channel::wechat:
      return "wechat";
    case Channel::ticket:
      return "ticket";
  }
  return "";
}

std::string_view word(EffectKind kind) {
  switch (kind) {
    case EffectKind::send_mail:
      return "send mail";
  }
  return "";
}

std::string_view word(conversation::LeaveReason reason) {
  using conversation::LeaveReason;
  switch (reason) {
    case LeaveReason::transferred:
      return "transferred";
    case LeaveReason::gone:
      return "gone";
    case LeaveReason::taken_over:
      return "taken over";
    case LeaveReason::closed:
      return "closed";
  }
  return "";
}

std::string_view word(conversation::CloseReason reason) {
  using conversation::CloseReason;
  switch (reason) {
    case CloseReason::agent:
      return "agent";
    case CloseReason::customer_left:
      return "customer left";
    case CloseReason::idle:
      return "idle";
    case CloseReason::abandoned:
      return "abandoned";
    case CloseReason::blocked:
      return "blocked";
  }
  return "";
}

std::string_view word(routing::ChoiceReason reason) {
  using routing::ChoiceReason;
  switch (reason) {
    case ChoiceReason::longest_idle:
      return "longest idle";
    case ChoiceReason::preferred:
      return "preferred";
    case ChoiceReason::assigned:
      return "assigned";
  }
  return "";
}

std::string_view word(routing::WithdrawalReason reason) {
  using routing::WithdrawalReason;
  switch (reason) {
    case WithdrawalReason::customer_left:
      return "customer left";
    case WithdrawalReason::transferred:
      return "transferred";
    case WithdrawalReason::taken_over:
      return "taken over";
    case WithdrawalReason::agent_left:
      return "agent left";
  }
  return "";
}

std::string_view word(routing::ReturnReason reason) {
  using routing::ReturnReason;
  switch (reason) {
    case ReturnReason::agent_gone:
      return "agent gone";
    case ReturnReason::agent_offline:
      return "agent offline";
  }
  return "";
}

std::string_view word(routing::WorkOutcome outcome) {
  using routing::WorkOutcome;
  switch (outcome) {
    case WorkOutcome::handled:
      return "handled";
    case WorkOutcome::abandoned:
      return "abandoned";
  }
  return "";
}

std::string_view word(routing::WorkEndReason reason) {
  using routing::WorkEndReason;
  switch (reason) {
    case WorkEndReason::completed:
      return "completed";
    case WorkEndReason::wrap_up_over:
      return "wrap-up over";
    case WorkEndReason::customer_left:
      return "customer left";
    case WorkEndReason::closed:
      return "closed";
  }
  return "";
}

std::string_view word(routing::Presence presence) {
  using routing::Presence;
  switch (presence) {
    case Presence::offline:
      return "offline";
    case Presence::ready:
      return "ready";
    case Presence::on_break:
      return "on break";
  }
  return "";
}

std::string_view word(routing::PresenceCause cause) {
  using routing::PresenceCause;
  switch (cause) {
    case PresenceCause::chosen:
      return "chosen";
    case PresenceCause::unanswered:
      return "unanswered";
    case PresenceCause::browser_gone:
      return "browser gone";
    case PresenceCause::signed_out:
      return "signed out";
    case PresenceCause::removed:
      return "removed";
  }
  return "";
}

}  // namespace firstline::app::notation
