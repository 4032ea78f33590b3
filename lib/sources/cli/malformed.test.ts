import { writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../errors/app-error.ts'
import { codesOf, elementsOf, importFiles } from '../../testing/import-files.ts'
import { MALFORMED_ARCHIVES } from '../../testing/malformed-archives.ts'
import { MALFORMED_JSON } from '../../testing/malformed-json.ts'
import { MALFORMED_TEXT } from '../../testing/malformed-text.ts'
import { zipBytes } from '../../testing/zip-bytes.ts'

const MALFORMED_INPUTS = [...MALFORMED_JSON, ...MALFORMED_TEXT, ...MALFORMED_ARCHIVES]

describe('a bad input', () => {
  it.each(MALFORMED_INPUTS.map((input) => [input.name, input] as const))(
    '%s is told, and the rest survives',
    async (_name, input) => {
      const result = await importFiles(await input.files(), { limits: input.limits ?? {} })
      expect(codesOf(result)).toContain(input.code)
      expect(elementsOf(result, 'Vpcs')).toHaveLength(input.kept)
      const notes = [...result.notes, ...result.files.flatMap((file) => file.notes)]
      const note = notes.find(({ code }) => code === input.code)
      expect(note?.message).toMatch(/^\S.*[.)]$/)
      if (note?.level === 'error' && note.pointer === null) expect(note.remedy).not.toBeNull()
      for (const { code } of notes) expect(ERROR_CODES).toContain(code)
    },
  )

  it('leaves no trace on the prototype of objects', async () => {
    await importFiles({
      'a.json': '{"Vpcs":[{"VpcId":"vpc-3","__proto__":{"polluted":true}}],"__proto__":{"polluted":true}}',
    })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('is quick to refuse a million levels', async () => {
    const before = performance.now()
    await importFiles({
      'a.json': '['.repeat(1_000_000),
      'b.json': '{"a":'.repeat(1_000_000),
      'c.yaml': `a: ${'['.repeat(1_000_000)}`,
    })
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  it('keeps the count of notes bounded, and says how many more there are', async () => {
    const bad = Array.from({ length: 2_000 }, () => ({ State: 'available', CidrBlock: '10.0.0.0/16' }))
    const result = await importFiles({ 'a.json': { Vpcs: bad } })
    const notes = result.files.flatMap((file) => file.notes)
    expect(notes.length).toBeLessThan(120)
    expect(notes.at(-1)?.message).toMatch(/more of the same kind/)
  })
})

/** `MALFORMED_TABLE=out.md npx vitest run lib/sources/cli/malformed.test.ts` writes what every bad input gets. */
const TABLE = process.env['MALFORMED_TABLE']

describe.runIf(TABLE !== undefined)('the table of bad inputs', () => {
  it('is written as Markdown', async () => {
    const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
    const rows = ['| Input | Code | What is said | What to do | VPCs kept |', '| --- | --- | --- | --- | --- |']
    for (const input of MALFORMED_INPUTS) {
      const result = await importFiles(await input.files(), { limits: input.limits ?? {} })
      const note = [...result.notes, ...result.files.flatMap(({ notes }) => notes)].find(
        ({ code }) => code === input.code,
      )
      const kept = elementsOf(result, 'Vpcs').length
      rows.push(
        `| ${cell(input.name)} | \`${input.code}\` | ${cell(note?.message ?? '')} | ${cell(note?.remedy ?? '')} | ${kept} |`,
      )
    }
    await writeFile(TABLE ?? '', `${rows.join('\n')}\n`)
  })
})

describe('whatever comes', () => {
  const valid = Buffer.from(
    JSON.stringify({
      Account: '111122223333',
      Region: 'eu-west-1',
      Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'a' }] }],
      Reservations: [{ ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1' }] }],
      NextToken: null,
    }),
  )

  it('never throws for random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(importFiles({ 'a.json': bytes })).resolves.toBeDefined()
      }),
      { numRuns: 200 },
    )
  })

  it('never throws for random JSON, under the names AWS uses', async () => {
    const key = fc.constantFrom(
      'Vpcs',
      'Reservations',
      'Routes',
      'data',
      'Errors',
      'Partial',
      'Account',
      'Region',
      'cluster',
      'Firewall',
      'NextToken',
      'Attributes',
      '111122223333',
      'eu-west-1',
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, fc.jsonValue({ maxDepth: 4 })), async (value) => {
        await expect(importFiles({ 'elbv2-x_y.json': value })).resolves.toBeDefined()
      }),
      { numRuns: 300 },
    )
  })

  it('never throws for a document with bytes changed, added or cut', async () => {
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(3), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        await expect(importFiles({ 'a.json': mutate(valid, changes) })).resolves.toBeDefined()
      }),
      { numRuns: 300 },
    )
  })

  it('never throws for a damaged archive', async () => {
    const archive = zipBytes([
      { name: 'a.json', content: valid },
      { name: 'b.json', content: valid },
    ])
    const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(3), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        await expect(importFiles({ 'a.zip': mutate(archive, changes) })).resolves.toBeDefined()
      }),
      { numRuns: 150 },
    )
  })

  it('reads the same from chunks of any size', async () => {
    const whole = elementsOf(await importFiles({ 'a.json': valid }), 'Instances')
    expect(whole).toHaveLength(1)
  })
})

/** `what`: 0 changes a byte, 1 puts one in, 2 takes one out, 3 cuts the rest. */
function mutate(bytes: Buffer, changes: readonly (readonly [number, number, number])[]): Buffer {
  let mutated = Buffer.from(bytes)
  for (const [at, what, byte] of changes) {
    const [head, tail] = [mutated.subarray(0, at), mutated.subarray(at)]
    if (what === 3) mutated = Buffer.from(head)
    else mutated = Buffer.concat([head, Buffer.from(what === 2 ? [] : [byte]), tail.subarray(what === 1 ? 0 : 1)])
  }
  return mutated
}
