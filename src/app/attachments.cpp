#include "app/attachments.hpp"

#include <algorithm>

#include "app/shown.hpp"
#include "app/texts.hpp"
#include "base/text.hpp"

namespace firstline::app {
namespace {

constexpr std::size_t file_id_bytes = 15;
constexpr std::size_t most_pending = 10'000;
constexpr Duration pending_life = hours(1);

// A name without a path and without control characters; what a person recognises, nothing more.
Result<std::string> plain_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  name = trimmed(name);
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"';
  };
  if (name.empty() || !is_utf8(name) || std::any_of(name.begin(), name.end(), is_control)) {
    return invalid("file.name", "A file needs a plain name.", "file");
  }
  return std::string(first_characters(name, limits::file_name_characters));
}

Error unknown_file() { return not_found("file.unknown", "There is no such file."); }

}  // namespace

void Attachments::upload(Upload upload, Answer<view::Attachment> answer) {
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  if (upload.bytes.empty()) return answer(invalid("file.empty", "This file is empty.", "file"));
  if (upload.bytes.size() > limits_.file_bytes) {
    return answer(limit("file.too_large",
                        "A file has at most " + size_text(limits_.file_bytes) + ".", "file"));
  }
  if (pending_.size() >= most_pending) {
    return answer(unavailable("file.busy", "Too many files wait for their message."));
  }
  const auto name = plain_name(upload.name);
  if (!name) return answer(name.error());
  const auto type = sniff_(upload.bytes, *name);
  if (!type) return answer(type.error());

  ports::FileRow row;
  row.id = FileId(workspace_.ports().random.token(file_id_bytes));
  row.name = *name;
  row.type = type->media_type;
  row.size = upload.bytes.size();
  row.width = type->width;
  row.height = type->height;
  row.by_customer = upload.by_customer;
  row.by_user = upload.by_user;
  row.created_at = workspace_.engine().now();
  workspace_.ports().files.save(workspace_.id(), row.id, std::move(upload.bytes),
                                [this, row, answer = std::move(answer)](const Result<void>& saved) {
                                  if (!saved) return answer(saved.error());
                                  std::erase_if(pending_, [&](const auto& entry) {
                                    return entry.second.row.created_at + pending_life <
                                           row.created_at;
                                  });
                                  pending_[row.id] = {row};
                                  workspace_.engine().add(row);
                                  workspace_.answer_when_durable(answer, shown::attachment(row));
                                });
}

Result<std::vector<FileId>> Attachments::claim(const std::vector<FileId>& ids,
                                               ConversationId conversation, CustomerId by_customer,
                                               const UserId& by_user) {
  if (ids.size() > limits::attachments_per_message) {
    return limit("file.too_many", "A message has at most 10 files.", "attachments");
  }
  for (const FileId& id : ids) {
    const auto at = pending_.find(id);
    if (at == pending_.end() || at->second.row.by_customer != by_customer ||
        at->second.row.by_user != by_user) {
      return unknown_file();
    }
  }
  for (const FileId& id : ids) {
    const auto at = pending_.find(id);
    if (at == pending_.end()) return unknown_file();  // named twice
    ports::FileRow row = at->second.row;
    pending_.erase(at);
    row.conversation = conversation;
    workspace_.transcripts().put_file(row);
    workspace_.engine().add(std::move(row));
  }
  return ids;
}

void Attachments::open(const FileId& id, CustomerId for_customer, Answer<Stored> answer) {
  workspace_.ports().archive.file(
      workspace_.id(), id,
      [this, for_customer, answer = std::move(answer)](Result<std::optional<ports::FileRow>> row) {
        if (!row) return answer(row.error());
        if (!*row) return answer(unknown_file());
        const ports::FileRow& file = **row;
        if (!for_customer || file.by_customer == for_customer) {
          return answer(Stored{file, workspace_.ports().files.path(workspace_.id(), file.id)});
        }
        const auto* c = conversation::find(workspace_.state().conversations, file.conversation);
        if (c && c->customer == for_customer) {
          return answer(Stored{file, workspace_.ports().files.path(workspace_.id(), file.id)});
        }
        if (!file.conversation) return answer(unknown_file());
        // A settled conversation: whose it was stands in the list.
        workspace_.ports().archive.conversations(
            workspace_.id(), {.id = file.conversation, .customer = for_customer, .limit = 1},
            [this, file, answer](const Result<ports::Page<ports::ConversationLine>>& lines) {
              if (!lines) return answer(lines.error());
              if (lines->items.empty()) return answer(unknown_file());
              answer(Stored{file, workspace_.ports().files.path(workspace_.id(), file.id)});
            });
      });
}

}  // namespace firstline::app
