// What a person may say about being here: ready, on a break for a reason, offline.
import { defineActions, type Action } from '@/actions'
import { textIfKnown } from '@/i18n'
import type { AgentState, Presence } from '@/protocol/values'

export interface PresenceState {
  presence: AgentState | null
  breakReasons: readonly string[]
  set: (presence: Presence, reason?: string) => Promise<void>
}

// The workspace's own words; those that come with the product have translations.
export function reasonText(reason: string): string {
  return textIfKnown(`desk.presence.reasons.${reason}`) ?? reason
}

function is(state: PresenceState, presence: Presence, reason = ''): boolean {
  return state.presence?.presence === presence && state.presence.reason === reason
}

export function presenceActions(reasons: readonly string[]): readonly Action<PresenceState>[] {
  const breaks = reasons.length > 0 ? reasons : ['']
  return defineActions<PresenceState>([
    {
      name: 'presence.ready',
      label: 'desk.presence.actions.ready',
      icon: 'check',
      group: 'desk.groups.presence',
      may: (state) => state.presence !== null && !is(state, 'ready'),
      command: (state) => () => state.set('ready'),
    },
    ...breaks.map((reason): Action<PresenceState> => ({
      name: reason === '' ? 'presence.break' : `presence.break.${reason}`,
      label: () =>
        reason === ''
          ? 'desk.presence.actions.break'
          : { key: 'desk.presence.actions.breakFor', params: { reason: reasonText(reason) } },
      icon: 'pause',
      group: 'desk.groups.presence',
      may: (state) => state.presence !== null && !is(state, 'break', reason),
      command: (state) => () => state.set('break', reason === '' ? undefined : reason),
    })),
    {
      name: 'presence.offline',
      label: 'desk.presence.actions.offline',
      icon: 'offline',
      group: 'desk.groups.presence',
      may: (state) => state.presence !== null && !is(state, 'offline'),
      command: (state) => () => state.set('offline'),
    },
  ])
}
