import { describe, expect, it } from 'vitest'
import { changesOf, type UserDraft } from './use_user_editor'

const mia: UserDraft = { name: 'Mia', role: 'agent', granted: [], revoked: [] }

describe('what is sent of a user', () => {
  it('is only what was changed here, so that nobody is renamed back', () => {
    expect(changesOf(mia, { ...mia, role: 'supervisor' })).toEqual({ role: 'supervisor' })
    expect(changesOf(mia, { ...mia, granted: ['see_audit'] })).toEqual({ granted: ['see_audit'] })
  })
  it('has the name without the spaces around it', () => {
    expect(changesOf(mia, { ...mia, name: '  Mia Wang ' })).toEqual({ name: 'Mia Wang' })
    expect(changesOf(mia, { ...mia, name: 'Mia ' })).toEqual({})
  })
})
