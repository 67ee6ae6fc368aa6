// What may be done with a row of the floor: the one that has the cursor, else the one that is open.
import { defineActions } from '@/actions'

export interface FloorRow {
  conversation: string
  customer: string
  agent: string | null
  queue: string
}
export interface FloorActionState {
  row: FloorRow | null
  isOpen: boolean
  me: string
  mayLook: boolean
  mayWhisper: boolean
  mayTakeOver: boolean
  look: (row: FloorRow) => unknown
  whisper: (row: FloorRow) => unknown
  takeOver: (row: FloorRow) => unknown
  close: () => unknown
  step: (by: 1 | -1) => unknown
  goToReports: (() => unknown) | null
}

function withRow(state: FloorActionState, act: (row: FloorRow) => unknown): (() => unknown) | null {
  const { row } = state
  return row === null ? null : () => act(row)
}

export const floorActions = defineActions<FloorActionState>([
  {
    name: 'floor.look',
    label: 'supervisor.actions.look',
    icon: 'seen',
    group: 'supervisor.group',
    shortcut: 'O',
    may: (state) => state.row !== null && state.mayLook,
    command: (state) => withRow(state, state.look),
  },
  {
    name: 'floor.whisper',
    label: 'supervisor.actions.whisper',
    icon: 'idea',
    group: 'supervisor.group',
    shortcut: 'W',
    may: ({ row, me, mayWhisper }) =>
      row !== null && mayWhisper && row.agent !== null && row.agent !== me,
    command: (state) => withRow(state, state.whisper),
  },
  {
    name: 'floor.takeOver',
    label: 'supervisor.actions.takeOver',
    icon: 'takeOver',
    group: 'supervisor.group',
    shortcut: 'T',
    may: ({ row, me, mayTakeOver }) => row !== null && mayTakeOver && row.agent !== me,
    command: (state) => withRow(state, state.takeOver),
  },
  {
    name: 'floor.next',
    label: 'supervisor.actions.next',
    icon: 'down',
    group: 'supervisor.group',
    shortcut: 'J',
    repeats: true,
    command: (state) => () => state.step(1),
  },
  {
    name: 'floor.previous',
    label: 'supervisor.actions.previous',
    icon: 'chevronUp',
    group: 'supervisor.group',
    shortcut: 'K',
    repeats: true,
    command: (state) => () => state.step(-1),
  },
  {
    name: 'floor.close',
    label: 'supervisor.actions.close',
    icon: 'close',
    group: 'supervisor.group',
    may: (state) => state.isOpen,
    command: (state) => state.close,
  },
  {
    name: 'floor.reports',
    label: 'supervisor.actions.reports',
    icon: 'chart',
    group: 'shell.groups.go',
    shortcut: 'G R',
    may: (state) => state.goToReports !== null,
    command: (state) => state.goToReports,
  },
])
