// What people configure, section by section, as GET and PUT of the catalog speak it. All sections
// have one version: it says whether somebody changed anything since it was read.
import {
  flag, list, map, number, object, oneOf, orNull, text, type TypeOf,
} from './shape'
import { channel } from './values'

export const skillLevel = object({ skill: text, level: number })
export const channelCapacity = object({ channel, cost: number, maximum: number })

export const queue = object({
  id: text,
  name: text,
  is_open: flag,
  ring_time_ms: number,
  wrap_up_ms: number,
  target_ms: number,
  target_share: number,
  reply_target_ms: number,
  priority_ms: number,
  required: list(skillLevel),
  idle_warning_ms: number, // 0: never
  idle_close_ms: number,
  reopen_window_ms: number,
  outcomes: list(text),
})
export const named = object({ id: text, name: text })
export const agent = object({
  id: text,
  name: text,
  team: orNull(text),
  queues: list(text),
  skills: list(skillLevel),
  capacity: list(channelCapacity),
})
export const entryPoint = object({
  id: text,
  kind: oneOf('widget', 'phone'),
  name: text,
  queue: text,
  origins: list(text),
  accent: text,
  greeting: map(text), // by language
})
export const cannedReply = object({
  id: text,
  title: text,
  text: map(text), // by language
  queues: list(text),
})
export const policy = object({
  capacity: list(channelCapacity),
  unanswered_before_break: number, // 0: never
  pause_after_unanswered_ms: number,
  pause_after_decline_ms: number,
  browser_gone_grace_ms: number,
  preferred_agent_wait_ms: number,
  customer_gone_wait_ms: number,
  break_reasons: list(text),
})

export type SkillLevel = TypeOf<typeof skillLevel>
export type ChannelCapacity = TypeOf<typeof channelCapacity>
export type Queue = TypeOf<typeof queue>
export type Named = TypeOf<typeof named>
export type Agent = TypeOf<typeof agent>
export type EntryPoint = TypeOf<typeof entryPoint>
export type CannedReply = TypeOf<typeof cannedReply>
export type Policy = TypeOf<typeof policy>

// The sections that are lists; the capacity is one document of its own.
export interface Sections {
  queues: Queue
  skills: Named
  teams: Named
  agents: Agent
  widgets: EntryPoint
  'canned-replies': CannedReply
}
export type SectionName = keyof Sections

export interface SectionDocument<Item> {
  version: number
  items: Item[]
}
export interface PolicyDocument {
  version: number
  policy: Policy
}

export const sectionDocument = {
  queues: object({ version: number, items: list(queue) }),
  skills: object({ version: number, items: list(named) }),
  teams: object({ version: number, items: list(named) }),
  agents: object({ version: number, items: list(agent) }),
  widgets: object({ version: number, items: list(entryPoint) }),
  'entry-points': object({ version: number, items: list(entryPoint) }),
  'canned-replies': object({ version: number, items: list(cannedReply) }),
  capacity: object({ version: number, policy }),
}
