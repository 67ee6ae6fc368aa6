import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@/protocol/values'
import { opened, withEarlier, withEvent } from './watched'

const read = <T>(name: string) =>
  JSON.parse(readFileSync(join(process.cwd(), `../api/examples/${name}.json`), 'utf8')) as T
const conversation = read<Conversation>('conversation')
const message = read<Message>('message')
const numbered = (seq: number, change: Partial<Message> = {}): Message => ({
  ...message, id: `m-${seq}`, seq, conversation: conversation.id, ...change,
})
const open = () => opened(null, conversation, [numbered(4), numbered(5)], true)

describe('a watched conversation', () => {
  it('takes each message once, whether it comes with the answer, as an event, or both', () => {
    const event = { type: 'message.added' as const, data: { message: numbered(6) } }
    const state = withEvent(withEvent(open(), event), event)
    expect(state.thread.messages.map((one) => one.seq)).toEqual([4, 5, 6])
  })
  it('does not hear what belongs to another one', () => {
    const other = numbered(6, { conversation: 'c-999' })
    const state = open()
    expect(withEvent(state, { type: 'message.added', data: { message: other } })).toBe(state)
    const typing = { conversation: 'c-999', who: 'customer' as const, is_typing: true }
    expect(withEvent(state, { type: 'typing', data: typing })).toBe(state)
  })
  it('puts earlier messages in front and knows when there are no more', () => {
    const state = withEarlier(open(), [numbered(1), numbered(2), numbered(3)], false)
    expect(state.thread.messages[0]?.seq).toBe(1)
    expect(state.thread.hasOlder).toBe(false)
  })
  it('keeps what was loaded when the line comes back', () => {
    const state = withEarlier(open(), [numbered(3)], true)
    const again = opened(state, conversation, [numbered(5), numbered(6)], true)
    expect(again.thread.messages.map((one) => one.seq)).toEqual([3, 4, 5, 6])
  })
  it('forgets that somebody typed when the message is there', () => {
    const data = { conversation: conversation.id, who: 'customer' as const, is_typing: true }
    const typing = withEvent(open(), { type: 'typing', data })
    expect(typing.typing).toBe('customer')
    const author = { kind: 'customer' as const, agent: null, name: 'Grace' }
    const state = withEvent(typing, {
      type: 'message.added',
      data: { message: numbered(6, { author }) },
    })
    expect(state.typing).toBeNull()
  })
  it('never takes a read mark back', () => {
    const data = { conversation: conversation.id, reader: 'customer' as const, up_to: 1 }
    const state = withEvent(open(), { type: 'messages.read', data })
    expect(state.conversation.read_by_customer).toBe(conversation.read_by_customer)
  })
})
