/** Every call that hangs off another: asked for each parent, embedded where it belongs, and what a refusal leaves. */

import { describe, expect, it } from 'vitest'
import type { CellReport } from '../../describe/collection-report.ts'
import type { DescribeDocument } from '../../describe/document.ts'
import { decodeShard } from '../../describe/shard.ts'
import type { FanOut, Output } from '../../testing/fan-outs.ts'
import { NETWORK_FAN_OUTS } from '../../testing/fan-outs-of-networks.ts'
import { SERVICE_FAN_OUTS } from '../../testing/fan-outs-of-services.ts'
import { type RecordedAnswer, recordedSession, refusal } from '../../testing/recorded-session.ts'
import { ALL_CALLS } from './calls/all-calls.ts'
import { collectCell } from './collect-cell.ts'

const FAN_OUTS: readonly FanOut[] = [...NETWORK_FAN_OUTS, ...SERVICE_FAN_OUTS]

interface Run {
  readonly document: DescribeDocument
  readonly report: CellReport
  readonly inputs: readonly Output[]
}

async function runWith({ parents, call, region }: FanOut, answer: RecordedAnswer): Promise<Run> {
  const session = recordedSession({ ...parents, [call]: answer })
  const hooks = { signal: new AbortController().signal, now: () => new Date(0), onProgress: () => undefined }
  const { report, shard } = await collectCell(
    session,
    { account: '111122223333', region: region ?? 'eu-west-1' },
    hooks,
  )
  const requests = session.requests.filter((each) => `${each.service} ${each.operation}` === call)
  const document = decodeShard(shard?.json ?? '', { collectedAt: null })
  return { document, report, inputs: requests.map(({ input }) => input) }
}

describe.each(FAN_OUTS)('$call', (fanOut) => {
  const { answer, inputs, key, holds, call } = fanOut

  it('is asked for each parent, and its answers stand where they belong', async () => {
    const run = await runWith(fanOut, answer)
    expect(run.inputs).toHaveLength(inputs.length)
    expect(run.inputs).toEqual(expect.arrayContaining([...inputs]))
    const elements = run.document.elements.get(key) ?? []
    expect(elements).toHaveLength(holds.length)
    for (const [index, held] of holds.entries()) expect(elements[index]).toMatchObject(held)
    expect(run.document.partial.size).toBe(0)
    expect(run.report.outcome).toBe('complete')
  })

  it('leaves an error, and what it would tell unknown, when it is refused', async () => {
    const run = await runWith(fanOut, refusal('denied', { code: 'AccessDeniedException' }))
    expect(run.document.errors).toHaveLength(1)
    const report = run.report.calls.find(({ status }) => status === 'denied')
    expect(`${report?.service} ${report?.operation}`).toBe(run.document.errors[0]?.operation)
    expect(report?.unanswered).toBe(inputs.length - (call === 'ec2 GetManagedPrefixListEntries' ? 2 : 0))
    const fills = ALL_CALLS.some((each) => `${each.service} ${each.operation}` === call && each.fills.includes(key))
    expect(run.document.elements.has(key)).toBe(!fills)
  })

  it.skipIf(inputs.length < 2)('marks the key as read in part when one parent of several is refused', async () => {
    const last = inputs.at(-1)
    const name = (input: Output) =>
      JSON.stringify(Object.entries({ ...input, NextToken: undefined }).sort(([a], [b]) => a.localeCompare(b)))
    const run = await runWith(fanOut, (input) => {
      if (name(input) === name(last ?? {})) return refusal()
      return typeof answer === 'function' ? answer(input) : answer
    })
    expect(run.document.partial.get(key)?.reason).toBe('denied-in-part')
    expect(run.document.partial.get(key)?.detail).toMatch(/needs [a-z0-9-]+:[A-Z]/)
    expect(run.document.elements.has(key)).toBe(true)
  })
})

describe('the list above', () => {
  it('has every call that hangs off another', () => {
    const hanging = new Set(
      ALL_CALLS.filter(({ per }) => per !== null).map((call) => `${call.service} ${call.operation}`),
    )
    expect(new Set(FAN_OUTS.map(({ call }) => call))).toEqual(hanging)
  })
})
