import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../lib/reachability/parse-query.ts'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import { commandsFor } from '../shell/palette-commands.ts'
import { askings, endsCalled, readAsked, unnamed } from '../shell/palette-question.ts'
import { stepCell } from './matrix-keys.ts'
import { detailCount, portOf, questionKey, questionRecord, trafficWords } from './question-words.ts'
import { questionOf } from './reached-by.tsx'
import { suggestionsFor } from './use-suggestions.ts'

const question = { ...PLAIN_QUESTION, from: 'internet', to: 'i-1', port: 22 }
const nothing = () => undefined

describe('a question', () => {
  it('is spelt as a query file spells it, so that the engine reads it', () => {
    const asked = { ...question, family: 4 as const, sourceIp: '203.0.113.9', sourcePort: 40_000, via: 'igw-1' }
    const { query, faults } = parseQuery(questionRecord(asked))
    expect(faults).toEqual([])
    expect(query).toMatchObject({ from: 'internet', to: 'i-1', protocol: 6, port: 22, family: 4, via: 'igw-1' })
    expect(questionRecord(question)).toEqual({ from: 'internet', to: 'i-1', protocol: 'tcp', port: 22 })
  })

  it.each([
    ['tcp/22', question],
    ['tcp', { ...question, port: null }],
    ['icmp type 8', { ...question, protocol: 'icmp', port: null, icmpType: 8 }],
  ])('is told in few words: %s', (words, asked) => {
    expect(trafficWords(asked)).toBe(words)
  })

  it('has one key for one question, whatever order its parts were set in', () => {
    expect(questionKey({ ...question })).toBe(
      questionKey(Object.fromEntries(Object.entries(question).toReversed()) as typeof question),
    )
    expect(questionKey(question)).not.toBe(questionKey({ ...question, port: 23 }))
    expect(detailCount(question)).toBe(0)
    expect(detailCount({ ...question, via: 'igw-1', family: 6 })).toBe(2)
  })

  it('is made of an exposure: its first port, by the load balancer it comes through', () => {
    const lb = { id: 'arn:lb', label: 'Load balancer', name: 'edge' }
    expect(questionOf({ ports: ['tcp/80, 443'], via: [lb] }, 'eni-1')).toMatchObject({
      from: 'internet',
      to: 'eni-1',
      protocol: 'tcp',
      port: 80,
      via: 'arn:lb',
    })
    expect(questionOf({ ports: ['other protocols'], via: [] }, 'eni-1')).toMatchObject({
      protocol: 'tcp',
      port: null,
      via: null,
    })
    expect(questionOf({ ports: ['udp/all'], via: [] }, 'eni-1')).toMatchObject({ protocol: 'udp', port: null })
  })

  it.each([
    ['22', 22],
    ['0', 0],
    ['99999', 65_535],
    ['tcp/443', 443],
    ['', null],
    ['any', null],
  ])('keeps of %j the port %s', (text, port) => {
    expect(portOf(text)).toBe(port)
  })
})

const row = (part: Partial<ResourceRow>): ResourceRow => ({
  id: 'i-1',
  type: 'instance',
  name: null,
  account: '111122223333',
  region: 'eu-west-1',
  vpcId: null,
  subnetId: null,
  detail: '10.0.0.5',
  depth: 1,
  parentId: null,
  ...part,
})

describe('what an end is completed to', () => {
  const rows = [
    row({ id: 'eni-1', type: 'network-interface', name: 'web-1' }),
    row({ id: 'i-1', name: 'web-1' }),
    row({ id: 'vpc-1', type: 'vpc', name: 'web' }),
    row({ id: 'i-2', name: 'old-web' }),
  ]

  it('is what a path can end at, what begins with the text first, instances before their interfaces', () => {
    expect(suggestionsFor('web', rows).map(({ value }) => value)).toEqual(['i-1', 'eni-1', 'i-2'])
  })

  it('is the internet while the text may still become it', () => {
    expect(suggestionsFor('inter', [])).toMatchObject([{ value: 'internet' }])
    expect(suggestionsFor('', rows)[0]).toMatchObject({ value: 'internet' })
    expect(suggestionsFor('web', []).length).toBe(0)
  })

  it('is a list one can overlook', () => {
    const many = Array.from({ length: 60 }, (_, index) => row({ id: `i-${index}`, name: `web-${index}` }))
    expect(suggestionsFor('web', many)).toHaveLength(8)
  })
})

describe('the palette', () => {
  const context = {
    owner: true,
    update: nothing,
    actions: { setLens: nothing, leaveWhatIf: nothing, stepFinding: nothing },
  }

  it('reads a question, and says what is missing of one', () => {
    expect(readAsked('internet -> web-1:443')).toMatchObject({
      kind: 'question',
      question: { from: 'internet', to: 'web-1', protocol: 'tcp', port: 443 },
    })
    expect(readAsked('i-1 -> i-2:udp/53')).toMatchObject({ question: { protocol: 'udp', port: 53 } })
    expect(readAsked('internet ->')).toMatchObject({ kind: 'faulty' })
    expect(readAsked('internet -> internet')).toMatchObject({ kind: 'faulty' })
    expect(readAsked('bastion')).toEqual({ kind: 'none' })
  })

  it('names the port and its range where the port is none', () => {
    expect(readAsked('internet -> i-1:99999')).toEqual({
      kind: 'faulty',
      message: 'Port: This is a whole number from 0 to 65535; "99999" is not one.',
    })
  })

  it('asks a whole name of one resource, part of a name of all that a path can end at', () => {
    const named = [
      row({ id: 'eni-1', type: 'network-interface', name: 'bastion-1' }),
      row({ id: 'i-1', name: 'bastion-1' }),
      row({ id: 'i-2', name: 'bastion-2' }),
      row({ id: 'rtb-1', type: 'route-table', name: 'bastion' }),
    ]
    expect(endsCalled('bastion-1', named)).toEqual([{ id: 'i-1', label: 'bastion-1' }])
    expect(endsCalled('i-2', named)).toEqual([{ id: 'i-2', label: 'bastion-2' }])
    const parts = endsCalled('basti', named)
    expect(parts.map(({ id }) => id)).toEqual(['i-1', 'i-2', 'eni-1'])
    const ends = { from: parts, to: endsCalled('internet', []) }
    const asked = askings({ ...question, from: 'basti', to: 'internet' }, ends, 2)
    expect(asked.map((each) => [each.question.from, each.question.to])).toEqual([
      ['i-1', 'internet'],
      ['i-2', 'internet'],
    ])
  })

  it('offers no question about a name that nothing has, but asks about an id or address it cannot look up', () => {
    const ends = { from: endsCalled('nowhere', []), to: endsCalled('internet', []) }
    expect(askings({ ...question, from: 'nowhere', to: 'internet' }, ends, 8)).toEqual([])
    expect(unnamed({ ...question, from: 'nowhere', to: 'internet' }, ends)).toContain('nowhere.')
    for (const end of ['i-0123456789abcdef0', '10.0.0.5', '2001:db8::1', 'arn:aws:ec2:x']) {
      expect(endsCalled(end, [])).toEqual([{ id: end, label: end }])
    }
  })

  it('finds views and actions by any of their words, and offers a guest nothing of the owner', () => {
    expect(commandsFor('matrix', context).map(({ label }) => label)).toEqual(['Matrix'])
    expect(commandsFor('lens exp', context).map(({ label }) => label)).toEqual(['Exposure lens'])
    const guest = commandsFor('', { ...context, owner: false }).map(({ label }) => label)
    expect(guest).not.toContain('Snapshots')
    const owners = commandsFor('', context).map(({ label }) => label)
    expect(owners.filter((label) => !guest.includes(label))).toEqual(['Snapshots', 'Import', 'Settings'])
  })
})

describe('the keys of the matrix', () => {
  it.each([
    ['ArrowUp', { from: 0, to: 1 }],
    ['ArrowDown', { from: 2, to: 1 }],
    ['ArrowLeft', { from: 1, to: 0 }],
    ['ArrowRight', { from: 1, to: 2 }],
    ['PageDown', { from: 4, to: 1 }],
    ['PageUp', { from: 0, to: 1 }],
    ['Home', { from: 1, to: 0 }],
    ['End', { from: 1, to: 4 }],
  ])('%s leads where it says, and the edges hold', (key, place) => {
    expect(stepCell(key, { from: 1, to: 1 }, 5)).toEqual(place)
  })

  it('leave other keys to the page', () => {
    expect(stepCell('a', { from: 0, to: 0 }, 5)).toBeNull()
    expect(stepCell('ArrowDown', { from: 0, to: 0 }, 1)).toEqual({ from: 0, to: 0 })
  })
})
