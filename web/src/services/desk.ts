// The desk of the person who is signed in: its state, what is open on it, and what may be done.
// One for the page; every feature of the desk looks at it and none at another feature.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ApiError } from '@/protocol/errors'
import type { FrameType } from '@/protocol/frames'
import type { Customer, Message, Presence } from '@/protocol/values'
import { capacityOf } from '@/model/capacity'
import {
  emptyDesk, threadOf, workOf, type DeskEvent, type LostOffer, type Work,
} from '@/model/desk_state'
import { reduce } from '@/model/reduce'
import { nextOf, stepOf, waitsForUs } from '@/model/work_view'
import { serverNow, setServerTime, useNow } from '@/ui/now'
import { api, command, live, onFrame, onSnapshot } from './connection'
import { adoptSettings } from './settings_sync'

const heard: readonly FrameType[] = [
  'offer.made', 'offer.accepted', 'offer.declined', 'offer.expired', 'offer.withdrawn',
  'work.started', 'work.returned', 'work.transferred', 'work.taken_over', 'wrap_up.started',
  'work.ended', 'presence.changed', 'message.added', 'messages.read', 'conversation.changed',
  'draft.saved', 'typing', 'agents',
]
const budgetUnknown = 100
const olderAtOnce = 50

export const useDesk = defineStore('desk', () => {
  const state = shallowRef(emptyDesk())
  const selected = ref<string | null>(null) // a conversation
  const isAccepting = ref(false)

  function dispatch(event: DeskEvent): void {
    state.value = reduce(state.value, event)
    const open = selected.value
    if (open !== null && workOf(state.value, open) === undefined) selected.value = null
  }

  async function load(): Promise<number> {
    const data = await command('snapshot', {})
    setServerTime(Date.parse(data.now))
    adoptSettings(data.settings)
    dispatch({ type: 'snapshot.loaded', data })
    return data.seq
  }
  onSnapshot(load)
  for (const type of heard) {
    onFrame(type, (data, frame) => {
      const at = frame.at === undefined ? serverNow() : Date.parse(frame.at)
      dispatch({ type, at, data } as DeskEvent)
    })
  }
  // Queues, canned replies and reasons come with the snapshot.
  onFrame('catalog.replaced', () => void live.whileHeld(load).catch(() => undefined))

  // ---- what is there ----

  const me = computed(() => state.value.me?.key ?? '')
  const works = computed(() => state.value.works)
  const offer = computed(() => state.value.offers[0] ?? null)
  const current = computed<Work | null>(() =>
    selected.value === null ? null : (workOf(state.value, selected.value) ?? null),
  )
  const capacity = computed(() =>
    capacityOf(works.value, state.value.offers, state.value.presence?.budget ?? budgetUnknown),
  )
  const waitingCount = computed(() => works.value.filter(waitsForUs).length)
  const now = useNow()
  const lateCount = computed(
    () => works.value.filter((work) => stepOf(work, now.value) === 'late').length,
  )

  function thread(conversation: string) {
    return threadOf(state.value, conversation)
  }
  function select(conversation: string | null): void {
    selected.value = conversation
  }
  // Opens who has waited longest; nobody: false.
  function openNext(): boolean {
    const next = nextOf(works.value, serverNow(), selected.value ?? undefined)
    if (next !== null) select(next.conversation.id)
    return next !== null
  }

  // ---- what may be done; each rejects with ApiError ----

  async function setPresence(presence: Presence, reason?: string): Promise<void> {
    const args = reason === undefined ? { presence } : { presence, reason }
    const answer = await command('presence.set', args)
    dispatch({ type: 'presence.told', state: answer.presence })
  }

  // True if it is ours now. A lost race is told on the card, not as an error.
  async function accept(id: string): Promise<boolean> {
    if (isAccepting.value) return false
    isAccepting.value = true
    try {
      const { work } = await command('offers.accept', { offer: id })
      dispatch({ type: 'work.taken', item: work, offer: id })
      select(work.conversation.id)
      return true
    } catch (error) {
      const how = lostBy(error)
      if (how === null) throw error
      dispatch({ type: 'offer.gone', offer: id, how })
      return false
    } finally {
      isAccepting.value = false
    }
  }
  async function decline(id: string, reason: string): Promise<void> {
    try {
      await command('offers.decline', { offer: id, reason })
      dispatch({ type: 'offer.gone', offer: id })
    } catch (error) {
      const how = lostBy(error)
      if (how === null) throw error
      dispatch({ type: 'offer.gone', offer: id, how })
    }
  }

  async function close(conversation: string, outcome: string, note: string): Promise<void> {
    const args = note === '' ? { conversation, outcome } : { conversation, outcome, note }
    await command('conversations.close', args)
  }
  async function reopen(conversation: string): Promise<void> {
    const { work } = await command('conversations.reopen', { conversation })
    dispatch({ type: 'work.taken', item: work })
    select(conversation)
  }
  async function transfer(
    work: string,
    target: { queue: string } | { agent: string },
    note: string,
  ): Promise<void> {
    await command('work.transfer', { work, ...target, ...(note === '' ? {} : { note }) })
    dispatch({ type: 'work.gone', work })
  }
  async function takeBack(work: string): Promise<void> {
    const { work: item } = await command('work.take_back', { work })
    dispatch({ type: 'work.taken', item })
    select(item.conversation.id)
  }
  async function complete(work: string): Promise<void> {
    await command('work.complete', { work })
    dispatch({ type: 'work.gone', work })
  }
  async function block(conversation: string): Promise<void> {
    await command('conversations.block', { conversation })
  }

  async function rename(customer: string, name: string): Promise<void> {
    await command('customers.rename', { customer, name })
    dispatch({ type: 'customer.learnt', id: customer, change: { name } })
  }
  // Where the customer is now; the live socket does not tell it.
  async function refreshCustomer(id: string): Promise<void> {
    const known = await api.get<Customer>(`/customers/${encodeURIComponent(id)}`)
    dispatch({ type: 'customer.learnt', id, change: { page: known.page, cart: known.cart } })
  }

  async function markRead(conversation: string, upTo: number): Promise<void> {
    dispatch({ type: 'read.marked', conversation, upTo })
    await command('conversations.read', { conversation, up_to: upTo })
  }
  const loadingOlder = new Map<string, Promise<void>>()
  function loadOlder(conversation: string): Promise<void> {
    const before = thread(conversation).messages[0]?.seq
    const running = loadingOlder.get(conversation)
    if (running !== undefined) return running
    if (before === undefined || !thread(conversation).hasOlder) return Promise.resolve()
    const loading = command('messages.list', { conversation, before, limit: olderAtOnce })
      .then(({ items, has_more }) =>
        dispatch({ type: 'messages.loaded', conversation, items, hasOlder: has_more }),
      )
      .finally(() => loadingOlder.delete(conversation))
    loadingOlder.set(conversation, loading)
    return loading
  }
  function stored(message: Message): void {
    dispatch({ type: 'message.stored', message })
  }
  function dismiss(what: 'missed' | 'lostOffer' | 'lostWork' | 'presenceNews'): void {
    dispatch({ type: 'news.dismissed', what })
  }
  function forget(): void {
    state.value = emptyDesk()
    selected.value = null
  }

  return {
    state, selected, isAccepting, me, works, offer, current, capacity, waitingCount, lateCount,
    thread, select, openNext, setPresence, accept, decline, close, reopen, transfer, takeBack,
    complete, block, rename, refreshCustomer, markRead, loadOlder, stored, dismiss, forget, load,
  }
})

function lostBy(error: unknown): LostOffer['how'] | null {
  if (!(error instanceof ApiError)) return null
  if (error.code === 'offer.taken') return 'taken'
  return error.code === 'offer.expired' || error.code === 'offer.unknown' ? 'while_away' : null
}
