/** What is asked of the network over HTTP, what of it is refused at the door, and what the worker answers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExposureLens } from '../reports/exposure-lens.ts'
import type { MatrixAnswer } from '../reports/matrix-answer.ts'
import type { TraceAnswer } from '../reports/trace-answer.ts'
import type { WhatIfAnswer } from '../reports/what-if-answer.ts'
import type { Question } from './analysis-question.ts'
import { createSample } from './create-sample.ts'
import { readMatrixBy, readTraceBody, readWhatIfBody } from './network-question.ts'
import { type OpenServices, openServices } from './open-services.ts'
import { readLens } from './scene-question.ts'

const post = (body: unknown) =>
  new Request('http://127.0.0.1/api/x', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const ASKED = { from: 'internet', to: 'i-1', protocol: 'tcp', port: 22 }

describe('a question over HTTP', () => {
  it('is one question in whatever order its fields are sent', async () => {
    const one = await readTraceBody(post(ASKED))
    const other = await readTraceBody(post(Object.fromEntries(Object.entries(ASKED).toReversed())))
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  })

  it.each([
    ['no end', { from: 'internet', protocol: 'tcp' }, '/to'],
    ['no protocol', { from: 'internet', to: 'i-1' }, '/protocol'],
    ['a port of ICMP', { ...ASKED, protocol: 'icmp' }, '/port'],
    ['a field there is not', { ...ASKED, prot: 'tcp' }, '/prot'],
    ['an address that is none', { ...ASKED, src_ip: '10.0.0' }, '/src_ip'],
  ])('is refused with %s, and says where', async (_, body, pointer) => {
    await expect(readTraceBody(post(body))).rejects.toMatchObject({ code: 'bad-query', place: { pointer } })
  })

  it.each([
    ['a list', []],
    ['fields that are objects', { ...ASKED, from: {} }],
    ['a text beyond all ids', { ...ASKED, from: 'i'.repeat(3000) }],
    ['more fields than there are', Object.fromEntries(Array.from({ length: 30 }, (__, at) => [`f${at}`, 1]))],
  ])('is no question when it is %s', async (_, body) => {
    await expect(readTraceBody(post(body))).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('thinks away each rule once, and refuses none or too many', async () => {
    expect(await readWhatIfBody(post({ ruleIds: ['b', 'a', 'b'], question: null }))).toEqual({
      ruleIds: ['a', 'b'],
      query: null,
    })
    expect((await readWhatIfBody(post({ ruleIds: ['a'], question: ASKED }))).query).toMatchObject(ASKED)
    const ids = (length: number) => Array.from({ length }, (_, at) => `sgr-${at}`)
    for (const ruleIds of [[], [''], ids(101)]) {
      await expect(readWhatIfBody(post({ ruleIds }))).rejects.toMatchObject({ code: 'bad-request' })
    }
    const faulty = { ruleIds: ['a'], question: { ...ASKED, port: 'x' } }
    await expect(readWhatIfBody(post(faulty))).rejects.toMatchObject({ place: { pointer: '/question/port' } })
  })

  it('groups by what there is, by subnet unless told', () => {
    expect(readMatrixBy(new URLSearchParams())).toBe('subnet')
    expect(readMatrixBy(new URLSearchParams('by=tag:Team'))).toBe('tag:Team')
    expect(() => readMatrixBy(new URLSearchParams('by=moon'))).toThrowError(
      expect.objectContaining({ code: 'bad-request' }),
    )
    expect(readLens(new URLSearchParams('lens=exposure'))).toBe('exposure')
    expect(() => readLens(new URLSearchParams('lens=x'))).toThrowError(expect.objectContaining({ code: 'bad-request' }))
  })
})

describe('the worker, asked of the sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-asked-'))
  let opened: OpenServices
  let id = ''
  beforeAll(async () => {
    opened = await openServices({ data: join(folder, 'data'), out: () => {}, log: () => {} })
    id = (await createSample(opened.services)).id
  })
  afterAll(async () => {
    await opened.close()
    rmSync(folder, { recursive: true })
  })

  const ask = async <T>(question: Question) => JSON.parse(await opened.services.analysis.ask(id, question)) as T
  const bastion = async () => {
    const { rows } = await ask<{ rows: { id: string; type: string }[] }>({
      kind: 'resources',
      offset: 0,
      limit: 9,
      text: 'bastion-1',
    })
    return rows.find(({ type }) => type === 'instance')?.id ?? ''
  }

  it('says who reaches the bastion, what one rule is worth, and leaves the network as it is', async () => {
    const query = { from: 'internet', to: await bastion(), protocol: 'tcp', port: 22 }
    const answer = await ask<TraceAnswer>({ kind: 'trace', query })
    expect(answer).toMatchObject({ verdict: 'reachable', to: { name: 'bastion-1' }, traffic: 'tcp/22' })
    const rule = answer.request.find(({ kind }) => kind === 'security-group')?.rules[0]?.ruleId ?? ''
    const whatIf = await ask<WhatIfAnswer>({ kind: 'what-if', ruleIds: [rule], query })
    expect(whatIf.lost).toMatchObject([{ interface: { name: 'bastion-1' }, ports: ['tcp/22'] }])
    expect(whatIf.question?.after.verdict).toBe('blocked')
    expect(await ask<TraceAnswer>({ kind: 'trace', query })).toEqual(answer)
  })

  it('counts every interface once in the exposure lens, and agrees with the matrix on who is reached', async () => {
    const lens = await ask<ExposureLens>({ kind: 'exposure' })
    const counted = Object.values(lens.counts).reduce((sum, count) => sum + count, 0)
    expect(counted).toBeGreaterThan(100)
    expect(lens.counts.reachable).toBeGreaterThan(5)
    const matrix = await ask<MatrixAnswer>({ kind: 'matrix', by: 'subnet' })
    const fromInternet = matrix.cells.filter(({ from, verdict }) => from === 0 && verdict === 'reachable')
    const reached = fromInternet.map(({ to }) => matrix.groups[to]?.id).toSorted()
    const painted = lens.subnets.filter(({ counts }) => counts.reachable + counts.limited > 0)
    expect(painted.map(({ subnetId }) => subnetId).toSorted()).toEqual(reached)
  })

  it('draws the picture in either lens', async () => {
    const draw = (lens: 'placement' | 'exposure') =>
      opened.services.analysis.ask(id, { kind: 'svg', theme: 'light', lens, title: 't' })
    expect(await draw('exposure')).toContain('tcp/22')
    expect(await draw('exposure')).toContain('Reachable from the internet')
    expect(await draw('placement')).not.toContain('One change away')
  })
})
