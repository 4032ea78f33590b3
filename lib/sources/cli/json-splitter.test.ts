import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_IMPORT_LIMITS } from './import-limits.ts'
import { JsonSplitter, type SplitterSink } from './json-splitter.ts'

/** Every event as one line; containers are opened down to `openDepth`. */
function events(
  text: string,
  options: { readonly chunk?: number; readonly openDepth?: number } = {},
): readonly string[] {
  const lines: string[] = []
  let open = 0
  const sink: SplitterSink = {
    value: (step, { text: value }) => {
      try {
        JSON.parse(value)
      } catch {
        return false
      }
      lines.push(`${step}: ${value}`)
      return true
    },
    open: (step, kind) => {
      if (open >= (options.openDepth ?? 2)) return false
      open += 1
      lines.push(`${step} ${kind}`)
      return true
    },
    close: () => {
      open -= 1
      lines.push('close')
    },
    lost: (step, reason, offset) => lines.push(`lost ${step} ${reason} @${offset}`),
    malformed: (offset) => lines.push(`malformed @${offset}`),
    truncated: (offset) => lines.push(`truncated @${offset}`),
  }
  const splitter = new JsonSplitter(sink, DEFAULT_IMPORT_LIMITS)
  const bytes = Buffer.from(text)
  const chunk = options.chunk ?? bytes.length
  for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk))
  splitter.end()
  return lines
}

describe('JsonSplitter', () => {
  it.each([
    ['values in a row', '{"a":[1]}{"b":2}\n[3]', ['0: {"a":[1]}', '1: {"b":2}', '2: [3]']],
    ['values parted by commas or RS', '1,2\u001e3', ['0: 1', '1: 2', '2: 3']],
    [
      'one bad element',
      '{"k":[1,{"b":01},3]}',
      ['0 object', 'k list', '0: 1', 'lost 1 bad @8', '2: 3', 'close', 'close'],
    ],
    ['a missing end quote', '{"k":[{"a":"x\n},2]}', ['0 object', 'k list', 'lost 0 bad @6', '1: 2', 'close', 'close']],
    [
      'a wrong bracket',
      '{"k":[1,{"b":2],3]}',
      ['0 object', 'k list', '0: 1', 'lost 1 bad @8', 'malformed @14', 'close', 'close'],
    ],
    ['a missing colon', '{"a" 1}', ['0 object', 'malformed @5', 'close']],
    ['a missing comma', '[1 {"a":]', ['0 list', '0: 1', 'malformed @3', 'close']],
    ['words', 'hello world', ['malformed @0']],
    ['a cut within an element', '{"k":[1,{"b', ['0 object', 'k list', '0: 1', 'truncated @11', 'close', 'close']],
    ['a bracket too many', '[1]]', ['0: [1]', 'malformed @3']],
    ['nothing', '', []],
  ])('tells %s', (_name, text, expected) => {
    expect(events(text)).toEqual(expected)
  })

  it('tells the same wherever chunks end, for any JSON', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json({ maxDepth: 3 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (texts, chunk) => {
          const text = texts.join('\n')
          expect(events(text, { chunk })).toEqual(events(text))
          expect(events(text, { chunk })).toHaveLength(texts.length)
        },
      ),
    )
  })

  it('tells the same wherever chunks end, for JSON with bytes knocked out', () => {
    const text = '{"Vpcs":[{"VpcId":"vpc-\\"1","Tags":[]},{"VpcId":"vpc-2"}],"NextToken":null}'
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('', '"', '}', ']', '\\', ',', '\n'), (at, put) => {
        const broken = text.slice(0, at) + put + text.slice(at + 1)
        expect(events(broken, { chunk: 3 })).toEqual(events(broken))
      }),
    )
  })

  it('opens what is too large to hold, and never an element', () => {
    const element = `{"Description":"${'x'.repeat(300)}"}`
    const text = `{"a":1,"List":[${Array(8_000).fill(element).join(',')}],"b":2}`
    const lines = events(text, { chunk: 50_000 })
    expect(lines.slice(0, 4)).toEqual(['0 object', 'a: 1', 'List list', `0: ${element}`])
    expect(lines.slice(-3)).toEqual(['close', 'b: 2', 'close'])
    expect(lines).toHaveLength(8_006)
  })
})
