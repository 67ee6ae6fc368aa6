// What the live socket tells without being asked, by type. Those of `facts` are numbered and come
// from the journal; `signals` are true now and not worth a replay.
import { flag, list, number, object, oneOf, optional, orNull, text, time, type TypeOf } from './shape'
import { agentState, colleague, conversation, floor, message, offer, presence, workItem } from './values'

export const facts = {
  'offer.made': object({ offer }),
  'offer.accepted': object({ offer: text, work: text, agent: text, item: orNull(workItem) }),
  'offer.declined': object({ offer: text, agent: text }),
  'offer.expired': object({ offer: text, agent: text, paused_until: time, is_break: flag }),
  'offer.withdrawn': object({
    offer: text,
    reason: oneOf('customer_left', 'transferred', 'taken_over', 'agent_left'),
  }),
  'work.started': object({ item: workItem }),
  'work.returned': object({ work: text, conversation: text, reason: text }),
  'work.transferred': object({
    work: text,
    conversation: text,
    by: text,
    queue: orNull(text),
    agent: orNull(text),
  }),
  'work.taken_over': object({ work: text, conversation: text, by: text }),
  'wrap_up.started': object({ work: text, conversation: text, until: time }),
  'work.ended': object({ work: text, conversation: text, outcome: text, reason: text }),
  'presence.changed': object({
    agent: text,
    presence,
    reason: text,
    cause: oneOf('chosen', 'unanswered', 'browser_gone', 'signed_out', 'removed'),
    state: agentState,
  }),
  'message.added': object({ message }),
  'messages.read': object({
    conversation: text,
    reader: oneOf('customer', 'agent'),
    up_to: number,
  }),
  'conversation.changed': object({ conversation }),
  'draft.saved': object({ conversation: text, text, at: time }),
  'catalog.replaced': object({ version: number }),
}

export const signals = {
  typing: object({
    conversation: text,
    who: oneOf('customer', 'agent'),
    agent: optional(text),
    is_typing: flag,
    text: optional(text),
  }),
  agents: object({ items: list(colleague) }),
  floor,
  'session.ended': object({ reason: text }),
}

type Shapes = typeof facts & typeof signals
export type Frames = { [Type in keyof Shapes]: TypeOf<Shapes[Type]> }
export type FrameType = keyof Frames
