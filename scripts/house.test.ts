/** The project's promises about itself: lockfile whole, size budget kept, cited paths exist, error codes have pages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../lib/errors/app-error.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly resolved?: string
}

describe('lockfile', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }

  it('has an entry for every optional dependency, so npm ci works on every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    )
    expect(missing).toEqual([])
  })

  it('names no registry host', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([])
  })

  it('pins every direct dependency exactly', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    const ranges = ['dependencies', 'devDependencies', 'optionalDependencies']
      .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    expect(ranges).toEqual([])
  })

  it('keeps Next at or above its security floor', () => {
    const version = (JSON.parse(read('node_modules/next/package.json')) as { version: string }).version
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(16_004_001)
  })
})

describe('documents', () => {
  it.each(ERROR_CODES)('error %s has its page', (code) => {
    expect(existsSync(join(ROOT, 'docs', 'errors', `${code}.md`))).toBe(true)
  })

  it.each(markdownFiles())('%s cites only paths that exist', (file) => {
    const cited = [...read(file).matchAll(/`((?:app|components|lib|docs|scripts|e2e|bin)\/[\w./[\]-]*\w)`/g)]
    const gone = cited.map((match) => match[1] ?? '').filter((path) => !existsSync(join(ROOT, path)))
    expect(gone).toEqual([])
  })
})

describe('size', () => {
  const sources = sourceFiles()
  const lineCounts = sources.map((file) => read(file).split('\n').length).toSorted((a, b) => a - b)

  it('90 % of files have at most 200 lines', () => {
    expect(lineCounts[Math.floor(lineCounts.length * 0.9)]).toBeLessThanOrEqual(200)
  })

  it('has no suppression without a reason and no left-over mark', () => {
    const marks = sources.filter((file) => /\b(?:TODO|FIXME|XXX)\b|@ts-ignore|biome-ignore [^:]*$/m.test(read(file)))
    expect(marks).toEqual([])
  })

  it('keeps test lines at 0.8 of behaviour lines or more', () => {
    const count = (files: readonly string[]) => files.reduce((sum, file) => sum + read(file).split('\n').length, 0)
    expect(count(testFiles()) / count(behaviourFiles())).toBeGreaterThanOrEqual(0.8)
  })
})

function walk(folder: string, matches: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && matches.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

function sourceFiles(): string[] {
  return ['app', 'components', 'lib'].flatMap((folder) => walk(folder, /\.tsx?$/)).filter((file) => !isTest(file))
}

/** Tests of `lib` and the language they are written in. Source: docs/adr/0010-what-test-lines-are-counted-against.md. */
function testFiles(): string[] {
  return [...walk('lib', /\.test\.ts$/), ...walk('lib/testing', /(?<!\.test)\.ts$/)]
}

/** What can be wrong: files with a function in them. Types hold none, and the sample estate is told by its own test. */
function behaviourFiles(): string[] {
  return sourceFiles()
    .filter((file) => file.startsWith('lib/') && !file.startsWith('lib/sources/sample/'))
    .filter((file) => /\bfunction\b|=>|\bclass\b/.test(read(file)))
}

function isTest(file: string): boolean {
  return file.includes('.test.') || file.startsWith('lib/testing/')
}

function markdownFiles(): string[] {
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...walk('docs', /\.md$/)].filter((file) =>
    existsSync(join(ROOT, file)),
  )
}
