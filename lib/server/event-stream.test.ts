import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventLog } from './event-log.ts'
import { eventStream, lastEventId } from './event-stream.ts'

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

const never = new AbortController().signal

describe('an event stream', () => {
  it('replays what came before, then what comes, and ends with the log', async () => {
    const log = eventLog()
    log.append('progress', { filesDone: 1 })
    const text = textOf(eventStream(log, { after: 0, signal: never }))
    log.append('done', { note: 'two\nlines' })
    log.end()
    expect(await text).toBe(
      'id: 1\nevent: progress\ndata: {"filesDone":1}\n\nid: 2\nevent: done\ndata: {"note":"two\\nlines"}\n\n',
    )
  })

  it('goes on after the last event the reader saw', async () => {
    const log = eventLog()
    for (const step of [1, 2, 3]) log.append('progress', step)
    log.end()
    expect(await textOf(eventStream(log, { after: 2, signal: never }))).toBe('id: 3\nevent: progress\ndata: 3\n\n')
  })

  it('always has the outcome for who comes late, however long the way was', async () => {
    const log = eventLog()
    for (let step = 0; step < 5000; step++) log.append('progress', step)
    log.append('done', {})
    log.end()
    const text = await textOf(eventStream(log, { after: 0, signal: never }))
    expect(text.match(/^id: /gm)).toHaveLength(500)
    expect(text).toMatch(/id: 5001\nevent: done\n/)
  })

  it('takes no event after its end', () => {
    const log = eventLog()
    log.end()
    log.append('progress', 1)
    expect(log.after(0)).toEqual([])
  })

  it('ends when the reader leaves, and the log goes on without it', async () => {
    const log = eventLog()
    const reader = new AbortController()
    const text = textOf(eventStream(log, { after: 0, signal: reader.signal }))
    reader.abort()
    expect(await text).toBe('')
    log.append('progress', 1)
    expect(log.after(0)).toHaveLength(1)
  })

  it.each([
    ['the log ends', (log: ReturnType<typeof eventLog>) => log.end()],
    ['the reader leaves', (_log: unknown, reader: AbortController) => reader.abort()],
    [
      'the reader cancels',
      async (_log: unknown, _reader: unknown, stream: ReadableStream<Uint8Array>) => stream.cancel(),
    ],
  ])('tells once that it is over, when %s', async (_how, end) => {
    const [log, reader, onEnd] = [eventLog(), new AbortController(), vi.fn()]
    const stream = eventStream(log, { after: 0, signal: reader.signal, onEnd })
    expect(onEnd).not.toHaveBeenCalled()
    await end(log, reader, stream)
    log.end()
    reader.abort()
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('is over at once for a reader who has left already', async () => {
    const onEnd = vi.fn()
    expect(await textOf(eventStream(eventLog(), { after: 0, signal: AbortSignal.abort(), onEnd }))).toBe('')
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['7', 7],
    ['', 0],
    ['x', 0],
    ['-1', 0],
    ['1e3', 0],
    ['99999999999', 0],
  ])('reads Last-Event-ID %j as %i', (text, id) => {
    expect(lastEventId(new Headers({ 'last-event-id': text }))).toBe(id)
  })

  describe('with nothing to say', () => {
    beforeEach(() => {
      vi.useFakeTimers()
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    it('says every 15 seconds that it is there, and stops its clock with the reader', async () => {
      const reader = eventStream(eventLog(), { after: 0, signal: never }).getReader()
      vi.advanceTimersByTime(30_000)
      const decoder = new TextDecoder()
      expect(decoder.decode((await reader.read()).value)).toBe(': still here\n\n')
      expect(decoder.decode((await reader.read()).value)).toBe(': still here\n\n')
      await reader.cancel()
      expect(vi.getTimerCount()).toBe(0)
    })
  })
})
