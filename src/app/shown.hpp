// What people are shown: state and rows into the values of view.hpp. Pure reading.
#pragma once

#include "app/limits.hpp"
#include "app/view.hpp"
#include "app/view_answers.hpp"
#include "app/view_visitor.hpp"
#include "app/workspace.hpp"

namespace firstline::app::shown {

view::AgentState agent_state(const Workspace& workspace, const AgentId& agent);
std::vector<view::Colleague> colleagues(const Workspace& workspace);
view::Colleague colleague(const Workspace& workspace, const AgentId& agent);

view::Customer customer(const Workspace& workspace, const ports::CustomerRow& row);
view::Customer customer(const Workspace& workspace, CustomerId id);
view::Conversation conversation(const Workspace& workspace, const conversation::Conversation& c);

view::Attachment attachment(const ports::FileRow& file);
view::Message message(const Workspace& workspace, const ports::MessageRow& row,
                      const std::vector<ports::FileRow>* files = nullptr);
std::vector<view::Message> tail(const Workspace& workspace, ConversationId conversation);

std::optional<view::Offer> offer(const Workspace& workspace, OfferId id);
std::optional<view::WorkItem> work_item(const Workspace& workspace, WorkId id);
view::WorkItems work_items(const Workspace& workspace, const AgentId& agent);
view::Limits limits(const Limits& limits);
view::DeskSnapshot desk(const Workspace& workspace, const ports::UserRow& user);

view::QueueLive queue_live(const Workspace& workspace, const catalog::Queue& queue);
view::Floor floor(const Workspace& workspace);

view::VisitorConversation visitor_conversation(const Workspace& workspace,
                                               const conversation::Conversation& c);
view::VisitorConversation visitor_conversation(const Workspace& workspace,
                                               const ports::ConversationLine& line);
view::VisitorMessage visitor_message(const Workspace& workspace, const ports::MessageRow& row,
                                     const std::vector<ports::FileRow>* files = nullptr);
view::VisitorQueue visitor_queue(const Workspace& workspace, const QueueId& queue);
std::optional<view::Place> place(const Workspace& workspace, const conversation::Conversation& c);
// The place of one work whose position is known.
view::Place place_at(const Workspace& workspace, const routing::Work& work, std::size_t position);

}  // namespace firstline::app::shown
