import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { elementsOf, importFiles } from '../../testing/import-files.ts'
import { parseYaml, yamlDepth } from './parse-yaml.ts'
import { hasAnchors, splitYaml } from './split-yaml.ts'

const kinds = (text: string) =>
  [...splitYaml(text)].map((piece) => (piece.kind === 'items' ? `items ${piece.key} ${piece.first}` : piece.kind))

describe('splitYaml', () => {
  it.each([
    ['a list under a key', 'Vpcs:\n- VpcId: a\n- VpcId: b\n', ['document', 'items Vpcs 0']],
    ['an indented list', 'Vpcs:\n  - VpcId: a\n', ['document', 'items Vpcs 0']],
    ['an empty list and a scalar', 'Vpcs: []\nNextToken: x\n', ['document', 'member', 'member']],
    ['an object', 'VpcBlockPublicAccessOptions:\n  State: x\n', ['document', 'member']],
    ['pages', '- Vpcs:\n  - VpcId: a\n- Vpcs: []\n', ['document', 'items null 0']],
    [
      'several documents',
      '---\nVpcs: []\n---\nSubnets: []\n',
      ['document', 'document', 'member', 'document', 'member'],
    ],
    [
      'comments',
      '# made by hand\nVpcs:\n# all of them\n- VpcId: a\n',
      ['document', 'member', 'items Vpcs 0'].filter((kind) => kind !== 'member'),
    ],
    ['nothing', '', ['document']],
  ])('cuts %s', (_name, text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })

  it('cuts a long list into batches that count on', () => {
    const text = `Vpcs:\n${Array.from({ length: 2_000 }, (_, index) => `- VpcId: vpc-${index}\n  State: available\n`).join('')}`
    const pieces = [...splitYaml(text)].filter((piece) => piece.kind === 'items')
    expect(pieces.length).toBeGreaterThan(2)
    let next = 0
    for (const piece of pieces) {
      expect(piece.first).toBe(next)
      next += piece.text.split('- VpcId').length - 1
    }
    expect(next).toBe(2_000)
  })

  it('reads the same as parsing whole, for any answer', async () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9 :#'"-]{0,12}$/)
    const element = fc.record({ State: word, Tags: fc.array(fc.record({ Key: word, Value: word }), { maxLength: 2 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(element, { maxLength: 5 }), async (elements) => {
        const Vpcs = elements.map((each, index) => ({ VpcId: `vpc-${index}`, ...each }))
        const [yaml, json] = [
          await importFiles({ 'a.yaml': stringify({ Vpcs }) }),
          await importFiles({ 'a.json': { Vpcs } }),
        ]
        expect(elementsOf(yaml, 'Vpcs')).toEqual(elementsOf(json, 'Vpcs'))
      }),
      { numRuns: 60 },
    )
  })

  it('sees anchors', () => {
    expect(hasAnchors('a: &x 1\nb: *x\n')).toBe(true)
    expect(hasAnchors('Description: a & b, 5 * 3\n')).toBe(false)
  })
})

describe('parseYaml', () => {
  it.each([
    ['012345678901', '012345678901'],
    ['111122223333', '111122223333'],
    ['443', 443],
    ['-1', -1],
    ["'-1'", '-1'],
    ['true', true],
    ['no', 'no'],
    ['null', null],
    ['2024-01-02T03:04:05+00:00', '2024-01-02T03:04:05+00:00'],
    ['1e999', '1e999'],
    ['0x1f', '0x1f'],
    ['1_000', '1_000'],
    ['10.0.0.0/16', '10.0.0.0/16'],
  ])('reads %s as %j', (text, value) => {
    expect(parseYaml(`a: ${text}\n`, 0).values).toEqual([{ a: value }])
  })

  it('tells syntax, depth and anchors apart', () => {
    expect(parseYaml('a: [1\n', 0).trouble?.kind).toBe('syntax')
    expect(parseYaml('a: &x [1]\nb: [*x, *x]\n', 0).trouble?.kind ?? 'aliases').toBe('aliases')
  })

  it.each([
    ['flow', `a: ${'['.repeat(100)}`],
    ['indentation', Array.from({ length: 100 }, (_, depth) => `${'  '.repeat(depth)}a:`).join('\n')],
    ['dashes', `${'- '.repeat(100)}a`],
  ])('measures depth by %s before anything is parsed', (_name, text) => {
    expect(yamlDepth(text, 64)).toBeGreaterThan(64)
  })

  it('finds AWS answers shallow', () => {
    expect(
      yamlDepth(stringify({ Vpcs: [{ CidrBlockAssociationSet: [{ CidrBlockState: { State: 'associated' } }] }] }), 64),
    ).toBeLessThan(12)
  })
})
