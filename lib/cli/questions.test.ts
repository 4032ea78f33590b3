import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toDescribeJson } from '../describe/describe-json.ts'
import type { ExposureJson } from '../reports/exposure-json.ts'
import type { ScopePathJson } from '../reports/scopes-json.ts'
import type { TraceJson } from '../reports/trace-json.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { main } from './main.ts'

let folder: string
let network: string

const SHOP = buildVpc('10.0.0.0/16')
  .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-db', '10.0.2.0/24')
  .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
  .host('eni-db', 'subnet-db', ['tcp/5432 from sg-web'], { privateIp: '10.0.2.10' })
  .host('eni-old', 'subnet-db', ['tcp/22 from pl-1'], { privateIp: '10.0.2.11' })
  .prefixList('pl-1', null)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-questions-'))
  network = await fileOf('network.json', toDescribeJson(SHOP.document))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function portolan(...argv: readonly string[]): Promise<{ code: number; out: string; log: string }> {
  let out = ''
  let log = ''
  const code = await main(argv, {
    out: (text) => {
      out += text
    },
    log: (text) => {
      log += text
    },
    outIsTerminal: false,
    logIsTerminal: false,
    color: false,
    env: {},
  })
  return { code, out, log }
}

const ask = (from: string, to: string, ...rest: readonly string[]) =>
  portolan('trace', network, '--from', from, '--to', to, '--protocol', 'tcp', ...rest)

describe('portolan trace', () => {
  it('answers in the shape of the design, each hop with what decided', async () => {
    const { out, code } = await ask('eni-web', 'eni-db', '--port', '5432')
    const answer = JSON.parse(out) as TraceJson
    expect(code).toBe(0)
    expect(answer).toMatchObject({ verdict: 'reachable', delivered: 'reachable', blockers: [], unknowns: [] })
    expect(answer.forward.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
      answer.forward.map((_, index) => index + 1),
    )
    expect(answer.return.length).toBeGreaterThan(0)
    const admitted = answer.forward.find(({ component }) => component === 'sg-db')
    expect(admitted).toMatchObject({
      attachedTo: 'eni-db',
      decision: 'passes',
      rules: [{ resourceId: 'sg-db', document: { account: '111122223333', region: 'eu-west-1' } }],
      inboundHeader: {
        sourceAddresses: ['10.0.1.10/32'],
        destinationAddresses: ['10.0.2.10/32'],
        sourcePortRanges: ['1024-65535'],
        destinationPortRanges: ['5432'],
        protocol: 'tcp',
      },
    })
    expect(admitted?.rules[0]?.pointer).toMatch(/^\/SecurityGroups\/\d+\/IpPermissions\//)
  })

  it('names what blocks, and exits 0: blocked is an answer', async () => {
    const { out, code } = await ask('internet', 'eni-web', '--port', '22')
    const answer = JSON.parse(out) as TraceJson
    expect([code, answer.verdict]).toEqual([0, 'blocked'])
    expect(answer.blockers).toMatchObject([
      { code: 'ENI_SG_RULES_MISMATCH', component: 'sg-web', attachedTo: 'eni-web', leg: 'request' },
    ])
  })

  it('exits 4 when the verdict is unknown, and says which call would tell', async () => {
    const { out, code } = await ask('eni-web', 'eni-old', '--port', '22')
    const answer = JSON.parse(out) as TraceJson
    expect([code, answer.verdict]).toEqual([4, 'unknown'])
    expect(answer.unknowns[0]?.component).toBe('pl-1')
    expect(answer.unknowns[0]?.remedy).toMatch(/^aws ec2 /)
  })

  it('without a port asks whether some port works', async () => {
    expect((JSON.parse((await ask('eni-web', 'eni-db')).out) as TraceJson).verdict).toBe('reachable')
    expect((JSON.parse((await ask('eni-db', 'eni-web')).out) as TraceJson).verdict).toBe('reachable')
  })

  it.each([
    ['blocked', 'internet', 'eni-web', '22'],
    ['reachable', 'eni-web', 'eni-db', '5432'],
    ['unknown', 'eni-web', 'eni-old', '22'],
  ])('a %s answer reads as a note', async (...[verdict, from, to, port]) => {
    const { out } = await ask(from, to, '--port', port, '--format', 'table')
    await expect(out).toMatchFileSnapshot(`golden/trace-${verdict}.txt`)
  })

  it('writes Markdown in which no name becomes markup', async () => {
    const { out } = await ask('internet', 'eni-web', '--port', '22', '--format', 'markdown')
    expect(out).toMatch(/^# internet to eni-web on tcp\/22: blocked\n/)
    expect(out).toContain('## What blocks')
  })

  it.each([
    [['--protocol=-1'], /every protocol/],
    [['--protocol=tcp', '--port=99999'], /--port: .*65535/],
    [['--protocol', 'tcp', '--src-ip', 'x'], /--src-ip/],
    [['--protocol', 'tcp', '--queries', 'f'], /whole questions/],
    [[], /--protocol: Name the protocol/],
  ])('%j is a usage error', async (options, words) => {
    const { code, log, out } = await portolan('trace', network, '--from', 'a', '--to', 'b', ...options)
    expect([code, out]).toEqual([2, ''])
    expect(log).toMatch(words)
  })
})

describe('portolan trace --queries', () => {
  const GOOD = { from: 'eni-web', to: 'eni-db', protocol: 'tcp', port: 5432 }

  it('answers in order, and a question that is none loses no other', async () => {
    const queries = await fileOf('q.json', [
      GOOD,
      { ...GOOD, port: 'x' },
      'internet -> eni-web:443',
      { ...GOOD, port: 22, id: 'mine' },
      null,
    ])
    const { out, code } = await portolan('trace', network, '--queries', queries)
    const answers = JSON.parse(out) as { verdict?: string; error?: { code: string; pointer: string } }[]
    expect(answers.map(({ verdict, error }) => verdict ?? [error?.code, error?.pointer])).toEqual([
      'reachable',
      ['bad-query', '/1/port'],
      'reachable',
      'blocked',
      ['bad-query', '/4'],
    ])
    expect(code).toBe(2)
  })

  it('takes one question a line, blank lines aside, and a line that is no JSON has its own error', async () => {
    const lines = [JSON.stringify(GOOD), '', '{"from": ', JSON.stringify({ ...GOOD, from: 'internet' })].join('\n')
    const { out } = await portolan('trace', network, '--queries', await fileOf('q.ndjson', lines))
    const answers = JSON.parse(out) as { verdict?: string; error?: { pointer: string } }[]
    expect(answers.map(({ verdict, error }) => verdict ?? error?.pointer)).toEqual(['reachable', '/1', 'blocked'])
  })

  it('gives what single questions give', async () => {
    const { out } = await portolan('trace', network, '--queries', await fileOf('q.json', [GOOD]))
    const single = await ask('eni-web', 'eni-db', '--port', '5432')
    expect(JSON.parse(out)).toEqual([JSON.parse(single.out)])
  })

  it.each([
    ['[]', '[]\n', 0],
    ['[{"from":"eni-web","to":"eni-old","protocol":"tcp","port":22}]', null, 4],
  ])('%s', async (text, printed, code) => {
    const result = await portolan('trace', network, '--queries', await fileOf('q.json', text))
    expect(result.code).toBe(code)
    if (printed !== null) expect(result.out).toBe(printed)
  })

  it('a file that is no JSON at all is refused before anything is read', async () => {
    const { code, log } = await portolan(
      'trace',
      join(folder, 'gone'),
      '--queries',
      await fileOf('q.csv', 'a,b\nc,d\n'),
    )
    expect(code).toBe(2)
    expect(log).toMatch(/^bad-query: /)
    expect((await portolan('trace', network, '--queries', join(folder, 'gone'))).code).toBe(2)
  })
})

/** RFC 6890; an internet gateway drops RFC 1918 and RFC 6598 sources, the rest is never routed. */
const NEVER_ON_THE_INTERNET = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
]

describe('portolan exposure', () => {
  it('prints one entry for each interface and block, and what is not known', async () => {
    const { out, code } = await portolan('exposure', network)
    const { exposures, gaps } = JSON.parse(out) as { exposures: ExposureJson[]; gaps: unknown[] }
    expect(exposures).toMatchObject([
      {
        networkInterface: 'eni-web',
        family: 4,
        protocol: 'tcp',
        ports: [[443, 443]],
        sources: ['0.0.0.0/0'],
        exceptSources: NEVER_ON_THE_INTERNET,
        via: null,
        verdict: 'reachable',
      },
    ])
    expect(exposures[0]?.path.map(({ component }) => component)).toEqual(expect.arrayContaining(['internet', 'igw-1']))
    expect(gaps.length).toBeGreaterThan(0)
    expect(code).toBe(4)
    expect((await portolan('exposure', network, '--max-unknown', '100')).code).toBe(0)
  })

  it.each(['table', 'markdown'])('as %s names the interface and the port', async (format) => {
    const { out } = await portolan('exposure', network, '--format', format)
    expect(out).toMatch(/eni.?-web.*tcp\/443.*0\.0\.0\.0\/0/)
  })
})

describe('portolan scopes', () => {
  const INGRESS = { MatchPaths: [{ Source: { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } } }] }
  const pathsOf = (out: string) => (JSON.parse(out) as { paths: ScopePathJson[] }[]).flatMap(({ paths }) => paths)

  it.each([
    ['a scope', INGRESS],
    ['an array', [INGRESS]],
    ['what AWS prints', { NetworkInsightsAccessScopeContent: { NetworkInsightsAccessScopeId: 'nis-1', ...INGRESS } }],
    ['what AWS takes', { ...INGRESS, ClientToken: 'x', TagSpecifications: [{ ResourceType: 'x', Tags: [] }] }],
  ])('%s finds every path from the internet', async (_, content) => {
    const { out, code } = await portolan('scopes', network, '--scopes', await fileOf('s.json', content))
    expect(code).toBe(0)
    expect(pathsOf(out)).toMatchObject([
      {
        verdict: 'reachable',
        protocol: 'tcp',
        source: { component: 'igw-1', addresses: ['0.0.0.0/0'] },
        destination: { networkInterfaces: ['eni-web'], ports: [[443, 443]] },
      },
    ])
  })

  it('leaves out what is excluded, to the port and the address', async () => {
    const scope = {
      ...INGRESS,
      ExcludePaths: [
        { Source: { PacketHeaderStatement: { SourceAddresses: ['0.0.0.0/1'] } } },
        { Destination: { PacketHeaderStatement: { DestinationPorts: ['1-442', '444-65535'] } } },
      ],
    }
    const { out } = await portolan('scopes', network, '--scopes', await fileOf('s.json', scope))
    const [path, ...others] = pathsOf(out)
    expect(others).toEqual([])
    expect(path?.source.addresses).toEqual(['128.0.0.0/1'])
    expect(path?.destination.ports).toEqual([[443, 443]])
  })

  it('exits 3 on a path with --fail-on-found, 4 when one is in doubt, 0 when there is none', async () => {
    const between = (from: string, to: string) => ({
      MatchPaths: [
        {
          Source: { ResourceStatement: { Resources: [from] } },
          Destination: { ResourceStatement: { Resources: [to] } },
        },
      ],
    })
    const run = async (scope: unknown) =>
      (await portolan('scopes', network, '--fail-on-found', '--scopes', await fileOf('s.json', scope))).code
    expect(await run(between('sg-web', 'i-db'))).toBe(3)
    expect(await run(between('subnet-web', 'eni-old'))).toBe(4)
    expect(await run(between('eni-db', 'eni-old'))).toBe(4)
    expect(await run(between('sg-old', 'sg-db'))).toBe(0)
    expect(await run(between('sg-404', 'sg-db'))).toBe(4)
  })

  it('says where a scope is wrong, and evaluates nothing', async () => {
    const wrong = { MatchPaths: [{ Source: { ResourceStatement: { ResourceTypes: ['AWS::EC2::Gateway'] } } }] }
    const { code, log, out } = await portolan('scopes', network, '--scopes', await fileOf('s.json', wrong))
    expect([code, out]).toEqual([2, ''])
    expect(log).toContain('/MatchPaths/0/Source/ResourceStatement/ResourceTypes/0')
  })

  it.each(['json', 'table', 'markdown'])('runs the scopes Amazon creates, as %s', async (format) => {
    const { out } = await portolan('scopes', '--sample', '--amazon', '--format', format)
    const names = ['All-IGW-Ingress', 'AWS-IGW-Egress', 'AWS-VPC-Ingress', 'AWS-VPC-Egress']
    for (const name of names) expect(out.replaceAll('\\', '')).toContain(name)
  })

  it('needs a scope', async () => {
    expect((await portolan('scopes', network)).code).toBe(2)
    expect((await portolan('scopes', network, '--scopes', await fileOf('s.json', '{'))).code).toBe(2)
  })
})

describe('portolan matrix', () => {
  it('says who can talk to whom, with pairs one can ask', async () => {
    const { out } = await portolan('matrix', network, '--by', 'security-group')
    const { cells } = JSON.parse(out) as { cells: { from: string; to: string; protocol: string; ports: unknown }[] }
    expect(cells).toContainEqual({
      from: 'sg-web',
      to: 'sg-db',
      protocol: 'tcp',
      ports: [[5432, 5432]],
      verdict: 'reachable',
      examples: [{ from: 'eni-web', to: 'eni-db', family: 4, port: 5432 }],
    })
    expect(cells).toContainEqual(expect.objectContaining({ from: 'internet', to: 'sg-web', ports: [[443, 443]] }))
    expect(cells.some(({ from, to }) => from === 'sg-db' && to === 'sg-old')).toBe(true)
  })

  it('exits 4 when a cell is in doubt, and 2 on a way to group there is not', async () => {
    expect((await portolan('matrix', network)).code).toBe(4)
    expect((await portolan('matrix', network, '--by', 'colour')).code).toBe(2)
    expect((await portolan('matrix', network, '--by', 'tag:Name', '--format', 'table')).out).toContain('web')
  })
})
