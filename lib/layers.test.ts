/**
 * Which folder may import which, as a table. A stray import fails here with the row it breaks.
 * Tests are free; so is `lib/testing`, which only tests may import.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const PURE = [
  'lib/errors',
  'lib/net',
  'lib/describe',
  'lib/inventory',
  'lib/reachability',
  'lib/findings',
  'lib/topology',
  'lib/review',
  'lib/snapshots',
  'lib/reports',
  'lib/view-state',
]

/** Layer → layers it may import, itself always. A folder that is in no row may not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/errors': [],
  'lib/net': ['lib/errors'],
  'lib/describe': ['lib/errors', 'lib/net'],
  'lib/inventory': ['lib/errors', 'lib/net', 'lib/describe'],
  'lib/reachability': ['lib/errors', 'lib/net', 'lib/describe', 'lib/inventory'],
  'lib/findings': ['lib/errors', 'lib/net', 'lib/describe', 'lib/inventory', 'lib/reachability'],
  'lib/topology': ['lib/errors', 'lib/net', 'lib/describe', 'lib/inventory'],
  'lib/view-state': [],
  'lib/review': ['lib/errors', 'lib/net', 'lib/describe', 'lib/inventory', 'lib/reachability', 'lib/findings'],
  'lib/snapshots': [
    'lib/errors',
    'lib/net',
    'lib/describe',
    'lib/inventory',
    'lib/reachability',
    'lib/findings',
    'lib/topology',
    'lib/view-state',
  ],
  'lib/snapshots/store': ['lib/errors', 'lib/describe', 'lib/snapshots'],
  'lib/reports': PURE,
  'lib/sources/aws': ['lib/errors', 'lib/net', 'lib/describe'],
  'lib/sources/cli': ['lib/errors', 'lib/net', 'lib/describe'],
  'lib/sources/foreign-findings': ['lib/errors', 'lib/findings'],
  'lib/sources/sample': ['lib/errors', 'lib/net', 'lib/describe'],
  'lib/server': [...PURE, 'lib/snapshots/store', 'lib/sources/aws', 'lib/sources/cli', 'lib/sources/sample'],
  'lib/cli': [
    ...PURE,
    'lib/snapshots/store',
    'lib/sources/aws',
    'lib/sources/cli',
    'lib/sources/foreign-findings',
    'lib/sources/sample',
    'lib/server',
  ],
  components: PURE,
  app: ['components', 'lib/server', 'lib/errors', 'lib/view-state', 'lib/snapshots'],
  scripts: [...PURE, 'lib/sources/cli', 'lib/sources/sample', 'lib/snapshots/store', 'lib/server', 'lib/testing'],
}

/** Layers that must give the same answer anywhere: no clock, no network, no process, no chance. */
const NO_OUTSIDE_WORLD = PURE.filter((layer) => layer !== 'lib/snapshots')
const OUTSIDE_WORLD = /\bDate\.now\(|\bnew Date\(\)|\bfetch\(|\bprocess\.|\bMath\.random\(|\brandomUUID\b|from 'node:fs/

interface Import {
  readonly file: string
  readonly target: string
}

const files = sourceFiles()
const imports = files.flatMap(importsOf)

describe('layers', () => {
  it('every source file is in a layer of the table', () => {
    expect(files.filter((file) => layerOf(file) === null)).toEqual([])
  })

  it.each(Object.keys(MAY_IMPORT))('%s imports only what the table allows', (layer) => {
    const allowed = new Set([layer, ...(MAY_IMPORT[layer] ?? [])])
    const strays = imports
      .filter(({ file }) => layerOf(file) === layer)
      .filter(({ target }) => !allowed.has(layerOf(target) ?? 'nowhere'))
    expect(strays).toEqual([])
  })

  it.each(NO_OUTSIDE_WORLD)('%s is pure: no clock, no network, no files, no chance', (layer) => {
    const impure = files.filter((file) => layerOf(file) === layer && OUTSIDE_WORLD.test(read(file)))
    expect(impure).toEqual([])
  })

  it('the store stays behind the server and the command line', () => {
    const leaks = imports.filter(
      ({ file, target }) =>
        layerOf(target) === 'lib/snapshots/store' &&
        !['lib/server', 'lib/cli', 'lib/snapshots/store', 'scripts'].includes(layerOf(file) ?? ''),
    )
    expect(leaks).toEqual([])
  })

  it('a planted stray import is caught', () => {
    const planted: Import = { file: 'lib/topology/x.ts', target: 'lib/findings/finding.ts' }
    expect(MAY_IMPORT[layerOf(planted.file) ?? '']).not.toContain(layerOf(planted.target))
  })
})

/** `lib/snapshots/store*.ts` is the IO half of its folder; a source reader is a layer of its own. */
function layerOf(file: string): string | null {
  if (/^lib\/snapshots\/store/.test(file)) return 'lib/snapshots/store'
  const parts = file.split('/')
  const depth = parts[0] !== 'lib' ? 1 : parts[1] === 'sources' ? 3 : 2
  const layer = parts.slice(0, depth).join('/')
  return layer in MAY_IMPORT || layer === 'lib/testing' ? layer : null
}

function importsOf(file: string): Import[] {
  const specifiers = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '')
  return specifiers
    .filter((specifier) => !specifier.endsWith('.css'))
    .map((specifier) => ({ file, target: relative(ROOT, join(ROOT, dirname(file), specifier)) }))
}

function sourceFiles(): string[] {
  return ['lib', 'components', 'app', 'scripts']
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('lib/testing/'))
    .toSorted()
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}
