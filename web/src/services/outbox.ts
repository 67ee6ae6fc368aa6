// What was written on this desk and is not stored yet. Kept in this browser until the server has it.
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { DataOf } from '@/protocol/commands'
import { Outbox } from '@/protocol/outbox'
import type { Message, User } from '@/protocol/values'
import type { Pending, Writing } from '@/model/log'
import { command, liveState } from './connection'
import { useDesk } from './desk'
import { adoptOrphans, tabKey } from './tab'
import { setUnsent } from './unsent'

type Sent = DataOf<'messages.send'>

const storageName = 'firstline.outbox'

export const useOutbox = defineStore('outbox', () => {
  const desk = useDesk()
  const items = shallowRef<readonly Pending[]>([])
  let outbox: Outbox<Writing, Sent> | null = null
  let owner: User | null = null

  // Call when somebody has signed in; what they wrote before is sent first.
  async function begin(user: User): Promise<void> {
    if (owner?.key === user.key) return
    owner = user
    const prefix = `${storageName}.${user.key}`
    const storageKey = await tabKey(prefix)
    await adoptOrphans(prefix, storageKey)
    outbox = new Outbox<Writing, Sent>({
      storage: localStorage,
      storageKey,
      deliver: (item) => command('messages.send', {
        conversation: item.body.conversation,
        client_id: item.clientId,
        text: item.body.text,
        attachments: item.body.attachments.map((file) => file.id),
        visibility: item.body.visibility,
      }),
      onStored: (item, sent) => desk.stored(messageOf(item, sent, user)),
      onChange: changed,
    })
    outbox.setOnline(liveState.value.status === 'online')
    changed()
  }
  function end(): void {
    outbox = null
    owner = null
    items.value = []
    setUnsent('outbox', 0)
  }

  function changed(): void {
    items.value = outbox?.items ?? []
    setUnsent('outbox', items.value.filter((item) => item.state !== 'failed').length)
  }
  watch(
    () => liveState.value.status === 'online',
    (isOnline) => outbox?.setOnline(isOnline),
  )

  function send(body: Writing): Pending | null {
    return outbox?.add(body.conversation, body) ?? null
  }
  return {
    items,
    begin,
    end,
    send,
    retry: (clientId: string) => outbox?.retry(clientId),
    discard: (clientId: string) => outbox?.discard(clientId),
  }
})

function messageOf(item: Pending, sent: Sent, user: User): Message {
  const { conversation, text, attachments, visibility } = item.body
  return {
    ...sent,
    conversation,
    author: { kind: 'agent', agent: user.key, name: user.name },
    visibility,
    kind: attachments.length > 0 ? 'file' : 'text',
    text,
    attachments,
    client_id: item.clientId,
  }
}
