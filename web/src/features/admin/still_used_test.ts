import { describe, expect, it } from 'vitest'
import { usesIn } from './still_used'

const gone = (field: string, code = 'queue.unknown') => ({ code, field, message: '' })

describe('what is still used', () => {
  it('is counted by those who use it, each once', () => {
    const problems = [
      gone('agents[3].queues[2]'),
      gone('agents[3].skills[0].skill', 'skill.unknown'),
      gone('agents[10].queues[0]'),
      gone('entry_points[1].queue'),
    ]
    expect(usesIn(problems)).toEqual({ agents: 2, entry_points: 1 })
  })
  it('is nothing that another problem says', () => {
    expect(usesIn([])).toBeNull()
    expect(usesIn([gone('items[0].name', 'catalog.name.empty')])).toBeNull()
    expect(usesIn([gone('agents[0].queues[0]'), gone('policy.capacity', 'policy.grace.range')])).toBeNull()
    expect(usesIn([gone('constructor[0].queues[0]')])).toBeNull()
  })
})
