import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Analysis } from '../reports/analysis.ts'
import { main } from './main.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-cli-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs the command line in this process, as a script would: no terminal on either side. */
const portolan = (...argv: string[]) => run(argv, false)

async function run(
  argv: readonly string[],
  logIsTerminal: boolean,
): Promise<{ code: number; out: string; log: string }> {
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
    logIsTerminal,
    color: false,
    env: {},
  })
  return { code, out, log }
}

/** A network of one empty VPC; everything else was asked for and is not there. */
const WHOLE = {
  Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333', IsDefault: false, State: 'available' }],
}

async function fileOf(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('portolan version', () => {
  it.each(['version', '--version', '-V'])('%s prints the version of the package, and nothing else', async (word) => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await portolan(word)).toEqual({ code: 0, out: `${version}\n`, log: '' })
  })
})

describe('portolan help', () => {
  it('says what a name let in opens', async () => {
    const { out } = await portolan('help')
    expect(out).toMatch(/--allow-host NAME[^-]*shared links under NAME and nothing\s+else/)
  })
})

describe('portolan analyze', () => {
  it('prints JSON in the shape of the design when stdout is no terminal', async () => {
    const { out, code } = await portolan('analyze', '--sample')
    const analysis = JSON.parse(out) as Analysis
    expect(Object.keys(analysis)).toEqual(['tool', 'inventory', 'files', 'notes', 'gaps', 'findings', 'summary'])
    expect(analysis.inventory.counts['vpcs']).toBe(3)
    expect(Object.keys(analysis.findings[0] ?? {})).toEqual(
      expect.arrayContaining(['id', 'ruleId', 'status', 'severity', 'resource', 'exposure', 'evidence', 'remediation']),
    )
    expect(code).toBe(4)
  })

  it('exits 3 on a finding at or above --fail-on, whatever else is unknown', async () => {
    expect((await portolan('analyze', '--sample', '--fail-on', 'critical')).code).toBe(3)
    expect((await portolan('analyze', '--sample', '--fail-on', 'high', '--max-unknown', '1000')).code).toBe(3)
  })

  it('exits 4 when data is incomplete, and 0 only when the gaps were tolerated by number', async () => {
    const path = await fileOf('vpcs.json', WHOLE)
    const { code, out } = await portolan('analyze', path)
    const gapCount = (JSON.parse(out) as Analysis).gaps.length
    expect(gapCount).toBeGreaterThan(0)
    expect(code).toBe(4)
    expect((await portolan('analyze', path, '--max-unknown', String(gapCount - 1))).code).toBe(4)
    expect((await portolan('analyze', path, '--max-unknown', String(gapCount))).code).toBe(0)
  })

  it('leaves out what passed unless asked', async () => {
    const statuses = async (...flags: string[]) =>
      new Set(
        (JSON.parse((await portolan('analyze', '--sample', ...flags)).out) as Analysis).findings.map((f) => f.status),
      )
    expect((await statuses()).has('PASS')).toBe(false)
    expect((await statuses('--include-passed')).has('PASS')).toBe(true)
  })

  it('reads settings, and says which file is wrong', async () => {
    const wrong = await fileOf('portolan.yaml', 'adminPorts: [22, "x"]\n')
    const { code, log } = await portolan('analyze', '--sample', '--settings', wrong)
    expect(code).toBe(2)
    expect(log).toMatch(/adminPorts/)
    expect((await portolan('analyze', '--sample', '--settings', join(folder, 'gone.yaml'))).code).toBe(2)
  })

  it.each([
    [['analyze'], 2, /Name at least one file/],
    [['analyze', '--sample', '--format', 'pdf'], 2, /--format/],
    [['analyze', '--sample', '--fail-on', 'awful'], 2, /--fail-on/],
    [['analyze', '--sample', '--max-unknown', '-1'], 2, /max-unknown/],
    [['analyze', '--frobnicate'], 2, /frobnicate/],
    [['paint'], 2, /is no command/],
    [[], 2, /npx portolan analyze/],
  ] as const)('%j exits %i', async (argv, code, words) => {
    const result = await portolan(...argv)
    expect(result.code).toBe(code)
    expect(result.log).toMatch(words)
    expect(result.out).toBe('')
  })

  it('a path that is not there, and a file that is no network, fail with a sentence and no stack', async () => {
    for (const path of [join(folder, 'gone.json'), await fileOf('notes.txt', 'hello')]) {
      const { code, log } = await portolan('analyze', path)
      expect(code).toBe(1)
      expect(log).toMatch(/docs\/errors\//)
      expect(log).not.toMatch(/ {4}at /)
    }
  })

  it('help goes to stdout and exits 0', async () => {
    const { code, out } = await portolan('help')
    expect(code).toBe(0)
    expect(out).toContain('Exit codes')
  })
})

describe('portolan convert', () => {
  it('its output is read back as the same network', async () => {
    const converted = join(folder, 'documents.json')
    expect((await portolan('convert', '--sample', '-o', converted)).code).toBe(0)
    const [direct, again] = await Promise.all([
      portolan('analyze', '--sample', '--format', 'json'),
      portolan('analyze', converted, '--format', 'json'),
    ])
    const parse = ({ out }: { out: string }) => JSON.parse(out) as Analysis
    expect(parse(again).inventory).toEqual(parse(direct).inventory)
    expect(parse(again).findings).toEqual(parse(direct).findings)
    expect(parse(again).gaps).toEqual(parse(direct).gaps)
  })

  it('prints to stdout what it writes to a file, and reads a file it then replaces', async () => {
    const path = await fileOf('network.json', WHOLE)
    const printed = (await portolan('convert', path)).out
    expect((await portolan('convert', path, '-o', path)).code).toBe(0)
    expect(await readFile(path, 'utf8')).toBe(printed)
    expect((await portolan('convert', path)).out).toBe(printed)
  })

  it('without a path or a network fails before it touches the place', async () => {
    const path = await fileOf('kept.json', 'kept')
    expect((await portolan('convert', '-o', path)).code).toBe(2)
    expect((await portolan('convert', await fileOf('notes.txt', 'hello'), '-o', path)).code).toBe(1)
    expect(await readFile(path, 'utf8')).toBe('kept')
  })

  it('says when the place cannot be written', async () => {
    const { code, log } = await portolan('convert', '--sample', '-o', join(folder, 'no', 'such', 'folder.json'))
    expect(code).toBe(2)
    expect(log).toMatch(/cannot be written/)
  })
})

describe('what is told while files are read', () => {
  it('progress is one line that ends, on a terminal and nowhere else', async () => {
    const path = await fileOf('vpcs.json', WHOLE)
    for (const command of ['analyze', 'convert']) {
      expect((await run([command, path], true)).log).toMatch(/\r1 files read, 1 resources\n/)
      expect((await run([command, path], false)).log).not.toMatch(/files read/)
    }
    expect((await run(['analyze', join(folder, 'gone.json')], true)).log).not.toMatch(/files read[^\n]*import-/)
  })

  it('says twenty notes and counts the rest, errors first', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `unused-${index}.json`)
    for (const name of names) await fileOf(name, { ...WHOLE, NextToken: 'more' })
    await fileOf('z-broken.json', '{"Vpcs": [')
    await fileOf('a.json', WHOLE)
    const { log } = await portolan('analyze', folder)
    const lines = log.trimEnd().split('\n')
    expect(lines).toHaveLength(21)
    expect(lines[0]).toMatch(/^error: .*z-broken\.json/)
    const shown = lines.filter((line) => line.startsWith('warning: ')).length
    const all = (JSON.parse((await portolan('analyze', folder)).out) as Analysis).files
      .flatMap(({ notes }) => notes)
      .filter(({ level }) => level === 'warning').length
    expect(shown).toBe(20 - lines.filter((line) => line.startsWith('error: ')).length)
    expect(lines[20]).toBe(`and ${all - shown} warnings more; analyze --format json lists all.`)
  })

  it('counts errors beyond the twentieth too', async () => {
    for (let index = 0; index < 22; index++) await fileOf(`broken-${index}.json`, '{"Vpcs": [')
    await fileOf('a.json', WHOLE)
    const { log } = await portolan('convert', folder, '-o', join(folder, 'out'))
    const lines = log.trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('error: '))).toHaveLength(20)
    expect(lines[20]).toMatch(/^and 2 errors( and \d+ warnings?)? more/)
  })

  it('no file name reaches the terminal with a control character', async () => {
    await fileOf('a.json', WHOLE)
    await fileOf('\u001b[31mred\u009b.json', '{"Vpcs": [')
    const { log } = await portolan('analyze', folder)
    expect(log).toMatch(/red/)
    expect(log.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('portolan draw', () => {
  it('writes one SVG that names what is not known', async () => {
    const picture = join(folder, 'network.svg')
    expect((await portolan('draw', '--sample', '-o', picture)).code).toBe(0)
    const svg = await readFile(picture, 'utf8')
    expect(svg).toMatch(/^(<\?xml[^>]*>\s*)?<svg/)
    expect(svg).toContain('gaps')
    expect(svg).not.toMatch(/<script|href="http/)
  })

  it('the same network draws the same bytes', async () => {
    const [first, second] = await Promise.all([portolan('draw', '--sample'), portolan('draw', '--sample')])
    expect(first.out).toBe(second.out)
  })

  it('draws what the internet reaches, with ports and legend, in the exposure lens', async () => {
    const { code, out } = await portolan('draw', '--sample', '--lens', 'exposure')
    expect(code).toBe(0)
    expect(out).toContain('tcp/22')
    expect(out).toContain('One change away')
    expect((await portolan('draw', '--sample', '--lens', 'moon')).code).toBe(2)
  })

  it('refuses a format it does not draw', async () => {
    expect((await portolan('draw', '--sample', '--format', 'png')).code).toBe(2)
  })
})
