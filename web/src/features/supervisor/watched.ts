// A conversation that somebody looks at without being in it. Pure.
import type { Frames } from '@/protocol/frames'
import type { Conversation, Message } from '@/protocol/values'
import type { Thread } from '@/model/desk_state'
import { withMessage, withOlder, withTail } from '@/model/thread'

export interface Watched {
  conversation: Conversation
  thread: Thread
  isLive: boolean // else it is settled: nothing more happens in it
  typing: 'customer' | 'agent' | null
}

export function opened(
  before: Watched | null,
  conversation: Conversation,
  tail: readonly Message[],
  isLive: boolean,
): Watched {
  const kept = before?.conversation.id === conversation.id ? before.thread : undefined
  return { conversation, thread: withTail(kept, tail), isLive, typing: null }
}

export type WatchedEvent =
  | { type: 'message.added'; data: Frames['message.added'] }
  | { type: 'messages.read'; data: Frames['messages.read'] }
  | { type: 'conversation.changed'; data: Frames['conversation.changed'] }
  | { type: 'typing'; data: Frames['typing'] }

// Takes every event twice without harm.
export function withEvent(state: Watched, event: WatchedEvent): Watched {
  const { id } = state.conversation
  switch (event.type) {
    case 'message.added': {
      const { message } = event.data
      if (message.conversation !== id) return state
      const typing = message.author.kind === state.typing ? null : state.typing
      return { ...state, typing, thread: withMessage(state.thread, message) }
    }
    case 'messages.read': {
      const { conversation, reader, up_to } = event.data
      if (conversation !== id) return state
      const mark = reader === 'customer' ? 'read_by_customer' : 'read_by_agent'
      const upTo = Math.max(state.conversation[mark], up_to)
      return { ...state, conversation: { ...state.conversation, [mark]: upTo } }
    }
    case 'conversation.changed':
      if (event.data.conversation.id !== id) return state
      return { ...state, conversation: event.data.conversation }
    case 'typing': {
      if (event.data.conversation !== id) return state
      return { ...state, typing: event.data.is_typing ? event.data.who : null }
    }
  }
}

export function withEarlier(state: Watched, items: readonly Message[], hasOlder: boolean): Watched {
  return { ...state, thread: withOlder(state.thread, items, hasOlder) }
}
