// Everything one workspace offers, in one place: what the edge talks to.
#pragma once

#include <functional>
#include <memory>

#include "app/accounts.hpp"
#include "app/admin.hpp"
#include "app/attachments.hpp"
#include "app/desk.hpp"
#include "app/effects.hpp"
#include "app/idempotency.hpp"
#include "app/inbox.hpp"
#include "app/reports.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

struct House {
  struct Options {
    Accounts::Options accounts;
    Limits limits;
    Sniff sniff;
    std::function<bool(const std::string&)> is_email_taken;
  };

  House(ports::WorkspaceRow row, Ports ports, Engine::World world, Push& push, Options options)
      : workspace(std::move(row), ports, std::move(world), push),
        attachments(workspace, std::move(options.sniff), options.limits),
        inbox(workspace, attachments, options.limits),
        desk(workspace, attachments, options.limits),
        accounts(workspace, std::move(options.accounts)),
        admin(workspace, accounts, std::move(options.is_email_taken)),
        reports(workspace),
        idempotency(workspace),
        effects(workspace) {}

  // Journal and directory into memory; blocking, at start.
  Result<void> recover() {
    FL_TRY_VOID(workspace.recover());
    accounts.load();
    idempotency.load();
    effects.load();
    accounts.on_mail = [this](ports::MailRow mail) { effects.put(std::move(mail)); };
    workspace.on_effect_issued = [this] { effects.run(workspace.engine().now()); };
    return {};
  }

  Workspace workspace;
  Attachments attachments;
  Inbox inbox;
  Desk desk;
  Accounts accounts;
  Admin admin;
  Reports reports;
  Idempotency idempotency;
  EffectRunner effects;
};

}  // namespace firstline::app
