// Files that visitors and agents send: checked by content, stored, then named by a message.
#pragma once

#include <functional>
#include <string>

#include "app/limits.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

struct FileType {  // by content, not by name
  std::string media_type;
  int width = 0, height = 0;
};

// What these bytes are, or invalid "file.type_refused".
using Sniff = std::function<Result<FileType>(std::string_view bytes, std::string_view name)>;

struct Upload {
  std::string name;
  std::string bytes;
  CustomerId by_customer;  // one of the two
  UserId by_user;
};

class Attachments {
 public:
  Attachments(Workspace& workspace, Sniff sniff, const Limits& limits)
      : workspace_(workspace), sniff_(std::move(sniff)), limits_(limits) {}

  // Errors: file.too_large, file.empty, file.name, file.type_refused, store.full.
  void upload(Upload upload, Answer<view::Attachment> answer);

  // The files a message names: each uploaded by its sender, and not used in another conversation.
  // Errors: file.unknown, file.too_many.
  Result<std::vector<FileId>> claim(const std::vector<FileId>& ids, ConversationId conversation,
                                    CustomerId by_customer, const UserId& by_user);

  struct Stored {
    ports::FileRow row;
    std::string path;
  };
  // For people inside: any file. For a customer: those of their own conversations.
  void open(const FileId& id, CustomerId for_customer, Answer<Stored> answer);

 private:
  Workspace& workspace_;
  Sniff sniff_;
  const Limits limits_;
  // Uploaded, not yet in a message: few, and forgotten after a while.
  struct Pending {
    ports::FileRow row;
  };
  std::unordered_map<FileId, Pending> pending_;
};

}  // namespace firstline::app
