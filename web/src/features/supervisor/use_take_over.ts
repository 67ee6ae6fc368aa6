// Takes a conversation into one's own hands, and gives it back. There is no question before it: it
// can be undone, and what undoing does is said as it is.
import { text } from '@/i18n'
import { ApiError } from '@/protocol/errors'
import { command } from '@/services/connection'
import { useDirectory } from '@/services/directory'
import { faultOf } from '@/services/fault'
import { showToast } from '@/services/toasts'

export interface Taken {
  conversation: string
  name: string // of the customer
  agent: string | null // who had it; nobody while the customer waits in line
  queue: string
}

export function useTakeOver() {
  const directory = useDirectory()

  async function giveBack(work: string, taken: Taken): Promise<void> {
    const { name, agent, queue } = taken
    try {
      if (agent === null) {
        await command('work.transfer', { work, queue })
        showToast(text('supervisor.takeOver.backInLine', { name }))
        return
      }
      try {
        await command('work.transfer', { work, agent })
        showToast(text('supervisor.takeOver.asked', { name, agent: directory.agentName(agent) }))
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'agent.unavailable') throw error
        await command('work.transfer', { work, queue })
        const who = directory.agentName(agent)
        showToast(text('supervisor.takeOver.agentAway', { name, agent: who }))
      }
    } catch (error) {
      showToast(faultOf(error).message)
    }
  }

  // True if it is ours now.
  async function takeOver(taken: Taken): Promise<boolean> {
    try {
      const { work } = await command('conversations.take_over', { conversation: taken.conversation })
      const { name, agent } = taken
      const words =
        agent === null
          ? text('supervisor.takeOver.fromLine', { name })
          : text('supervisor.takeOver.from', { name, agent: directory.agentName(agent) })
      showToast(words, () => giveBack(work.id, taken))
      return true
    } catch (error) {
      showToast(faultOf(error).message)
      return false
    }
  }
  return { takeOver }
}
