import { describe, expect, it } from 'vitest'
import { RequestFailed } from '../shell/workspace-api.ts'
import { beginning, settled } from './import-state.ts'

const problem = {
  code: 'import-too-large',
  message: 'Too large.',
  remedy: null,
  file: null,
  pointer: null,
  reference: null,
}

describe('an import on screen', () => {
  it('knows how much there is before a byte is sent', () => {
    const files = ['{}', '{"Vpcs":[]}'].map((text, at) => ({
      path: `${at}.json`,
      file: new File([text], `${at}.json`),
    }))
    expect(beginning(files)).toMatchObject({ phase: 'uploading', filesTotal: 2, bytesTotal: 13, bytesDone: 0 })
  })

  it('ends with what the server told', async () => {
    const outcome = { kind: 'done', snapshotId: 's-1', files: [], notes: [] } as const
    expect(await settled(Promise.resolve(outcome), new AbortController().signal)).toEqual({ stage: 'ended', outcome })
  })

  it('that fails says why, in the server’s words or as a bug', async () => {
    const { signal } = new AbortController()
    expect(await settled(Promise.reject(new RequestFailed(problem)), signal)).toMatchObject({
      stage: 'ended',
      outcome: { kind: 'failed', problem },
    })
    expect(await settled(Promise.reject(new TypeError('network')), signal)).toMatchObject({
      outcome: { kind: 'failed', problem: { code: 'internal', message: 'network' } },
    })
  })

  it('that was cancelled is no failure, whatever the request threw', async () => {
    const controller = new AbortController()
    controller.abort()
    expect(await settled(Promise.reject(new RequestFailed(problem)), controller.signal)).toEqual({ stage: 'cancelled' })
  })
})
