// Going from one conversation to another.
import { defineActions, platform, type Action } from '@/actions'
import type { Work } from '@/model/desk_state'
import { keyedSlots, neighbourOf, nextOf } from '@/model/work_view'
import { serverNow } from '@/ui/now'

export interface DeskActionState {
  works: readonly Work[]
  selected: string | null
  select: (conversation: string) => void
}

function go(state: DeskActionState, by: 1 | -1): (() => void) | null {
  const work = neighbourOf(state.works, state.selected, by)
  return work === null ? null : () => state.select(work.conversation.id)
}
function inSlot(state: DeskActionState, slot: number): Work | undefined {
  return state.works.find((work) => work.slot === slot)
}
// On a Mac ⌥↑ and ⌥↓ move by paragraph in a text of several lines.
function isMovingInText(): boolean {
  const field = document.activeElement
  return platform === 'mac' && field instanceof HTMLTextAreaElement && field.value.includes('\n')
}

export const deskActions: readonly Action<DeskActionState>[] = defineActions<DeskActionState>([
  ...Array.from({ length: keyedSlots }, (_, index): Action<DeskActionState> => ({
    name: `slot.${index + 1}`,
    label: () => ({ key: 'desk.actions.slot', params: { n: index + 1 } }),
    icon: 'chat',
    group: 'desk.groups.work',
    shortcut: String(index + 1),
    isListed: false,
    may: (state) => inSlot(state, index + 1) !== undefined,
    command: (state) => {
      const work = inSlot(state, index + 1)
      return work === undefined ? null : () => state.select(work.conversation.id)
    },
  })),
  {
    name: 'slot.next',
    label: 'desk.actions.nextSlot',
    icon: 'down',
    group: 'desk.groups.work',
    shortcut: ['J', 'Alt+ArrowDown'],
    repeats: true,
    may: (state) => state.works.length > 0 && !isMovingInText(),
    command: (state) => go(state, 1),
  },
  {
    name: 'slot.previous',
    label: 'desk.actions.previousSlot',
    icon: 'chevronUp',
    group: 'desk.groups.work',
    shortcut: ['K', 'Alt+ArrowUp'],
    repeats: true,
    may: (state) => state.works.length > 0 && !isMovingInText(),
    command: (state) => go(state, -1),
  },
  {
    name: 'work.openNext',
    label: 'desk.actions.openNext',
    icon: 'forward',
    group: 'desk.groups.work',
    may: (state) => nextOf(state.works, serverNow(), state.selected ?? undefined) !== null,
    command: (state) => {
      const next = nextOf(state.works, serverNow(), state.selected ?? undefined)
      return next === null ? null : () => state.select(next.conversation.id)
    },
  },
])
