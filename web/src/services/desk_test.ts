import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import { ann, busySnapshot, hannahOffer, snapshot } from '@/stories/fake_values'
import { FakeDesk, installFake } from '@/stories/fake_desk'
import { live, liveState } from './connection'
import { useDesk } from './desk'
import { useOutbox } from './outbox'
import { adoptOrphans } from './tab'

let fake: FakeDesk
let stop: () => void

async function until(is: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    watch(is, (now) => now && resolve(), { immediate: true, flush: 'sync' })
  })
  await flushPromises()
}
async function begin(state = snapshot()): Promise<ReturnType<typeof useDesk>> {
  fake = new FakeDesk(state)
  stop = installFake(fake, 0)
  const desk = useDesk()
  live.start()
  await until(() => desk.state.isLoaded && liveState.value.status === 'online')
  return desk
}
beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  setActivePinia(createPinia())
})
afterEach(() => {
  live.stop()
  stop()
})

describe('the desk', () => {
  it('takes an offer, opens it and has it once', async () => {
    const desk = await begin()
    const offer = hannahOffer()
    fake.offer(offer)
    await until(() => desk.offer !== null)
    expect(await desk.accept(offer.id)).toBe(true)
    await until(() => desk.works.length === 1)
    expect(desk.selected).toBe('c-9')
    expect(desk.offer).toBeNull()
  })
  it('tells a lost race on the card, not as an error', async () => {
    const desk = await begin()
    fake.offer(hannahOffer())
    await until(() => desk.offer !== null)
    fake.state.offers = []
    expect(await desk.accept(desk.offer!.id)).toBe(false)
    expect(desk.state.lostOffer?.how).toBe('while_away')
    expect(desk.works).toEqual([])
  })
  it('lets go of what is open when it ends', async () => {
    const desk = await begin(busySnapshot())
    desk.select('c-2')
    const work = desk.current!
    await desk.complete(work.id)
    expect(desk.selected).toBeNull()
  })
  it('opens next who has waited the largest share of the target', async () => {
    const desk = await begin(busySnapshot())
    desk.select('c-1')
    expect(desk.openNext()).toBe(true)
    expect(desk.selected).toBe('c-2')
  })
  it('reads older messages once, however often it is asked', async () => {
    const desk = await begin(busySnapshot())
    await Promise.all([desk.loadOlder('c-2'), desk.loadOlder('c-2')])
    expect(desk.thread('c-2').messages.map((one) => one.seq)).toEqual([1, 2, 3])
  })
})

describe('what is written offline', () => {
  it('goes out when the line is back, in order, once', async () => {
    const desk = await begin(busySnapshot())
    const outbox = useOutbox()
    await outbox.begin(ann)
    fake.drop()
    await until(() => liveState.value.status === 'offline')
    for (const text of ['One', 'Two']) {
      outbox.send({ conversation: 'c-4', customer: 'Maya', text, attachments: [], visibility: 'everyone' })
    }
    expect(outbox.items.map((item) => item.state)).toEqual(['waiting', 'waiting'])
    fake.isReachable = true
    live.reconnect()
    await until(() => outbox.items.length === 0)
    const texts = desk.thread('c-4').messages.map((message) => message.text)
    expect(texts.slice(-2)).toEqual(['One', 'Two'])
    outbox.end()
  })
})

describe('what a closed tab left', () => {
  const key = 'firstline.outbox.ann'
  it('is taken over by the next one, before its own', async () => {
    localStorage.setItem(`${key}.old`, '[{"clientId":"a"}]')
    localStorage.setItem(`${key}.mine`, '[{"clientId":"b"}]')
    localStorage.setItem('firstline.outbox.bob.x', '[{"clientId":"c"}]')
    stop = () => undefined
    await adoptOrphans(key, `${key}.mine`, localStorage, undefined)
    expect(JSON.parse(localStorage.getItem(`${key}.mine`) ?? '')).toEqual([{ clientId: 'a' }, { clientId: 'b' }])
    expect(localStorage.getItem(`${key}.old`)).toBeNull()
    expect(localStorage.getItem('firstline.outbox.bob.x')).not.toBeNull()
  })
  it('stays with a tab that lives', async () => {
    localStorage.setItem(`${key}.other`, '[{"clientId":"a"}]')
    stop = () => undefined
    const locks = {
      request: (_name: string, _options: object, run: (lock: null) => unknown) => Promise.resolve(run(null)),
    } as unknown as LockManager
    await adoptOrphans(key, `${key}.mine`, localStorage, locks)
    expect(localStorage.getItem(`${key}.other`)).not.toBeNull()
    expect(localStorage.getItem(`${key}.mine`)).toBeNull()
  })
})
