// The server's rules for what people configure, applied while they type. Same codes, same paths;
// the server stays the judge and is asked before saving. Paths are relative to the item.
import type {
  Agent, CannedReply, ChannelCapacity, EntryPoint, Named, Policy, Queue, SkillLevel,
} from '@/protocol/catalog'

export interface Problem {
  code: string
  field: string
}
export interface Known {
  queues: ReadonlySet<string>
  skills: ReadonlySet<string>
  teams: ReadonlySet<string>
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

interface Range {
  code: string
  min: number
  max: number
  standard: number // what the "Use …" button fills in
}
type Times<Document> = {
  [Key in keyof Document as Document[Key] extends number ? Key : never]?: Range
}

export const queueTimes = {
  ring_time_ms: { code: 'queue.ring_time.range', min: 5 * second, max: 120 * second, standard: 20 * second },
  wrap_up_ms: { code: 'queue.wrap_up.range', min: 0, max: 30 * minute, standard: 30 * second },
  target_ms: { code: 'queue.target.range', min: second, max: 24 * hour, standard: 20 * second },
  reply_target_ms: { code: 'queue.reply_target.range', min: 5 * second, max: 72 * hour, standard: minute },
  priority_ms: { code: 'queue.priority.range', min: 0, max: 24 * hour, standard: 0 },
  idle_warning_ms: { code: 'queue.idle_warning.range', min: 0, max: 72 * hour, standard: 10 * minute },
  idle_close_ms: { code: 'queue.idle_close.range', min: 30 * second, max: 72 * hour, standard: 5 * minute },
  reopen_window_ms: { code: 'queue.reopen_window.range', min: 0, max: 7 * day, standard: 30 * minute },
} satisfies Times<Queue>
export type QueueTime = keyof typeof queueTimes

export const policyTimes = {
  pause_after_unanswered_ms: { code: 'policy.pause.range', min: 0, max: 10 * minute, standard: 10 * second },
  pause_after_decline_ms: { code: 'policy.pause.range', min: 0, max: hour, standard: 30 * second },
  browser_gone_grace_ms: { code: 'policy.grace.range', min: 5 * second, max: 10 * minute, standard: 30 * second },
  preferred_agent_wait_ms: { code: 'policy.preferred.range', min: 5 * second, max: hour, standard: minute },
  customer_gone_wait_ms: { code: 'policy.customer_gone.range', min: minute, max: 72 * hour, standard: 30 * minute },
} satisfies Times<Policy>
export type PolicyTime = keyof typeof policyTimes

const longestName = 80
const longestText = 8000
const longestGreeting = 500
const longestOrigin = 200
const highestLevel = 10
const budget = 100
const mostUnanswered = 20

// A field that cannot be read is null while it is edited; the server never sees it.
export const unreadable = 'client.unreadable_field'

class Checker {
  readonly problems: Problem[] = []

  add(code: string, field: string): void {
    this.problems.push({ code, field })
  }
  key(id: string, isNew: boolean, taken: ReadonlySet<string>): void {
    if (!/^[a-z0-9_-]{1,32}$/.test(id)) this.add('catalog.key', 'id')
    else if (isNew && taken.has(id)) this.add('catalog.duplicate', 'id')
  }
  text(text: string, field: string, most: number): void {
    if ([...text].length > most) this.add('catalog.text.too_long', field)
  }
  name(name: string): void {
    if (name.trim() === '') this.add('catalog.name.empty', 'name')
    else this.text(name, 'name', longestName)
  }
  range(value: number | null, range: Range, field: string): void {
    if (value === null) this.add(unreadable, field)
    else if (value < range.min || value > range.max) this.add(range.code, field)
  }
  whole(value: number | null, min: number, max: number, code: string, field: string): void {
    if (value === null || !Number.isInteger(value)) this.add(unreadable, field)
    else if (value < min || value > max) this.add(code, field)
  }
  levels(levels: readonly SkillLevel[], field: string, known: Known): void {
    const seen = new Set<string>()
    levels.forEach(({ skill, level }, index) => {
      const path = `${field}[${index}]`
      if (!known.skills.has(skill)) this.add('skill.unknown', `${path}.skill`)
      else if (seen.has(skill)) this.add('skill.duplicate', `${path}.skill`)
      seen.add(skill)
      this.whole(level, 1, highestLevel, 'skill.level.range', `${path}.level`)
    })
  }
  queues(ids: readonly string[], field: string, known: Known): void {
    ids.forEach((id, index) => {
      if (!known.queues.has(id)) this.add('queue.unknown', `${field}[${index}]`)
    })
  }
  capacity(capacity: readonly ChannelCapacity[]): void {
    const seen = new Set<string>()
    capacity.forEach(({ channel, cost, maximum }, index) => {
      const path = `capacity[${index}]`
      if (seen.has(channel)) this.add('capacity.duplicate', `${path}.channel`)
      seen.add(channel)
      this.whole(cost, 0, budget, 'capacity.cost.range', `${path}.cost`)
      this.whole(maximum, 0, budget, 'capacity.maximum.range', `${path}.maximum`)
    })
  }
}

export interface Context {
  isNew: boolean
  taken: ReadonlySet<string> // keys of the section, as the server has them
  known: Known
}
export type Check<Item> = (item: Item, context: Context) => Problem[]

export const checkQueue: Check<Queue> = (queue, { isNew, taken, known }) => {
  const c = new Checker()
  c.key(queue.id, isNew, taken)
  c.name(queue.name)
  for (const [field, range] of Object.entries(queueTimes)) {
    c.range(queue[field as QueueTime], range, field)
  }
  const share = queue.target_share as number | null
  if (share === null) c.add(unreadable, 'target_share')
  else if (!(share > 0 && share <= 1)) c.add('queue.target_share.range', 'target_share')
  c.levels(queue.required, 'required', known)
  for (const outcome of queue.outcomes) {
    if (outcome.trim() === '') c.add('queue.outcome.empty', 'outcomes')
    c.text(outcome, 'outcomes', longestName)
  }
  return c.problems
}

export const checkNamed: Check<Named> = (item, { isNew, taken }) => {
  const c = new Checker()
  c.key(item.id, isNew, taken)
  c.name(item.name)
  return c.problems
}

export const checkAgent: Check<Agent> = (agent, { known }) => {
  const c = new Checker()
  c.name(agent.name)
  if (agent.team !== null && !known.teams.has(agent.team)) c.add('team.unknown', 'team')
  c.queues(agent.queues, 'queues', known)
  c.levels(agent.skills, 'skills', known)
  c.capacity(agent.capacity)
  return c.problems
}

// Like the server: "https://shop.example" or "http://…", nothing behind the host.
export function isOrigin(text: string): boolean {
  return text.length <= longestOrigin && /^https?:\/\/[^/\s]+$/.test(text)
}

export const checkWidget: Check<EntryPoint> = (widget, { isNew, taken, known }) => {
  const c = new Checker()
  c.key(widget.id, isNew, taken)
  c.name(widget.name)
  if (!known.queues.has(widget.queue)) c.add('queue.unknown', 'queue')
  widget.origins.forEach((origin, index) => {
    if (!isOrigin(origin)) c.add('entry_point.origin', `origins[${index}]`)
  })
  if (widget.accent !== '' && !/^#[0-9a-f]{6}$/i.test(widget.accent)) {
    c.add('entry_point.accent', 'accent')
  }
  for (const [language, text] of Object.entries(widget.greeting)) {
    c.text(text, `greeting.${language}`, longestGreeting)
  }
  return c.problems
}

export const checkCanned: Check<CannedReply> = (reply, { isNew, taken, known }) => {
  const c = new Checker()
  c.key(reply.id, isNew, taken)
  if (reply.title.trim() === '') c.add('canned.title.empty', 'title')
  else c.text(reply.title, 'title', longestName)
  if (Object.keys(reply.text).length === 0) c.add('canned.text.empty', 'text')
  for (const [language, text] of Object.entries(reply.text)) {
    if (text.trim() === '') c.add('canned.text.empty', `text.${language}`)
    c.text(text, `text.${language}`, longestText)
  }
  c.queues(reply.queues, 'queues', known)
  return c.problems
}

export function checkPolicy(policy: Policy): Problem[] {
  const c = new Checker()
  c.capacity(policy.capacity)
  c.whole(policy.unanswered_before_break, 0, mostUnanswered, 'policy.unanswered.range', 'unanswered_before_break')
  for (const [field, range] of Object.entries(policyTimes)) {
    c.range(policy[field as PolicyTime], range, field)
  }
  for (const reason of policy.break_reasons) {
    if (reason.trim() === '') c.add('policy.reason.empty', 'break_reasons')
    c.text(reason, 'break_reasons', longestName)
  }
  return c.problems
}

// "Ann Lee" → "ann-lee": a first idea for a key.
export function keyFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32)
}
