// What may be asked over the live socket: name, arguments, answer.
import { flag, list, map, number, object, optional, text, time, anything, type TypeOf } from './shape'
import {
  agentState, conversation, floor, message, note, pastConversation, presence, snapshot, visibility,
  workItem,
} from './values'

const nothing = object({})
const inConversation = object({ conversation: text })
const taken = object({ work: workItem })
const sent = object({ id: text, seq: number, at: time })

export const commands = {
  snapshot: { args: nothing, data: snapshot },
  resume: { args: object({ since: number }), data: object({ seq: number }) },
  'presence.set': {
    args: object({ presence, reason: optional(text) }),
    data: object({ presence: agentState }),
  },
  'offers.accept': { args: object({ offer: text }), data: taken },
  'offers.decline': { args: object({ offer: text, reason: text }), data: nothing },
  'messages.send': {
    args: object({
      conversation: text,
      client_id: text,
      text,
      attachments: optional(list(text)),
      visibility: optional(visibility),
    }),
    data: sent,
  },
  'messages.list': {
    args: object({
      conversation: text,
      before: optional(number),
      after: optional(number),
      limit: optional(number),
    }),
    data: object({ items: list(message), has_more: flag }),
  },
  'conversations.typing': { args: object({ conversation: text, is_typing: flag }), data: nothing },
  'conversations.read': { args: object({ conversation: text, up_to: number }), data: nothing },
  'conversations.draft': { args: object({ conversation: text, text }), data: object({ at: time }) },
  'conversations.close': {
    args: object({ conversation: text, outcome: text, note: optional(text) }),
    data: nothing,
  },
  'conversations.reopen': { args: inConversation, data: taken },
  'conversations.whisper': {
    args: object({ conversation: text, client_id: text, text }),
    data: sent,
  },
  'conversations.take_over': { args: inConversation, data: taken },
  'conversations.watch': {
    args: inConversation,
    data: object({ conversation, messages: list(message) }),
  },
  'conversations.unwatch': { args: inConversation, data: nothing },
  'conversations.block': { args: inConversation, data: nothing },
  'work.transfer': {
    args: object({ work: text, queue: optional(text), agent: optional(text), note: optional(text) }),
    data: nothing,
  },
  'work.take_back': { args: object({ work: text }), data: taken },
  'work.complete': { args: object({ work: text }), data: nothing },
  'customers.notes': { args: object({ customer: text }), data: object({ items: list(note) }) },
  'customers.note': {
    args: object({ customer: text, text }),
    data: object({ id: text, at: time }),
  },
  'customers.history': {
    args: object({ customer: text, limit: optional(number) }),
    data: object({ items: list(pastConversation) }),
  },
  'customers.rename': { args: object({ customer: text, name: text }), data: nothing },
  'floor.watch': { args: nothing, data: floor },
  'floor.unwatch': { args: nothing, data: nothing },
  'settings.put': { args: object({ settings: map(anything) }), data: nothing },
  ping: { args: nothing, data: nothing },
}

type Shapes = typeof commands
export type CommandName = keyof Shapes
export type ArgsOf<Name extends CommandName> = TypeOf<Shapes[Name]['args']>
export type DataOf<Name extends CommandName> = TypeOf<Shapes[Name]['data']>
