#include "wire/requests.hpp"

#include "wire/bind.hpp"
#include "wire/described/requests.hpp"

namespace firstline::wire {
namespace detail {

// A frame as it stands; `args` stays text until it is known what was asked.
struct RawFrame {
  std::string id;
  std::string do_;
  app::view::Opaque args;
};
BOOST_DESCRIBE_STRUCT(RawFrame, (), (id, do_, args))

}  // namespace detail

template <>
inline constexpr std::array<std::string_view, 1> json::may_be_missing<detail::RawFrame>{"args"};

namespace {

using json::Path;
using json::Problems;

constexpr json::Limits frame_limits = {frame_bytes, request_depth};
constexpr json::Limits body_limits = {body_bytes, request_depth};
constexpr std::size_t cart_items = 50;

// ---- what the types alone do not say ----

template <class T>
void check(const T&, Problems&) {}

void check_limit(const std::optional<std::size_t>& limit, Problems& problems) {
  if (!limit || (*limit >= 1 && *limit <= page_limit)) return;
  problems.add("out_of_range", "At least 1, at most " + std::to_string(page_limit) + ".",
               Path{nullptr, "limit", 0});
}
void check(const ListMessages& request, Problems& problems) {
  check_limit(request.limit, problems);
}
void check(const ListHistory& request, Problems& problems) { check_limit(request.limit, problems); }
void check(const VisitorList& request, Problems& problems) { check_limit(request.limit, problems); }

void check(const TransferWork& request, Problems& problems) {
  if (static_cast<bool>(request.queue) != static_cast<bool>(request.agent)) return;
  problems.add("invalid", "Name a queue or an agent, one of the two.", Path{nullptr, "queue", 0});
}

void check(const PutSettings& request, Problems& problems) {
  if (request.settings.json.size() <= settings_bytes) return;
  problems.add("too_long", "At most 8 kB are kept.", Path{nullptr, "settings", 0});
}

void check_cart(const std::optional<app::view::Cart>& cart, Problems& problems) {
  if (!cart || cart->items.size() <= cart_items) return;
  const Path path{nullptr, "cart", 0};
  problems.add("too_many", "At most " + std::to_string(cart_items) + " may stand here.",
               Path{&path, "items", 0});
}
void check(const StartVisit& request, Problems& problems) { check_cart(request.cart, problems); }
void check(const VisitorPage& request, Problems& problems) { check_cart(request.cart, problems); }

// ---- reading ----

template <class Request>
using FirstMember = boost::mp11::mp_first<json::Members<Request>>;

template <class Tag>
void take_id(std::string_view text, Id<Tag>& id) {
  id = id_from_text<Id<Tag>>(text);
}
template <class Tag>
void take_id(std::string_view text, Key<Tag>& key) {
  if (text.size() <= key_characters && is_utf8(text)) key = Key<Tag>(text);
}

template <class Request>
Result<Request> read(std::string_view text, Request request, std::string_view given) {
  if (text.empty()) text = "{}";
  FL_TRY(const json::Document document, json::parse(text, body_limits));
  Problems problems;
  json::Binder<json::Request>(problems).read_struct(document.root(), request, Path{}, given);
  if (problems.is_empty()) check(request, problems);
  if (!problems.is_empty()) return problems.first();
  return request;
}

}  // namespace

template <class Request>
Result<Request> parse(std::string_view json) {
  return read(json, Request{}, {});
}

template <class Request>
Result<Request> parse(std::string_view json, std::string_view id) {
  using First = FirstMember<Request>;
  constexpr std::string_view member = json::Label<First, true>::name();
  Request request;
  auto& target = request.*First::pointer;
  take_id(id, target);
  if (!target) {
    return not_found(std::string(member) + ".unknown",
                     "There is no " + std::string(member) + " of this name.");
  }
  return read(json, std::move(request), member);
}

Result<Frame> parse_frame(std::string_view json) {
  auto raw = json::read_text<json::Request, detail::RawFrame>(json, frame_limits);
  if (!raw) return std::move(raw).error();
  if (raw->id.empty()) {
    return invalid("request.missing_field", "This field is required.", "id");
  }
  if (raw->args.json.empty()) raw->args.json = "{}";
  return Frame{std::move(raw->id), std::move(raw->do_), std::move(raw->args.json)};
}

std::string id_of_broken_frame(std::string_view json) {
  std::string id;
  const auto document = json::parse(json, frame_limits);
  if (!document || document->root().kind() != json::Kind::object) return id;
  document->root().for_each_member([&](std::string_view name, json::Node value) {
    if (name != "id" || value.kind() != json::Kind::string) return;
    if (count_characters(value.text()) <= most_characters("id")) id = value.text();
  });
  return id;
}

#define FL_PARSED(Type) template Result<Type> parse<Type>(std::string_view)
#define FL_PARSED_WITH_ID(Type) \
  FL_PARSED(Type);              \
  template Result<Type> parse<Type>(std::string_view, std::string_view)

FL_PARSED(Empty);
FL_PARSED(Resume);
FL_PARSED(SetPresence);
FL_PARSED_WITH_ID(AcceptOffer);
FL_PARSED_WITH_ID(DeclineOffer);
FL_PARSED_WITH_ID(SendMessage);
FL_PARSED_WITH_ID(ListMessages);
FL_PARSED_WITH_ID(Typing);
FL_PARSED_WITH_ID(MarkRead);
FL_PARSED_WITH_ID(SaveDraft);
FL_PARSED_WITH_ID(CloseConversation);
FL_PARSED_WITH_ID(OnConversation);
FL_PARSED_WITH_ID(Whisper);
FL_PARSED_WITH_ID(TransferWork);
FL_PARSED_WITH_ID(OnWork);
FL_PARSED_WITH_ID(OnCustomer);
FL_PARSED_WITH_ID(AddNote);
FL_PARSED_WITH_ID(ListHistory);
FL_PARSED_WITH_ID(RenameCustomer);
FL_PARSED(PutSettings);

FL_PARSED(StartVisit);
FL_PARSED(VisitorSend);
FL_PARSED(VisitorList);
FL_PARSED(VisitorSince);
FL_PARSED(VisitorTyping);
FL_PARSED(VisitorRead);
FL_PARSED(VisitorPage);
FL_PARSED(VisitorName);
FL_PARSED(AnswerSurvey);

FL_PARSED(SignIn);
FL_PARSED(UpdateMe);
FL_PARSED(ChangePassword);
FL_PARSED(TotpCode);
FL_PARSED_WITH_ID(AddConversationNote);
FL_PARSED(InviteUser);
FL_PARSED_WITH_ID(UpdateUser);
FL_PARSED(AskForStaffing);
FL_PARSED(AskForReset);
FL_PARSED(SetPassword);

#undef FL_PARSED_WITH_ID
#undef FL_PARSED

}  // namespace firstline::wire
