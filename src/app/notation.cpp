#include "app/notation.hpp"

#include <fmt/format.h>

#include <string_view>

#include "app/notation_words.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

using fmt::format;
using notation::word;

// What somebody wrote, in quotes and on one line.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

// ": "busy"", or nothing.
std::string because(std::string_view text) {
  return text.empty() ? std::string() : ": " + quoted(text);
}

std::string person(const conversation::Author& author) {
  switch (author.kind) {
    case conversation::AuthorKind::customer:
      return "customer";
    case conversation::AuthorKind::agent:
      return "agent " + author.agent.text;
    case conversation::AuthorKind::system:
      return "system";
  }
  return "";
}

std::string_view reader(conversation::AuthorKind kind) {
  switch (kind) {
    case conversation::AuthorKind::customer:
      return "customer";
    case conversation::AuthorKind::agent:
      return "agent";
    case conversation::AuthorKind::system:
      return "system";
  }
  return "";
}

std::string_view audience(conversation::Visibility visibility) {
  switch (visibility) {
    case conversation::Visibility::everyone:
      return "";
    case conversation::Visibility::inside:
      return ", inside";
    case conversation::Visibility::whisper:
      return ", whispered";
  }
  return "";
}

// "60 s", "1.5 s".
std::string span(Duration duration) {
  const auto ms = duration.count();
  if (ms % 1000 == 0) return format("{} s", ms / 1000);
  return format("{:.3f} s", static_cast<double>(ms) / 1000);
}

// What a waiting work asks for beyond its queue's name.
std::string wishes(const routing::Requirement& requirement, Duration priority,
                   const routing::Preference& preference) {
  std::string text;
  if (priority != Duration(0)) text += ", " + span(priority) + " ahead";
  for (const catalog::SkillLevel& skill : requirement.skills) {
    text += format(", needs {} {}", skill.skill.text, skill.level);
  }
  if (preference.agent) {
    text += format(", for {} until {}", preference.agent.text, to_clock(preference.until));
  }
  return text;
}

std::string offer_of(WorkId work, const AgentId& agent, std::string_view what) {
  return format("offer of {} to {} {}", to_text(work), agent.text, what);
}

std::string message(const conversation::MessageAdded& e) {
  const std::string_view kind = e.kind == conversation::MessageKind::file ? "file" : "message";
  return format("{} {} {} by {}{} ({}{})", to_text(e.conversation), kind, e.seq, person(e.author),
                audience(e.visibility), to_text(e.message),
                e.client_id.empty() ? "" : " as " + quoted(e.client_id));
}

std::string closed(const conversation::ConversationClosed& e) {
  const std::string how = e.by ? "by " + e.by.text : "";
  const bool is_plain = e.by && e.reason == conversation::CloseReason::agent;
  return format("{} closed {}{}{}", to_text(e.conversation), how,
                is_plain ? "" : format("{}({})", e.by ? " " : "", word(e.reason)),
                because(e.outcome));
}

std::string enqueued(const routing::WorkEnqueued& e, const std::string& since) {
  return format("{} of {} waits in {} over {}{}{}", to_text(e.work), to_text(e.conversation),
                e.queue.text, word(e.channel), since,
                wishes(e.requirement, e.priority, e.preference));
}

std::string presence(const routing::PresenceChanged& e) {
  const bool is_chosen = e.cause == routing::PresenceCause::chosen;
  return format("{} {}{}{}", e.agent.text, word(e.presence),
                is_chosen ? "" : format(" ({})", word(e.cause)), because(e.reason));
}

std::string ended(const routing::WorkEnded& e) {
  return format("{} ended in {}: {}{} ({})", to_text(e.work), e.queue.text, word(e.outcome),
                e.agent ? " by " + e.agent.text : "", word(e.reason));
}

std::string transferred(const routing::WorkTransferred& e) {
  return format("{} transferred by {} into {}{}, not again to {} before {}", to_text(e.work),
                e.by.text, e.queue.text, wishes(e.requirement, e.priority, e.preference), e.by.text,
                to_clock(e.not_again_before));
}

std::string taken_over(const routing::WorkTakenOver& e) {
  return format("{} taken over by {}{} in slot {} (cost {})", to_text(e.work), e.by.text,
                e.from ? " from " + e.from.text : "", e.slot, e.cost);
}

std::string opened(const conversation::ConversationOpened& e) {
  return format("{} opened by {} over {} at {} for {}{}{}", to_text(e.conversation),
                to_text(e.customer), word(e.channel), e.entry_point.text, e.queue.text,
                e.locale.empty() ? "" : ", in " + e.locale,
                e.is_customer_here ? "" : ", with no window");
}

std::string replaced(const catalog::CatalogReplaced& e) {
  return format("catalog {} by {}: {} queues, {} agents", e.catalog.version, e.by.text,
                e.catalog.queues.size(), e.catalog.agents.size());
}

std::string offered(const routing::OfferMade& e) {
  return format("offered {} to {} until {} ({}, {}, cost {}, catalog {})", to_text(e.work),
                e.agent.text, to_clock(e.until), to_text(e.offer), word(e.reason), e.cost,
                e.catalog_version);
}

}  // namespace

std::string say(const Event& event) {
  using namespace conversation;  // NOLINT: its events have names of their own
  using namespace routing;       // NOLINT: likewise
  return std::visit(
      overloaded{
          [](const catalog::CatalogReplaced& e) { return replaced(e); },
          [](const EffectIssued& e) {
            return format("{} issued: {}", to_text(e.effect), word(e.kind));
          },
          [](const EffectDone& e) {
            return format("{} {}", to_text(e.effect), e.is_delivered ? "done" : "given up");
          },
          [](const customer::CustomerRegistered& e) { return to_text(e.customer) + " registered"; },
          [](const customer::CustomerBlocked& e) {
            return format("{} blocked by {}", to_text(e.customer), e.by.text);
          },
          [](const customer::CustomerUnblocked& e) {
            return format("{} unblocked by {}", to_text(e.customer), e.by.text);
          },
          [](const ConversationOpened& e) { return opened(e); },
          [](const MessageAdded& e) { return message(e); },
          [](const MessagesRead& e) {
            return format("{} read by {} up to {}", to_text(e.conversation), reader(e.reader),
                          e.up_to);
          },
          [](const AgentJoined& e) {
            return format("{} joined {}", e.agent.text, to_text(e.conversation));
          },
          [](const AgentLeft& e) {
            return format("{} left {} ({})", e.agent.text, to_text(e.conversation), word(e.reason));
          },
          [](const CustomerCame& e) { return "customer came to " + to_text(e.conversation); },
          [](const CustomerGone& e) { return "customer gone from " + to_text(e.conversation); },
          [](const IdleWarned& e) {
            return format("{} warned of silence, closes at {}", to_text(e.conversation),
                          to_clock(e.closes_at));
          },
          [](const ConversationQueued& e) {
            return format("{} moved to {}", to_text(e.conversation), e.queue.text);
          },
          [](const ConversationClosed& e) { return closed(e); },
          [](const ConversationReopened& e) {
            return format("{} reopened by {}", to_text(e.conversation), person(e.by));
          },
          [](const SurveyAsked& e) { return to_text(e.conversation) + " asked for effort"; },
          [](const SurveyAnswered& e) {
            return e.effort > 0 ? format("{} rated effort {}", to_text(e.conversation), e.effort)
                                : to_text(e.conversation) + " not rated this time";
          },
          [](const ConversationSettled& e) {
            return format("{} of {} settled", to_text(e.conversation), to_text(e.customer));
          },
          [](const WorkEnqueued& e) { return enqueued(e, " since " + to_clock(e.enqueued_at)); },
          [](const OfferMade& e) { return offered(e); },
          [](const OfferAccepted& e) {
            return offer_of(e.work, e.agent,
                            format("accepted in slot {} ({})", e.slot, to_text(e.offer)));
          },
          [](const OfferDeclined& e) {
            return offer_of(
                e.work, e.agent,
                format("declined, not again before {} ({}){}", to_clock(e.not_again_before),
                       to_text(e.offer), because(e.reason)));
          },
          [](const OfferExpired& e) {
            return offer_of(e.work, e.agent,
                            format("expired, paused until {} ({}{})", to_clock(e.paused_until),
                                   to_text(e.offer), e.counts ? "" : ", not counted"));
          },
          [](const OfferWithdrawn& e) {
            return offer_of(e.work, e.agent,
                            format("withdrawn, {} ({})", word(e.reason), to_text(e.offer)));
          },
          [](const WorkTransferred& e) { return transferred(e); },
          [](const WorkReturned& e) {
            return format("{} returned from {} ({})", to_text(e.work), e.agent.text,
                          word(e.reason));
          },
          [](const WorkTakenOver& e) { return taken_over(e); },
          [](const PreferenceEnded& e) { return to_text(e.work) + " waits for anyone"; },
          [](const ExclusionEnded& e) {
            return format("{} may be offered to {} again", to_text(e.work), e.agent.text);
          },
          [](const PauseEnded& e) { return e.agent.text + " may be offered work again"; },
          [](const WrapUpStarted& e) {
            return format("{} wraps up {} until {}", e.agent.text, to_text(e.work),
                          to_clock(e.until));
          },
          [](const WorkEnded& e) { return ended(e); },
          [](const PresenceChanged& e) { return presence(e); },
          [](const AgentConnected& e) { return e.agent.text + " connected"; },
          [](const AgentVanished& e) { return e.agent.text + " vanished"; },
      },
      event);
}

std::string to_notation(const Event& event, Time at) { return to_clock(at) + " " + say(event); }

}  // namespace firstline::app
