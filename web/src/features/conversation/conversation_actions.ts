// What may be done in the open conversation.
import { defineActions } from '@/actions'
import type { Work } from '@/model/desk_state'

export interface ConversationActionState {
  work: Work
  mayBlock: boolean
  reply: () => unknown
  note: () => unknown
  sendNext: () => unknown
  transfer: () => unknown
  close: () => unknown
  done: () => unknown
  attach: () => unknown
  emoji: () => unknown
  canned: () => unknown
}

const isActive = (state: ConversationActionState) => state.work.state === 'active'
const group = 'desk.groups.conversation'

export const conversationActions = defineActions<ConversationActionState>([
  {
    name: 'conversation.reply',
    label: 'desk.actions.reply',
    icon: 'edit',
    group,
    shortcut: 'R',
    may: isActive,
    command: (state) => state.reply,
  },
  {
    name: 'conversation.note',
    label: 'desk.actions.note',
    icon: 'lock',
    group,
    shortcut: 'N',
    command: (state) => state.note,
  },
  {
    name: 'conversation.sendNext',
    label: 'desk.actions.sendNext',
    icon: 'send',
    group,
    shortcut: 'Mod+Enter',
    isListed: false,
    command: (state) => state.sendNext,
  },
  {
    name: 'conversation.transfer',
    label: 'desk.conversation.transfer',
    icon: 'transfer',
    group,
    shortcut: 'T',
    may: isActive,
    command: (state) => state.transfer,
  },
  {
    name: 'conversation.close',
    label: 'desk.conversation.close',
    icon: 'check',
    group,
    shortcut: 'C',
    may: isActive,
    command: (state) => state.close,
  },
  {
    name: 'work.complete',
    label: 'desk.conversation.done',
    icon: 'check',
    group,
    shortcut: 'C',
    may: (state) => !isActive(state),
    command: (state) => state.done,
  },
  {
    name: 'conversation.attach',
    label: 'desk.composer.attach',
    icon: 'attach',
    group,
    command: (state) => state.attach,
  },
  {
    name: 'conversation.emoji',
    label: 'desk.composer.emoji',
    icon: 'emoji',
    group,
    command: (state) => state.emoji,
  },
  {
    name: 'conversation.canned',
    label: 'desk.composer.canned',
    icon: 'canned',
    group,
    command: (state) => state.canned,
  },
])
