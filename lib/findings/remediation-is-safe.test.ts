import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { sketchDocument } from '../testing/sketch-network.ts'
import { everyFinding } from '../testing/tell-findings.ts'
import { evaluate } from './evaluate.ts'
import type { Finding } from './finding.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const HOSTILE = [
  "sg-1'; touch pwned #",
  'sg-1$(touch pwned)',
  'sg-1`touch pwned`',
  'sg-1\ntouch pwned',
  'sg-1" }\nresource "null_resource" "x" {',
  `sg-\${file("/etc/passwd")}`,
  'sg-1 && touch pwned',
  'eu-west-1; touch pwned',
]

/** Every place a document's own text can reach a remediation, filled with one text. */
function worldOf(text: string) {
  const open = {
    IpProtocol: '-1',
    IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    PrefixListIds: [{ PrefixListId: `pl-${text}` }],
  }
  const document = sketchDocument({
    groups: {},
    interfaces: { 'eni-1': { instance: `i-${text}`, groups: [`sg-${text}`] } },
    instances: { [`i-${text}`]: text },
    tables: {
      'rtb-1': { routes: ['0.0.0.0/0 igw-1', '0.0.0.0/1 nat-1 blackhole'], subnets: ['subnet-1'] },
      [`rtb-${text}`]: { routes: ['::/0 igw-1'], main: true },
    },
    elements: {
      SecurityGroups: ['sg-1', `sg-${text}`, text].map((GroupId) => ({
        GroupId,
        GroupName: text,
        VpcId: 'vpc-1',
        IpPermissions: [open],
        IpPermissionsEgress: [open],
      })),
      ManagedPrefixLists: [{ PrefixListId: `pl-${text}`, PrefixListName: text }],
    },
  })
  const inventory = readDescribe([
    { ...document, region: text },
    { ...document, account: text },
  ])
  const { findings } = evaluate(inventory, DEFAULT_SETTINGS)
  return { inventory, findings }
}

function commandsOf(findings: readonly Finding[]): readonly string[] {
  const asked = findings.flatMap(({ reasonNotEvaluated }) => reasonNotEvaluated?.split('To answer: ').slice(1) ?? [])
  // An answer may also be a setting to make, in words of ours.
  const commands = asked.flatMap((text) => text.split('; ')).filter((text) => /^(?:aws|curl) /.test(text))
  return [...findings.flatMap(({ remediation }) => remediation.cli), ...commands]
}

/** Runs the lines in a shell with no way to any program: prints what each command is called as. */
function programsOf(lines: readonly string[]): ReadonlySet<string> {
  const script = `aws() { echo aws; }\ncurl() { echo aws; }\ncommand_not_found_handle() { echo "other $1"; }\nPATH=/nonexistent\n${lines.join('\n')}\n`
  const output = execFileSync('/bin/bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Set(output.trim().split('\n'))
}

/** A service, a call, and then options with their values: no word of a sentence stands between. */
function isPlainCommand(line: string): boolean {
  const bare = line.replaceAll(/'[^'\n]*'|\\'/g, 'TEXT')
  return /^(?:aws [a-z0-9-]+ [a-z0-9-]+(?: --[a-z0-9-]+(?: [A-Za-z0-9_./:=@%+,-]+)*)*|curl https:[A-Za-z0-9_./:-]+)$/.test(
    bare,
  )
}

describe('what people are told to paste', () => {
  it.each(HOSTILE)('runs nothing but aws, whatever the documents hold: %j', (text) => {
    const { inventory, findings } = worldOf(text)
    const remedies = inventory.gaps.flatMap(({ remedy }) => (remedy?.startsWith('aws ') ? [remedy] : []))
    const lines = [...commandsOf(findings), ...remedies]
    expect(lines.length).toBeGreaterThan(8)
    expect(programsOf(lines)).toEqual(new Set(['aws']))
  })

  it('is one line a command and quotes every word that is not plain, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (text) => {
        for (const line of commandsOf(worldOf(text).findings)) {
          const bare = line.replaceAll(/'[^'\n]*'|\\'/g, '')
          expect(bare).toMatch(/^[A-Za-z0-9_./:=@%+, ;-]*$/)
          expect(bare.split(';').every((command) => /^(?:aws|curl) /.test(command.trim()))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is a command, or a thing to set, name or collect in plain words', () => {
    const findings = everyFinding(readDescribe(sampleDocuments()))
    const answers = findings.flatMap(
      ({ reasonNotEvaluated }) => reasonNotEvaluated?.split('To answer: ').slice(1) ?? [],
    )
    const lines = [
      ...findings.flatMap(({ remediation }) => remediation.cli),
      ...answers.flatMap((text) => text.split('; ')),
    ]
    expect(lines.length).toBeGreaterThan(300)
    const others = lines.filter((line) => !isPlainCommand(line) && !/^(?:set|name|collect) [^|;&$`]+$/.test(line))
    expect([...new Set(others)]).toEqual([])
  })

  it('has what nobody knows in angle brackets and quotes, which no shell and no call of AWS takes for a value', () => {
    const findings = everyFinding(readDescribe(sampleDocuments()))
    const lines = findings.flatMap(({ remediation }) => remediation.cli)
    const bare = lines.map((line) => line.replaceAll(/'[^'\n]*'|\\'/g, ''))
    expect(bare.filter((line) => /[<>]|(?<![A-Za-z])[A-Z]+_[A-Z_]+/.test(line))).toEqual([])
    const inPolicies = lines.filter((line) => line.includes('--policy-document') && line.includes('{'))
    expect(inPolicies.filter((line) => /[<>]/.test(line))).toEqual([])
  })

  it.each(HOSTILE)('opens no template and no block in Terraform: %j', (text) => {
    for (const { remediation } of worldOf(text).findings) {
      const code = (remediation.terraform ?? '').replaceAll(/"(?:[^"\\\n$%]|\\.|\$\$\{|%%\{|[$%](?!\{))*"/g, 'TEXT')
      expect(code.replaceAll(/^\s*#.*$/gm, '')).not.toMatch(/["'`;]|\$\{|touch|passwd|null_resource/)
    }
  })

  it.each(['sg-00000001', 'sg-web', 'sg-0a1b2c3d4e5f60718', 'sg-a_b.c'])('reads %s as an id', (GroupId) => {
    expect(readDescribe([sketchDocument({ groups: { [GroupId]: [] } })]).securityGroups.has(GroupId)).toBe(true)
  })

  it('says of an id with other characters that it could not be read, and of such a region that it is unknown', () => {
    const { inventory } = worldOf("1'; touch pwned #")
    expect([...inventory.securityGroups.keys()]).toEqual(['sg-1'])
    expect(inventory.gaps.filter(({ key }) => key === 'SecurityGroups').map(({ kind }) => kind)).toContain('unreadable')
    expect(inventory.gaps.map(({ kind }) => kind)).toContain('unknown-scope')
    expect(new Set(inventory.documents.map(({ region }) => region))).toEqual(new Set(['unknown', 'eu-west-1']))
  })
})
