#include "domain/catalog/catalog.hpp"

#include <algorithm>

namespace firstline::catalog {
namespace {

template <class Item, class IdType>
const Item* find_in(const std::vector<Item>& items, const IdType& id) {
  const auto at =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

const Queue* find(const Catalog& catalog, const QueueId& id) { return find_in(catalog.queues, id); }
const Agent* find(const Catalog& catalog, const AgentId& id) { return find_in(catalog.agents, id); }
const EntryPoint* find(const Catalog& catalog, const EntryPointId& id) {
  return find_in(catalog.entry_points, id);
}

ChannelCapacity capacity_of(const Policy& policy, const Agent& agent, Channel channel) {
  for (const auto* list : {&agent.capacity, &policy.capacity}) {
    for (const ChannelCapacity& capacity : *list) {
      if (capacity.channel == channel) return capacity;
    }
  }
  for (const ChannelCapacity& capacity : default_capacity()) {
    if (capacity.channel == channel) return capacity;
  }
  return {channel, budget, 1};
}

std::vector<ChannelCapacity> default_capacity() {
  return {{Channel::voice, 100, 1}, {Channel::chat, 20, 5}, {Channel::message, 10, 10},
          {Channel::email, 25, 4},  {Channel::sms, 10, 10}, {Channel::wechat, 10, 10},
          {Channel::ticket, 10, 10}};
}

}  // namespace firstline::catalog
