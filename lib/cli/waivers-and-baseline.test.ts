import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Analysis } from '../reports/analysis.ts'
import { main } from './main.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-waivers-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const OPEN = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]
const GROUPS = ['web', 'db'].map((GroupName) => ({ GroupId: `sg-${GroupName}`, GroupName, VpcId: 'vpc-1' }))
const NETWORK = {
  Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333', State: 'available' }],
  SecurityGroups: GROUPS.map((group) => ({ ...group, OwnerId: '111122223333', IpPermissions: OPEN })),
}

/** A network with two open groups, with as many gaps as there are let pass. */
async function analyze(...flags: readonly string[]) {
  let [out, log] = ['', '']
  const network = await fileOf('network.json', NETWORK)
  const code = await main(['analyze', network, '--max-unknown', '1000000', '--fail-on', 'info', ...flags], {
    out: (text) => {
      out += text
    },
    log: (text) => {
      log += text
    },
    ...{ outIsTerminal: false, logIsTerminal: false, color: false, env: {} },
  })
  return { code, log, analysis: JSON.parse(out) as Analysis }
}

async function fileOf(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(content))
  return path
}

const failing = ({ findings }: Analysis) => findings.filter(({ status }) => status === 'FAIL')

describe('the exit code of portolan analyze', () => {
  it('is not that of a finding people decided to live with', async () => {
    const { code, analysis } = await analyze()
    expect(code).toBe(3)
    expect(failing(analysis).length).toBeGreaterThan(1)
    const waivers = failing(analysis).map(({ id }) => ({ finding: id, reason: 'agreed' }))
    const all = await analyze('--waivers', await fileOf('all.json', waivers))
    expect(all.code).toBe(0)
    expect(failing(all.analysis).length).toBe(waivers.length)
    expect(all.analysis.findings.filter(({ mute }) => mute !== null)).toHaveLength(waivers.length)
  })

  it('is that of a finding whose waiver has ended, and says so', async () => {
    const { analysis } = await analyze()
    const waivers = failing(analysis).map(({ id }) => ({ finding: id, reason: 'agreed', until: '2020-01-01' }))
    const { code, log } = await analyze('--waivers', await fileOf('ended.json', waivers))
    expect(code).toBe(3)
    expect(log).toContain('no longer holds. It ended on 2020-01-01.')
  })

  it('is not that of what the baseline has as it is', async () => {
    const { analysis } = await analyze()
    const whole = await fileOf('baseline.json', analysis)
    expect((await analyze('--baseline', whole)).code).toBe(0)
    const findings = analysis.findings.filter(({ id }) => id !== failing(analysis)[0]?.id)
    const less = await fileOf('less.json', { ...analysis, findings })
    expect((await analyze('--baseline', less)).code).toBe(3)
  })
})

describe('a terminal', () => {
  it('is told of each waiver on a line of its own, and obeys nothing in it', async () => {
    const waivers = [
      { finding: 'f-\u001b[2J', reason: 'gone' },
      { rule: 'SG-003', resource: 'sg-\u202egnp', reason: 'gone' },
    ]
    const { log } = await analyze('--waivers', await fileOf('unused.json', waivers))
    expect(log.split('\n')).toEqual([
      'No finding answers to the waiver of finding f-⟨U+001B⟩[2J.',
      'No finding answers to the waiver of SG-003 on sg-⟨U+202E⟩gnp.',
      '',
    ])
  })

  it('obeys nothing in a file that is wrong', async () => {
    let log = ''
    const io = { outIsTerminal: false, logIsTerminal: true, color: false, env: {} }
    const settings = await fileOf('portolan.yaml', { '\u001b]0;owned\u0007': 1 })
    const tell = (text: string) => {
      log += text
    }
    expect(await main(['settings', '--settings', settings], { ...io, out: tell, log: tell })).toBe(2)
    expect(log).toContain('Unrecognized key: "⟨U+001B⟩]0;owned⟨U+0007⟩"')
    expect(log).not.toMatch(/(?!\n)\p{Cc}/u)
  })
})
