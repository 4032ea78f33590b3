/** Builds the dashboard when a source file changed since the last build. Built-ins only. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, findNode, ROOT, run } from './install.mjs'

const STAMP = join(ROOT, '.next', 'portolan-built')
const FOLDERS = ['app', 'components', 'lib']
const FILES = ['next.config.ts', 'postcss.config.mjs', 'package-lock.json', 'tsconfig.json', 'docs/collect.sh']

/** Builds when stale. Ends the process with a sentence when the build fails. */
export function buildWhenStale() {
  const sources = hashSources()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  process.stderr.write('Building the dashboard; this takes about half a minute.\n')
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  if (run(findNode(), [next, 'build']) !== 0) fail('The dashboard did not build; the lines above say why.')
  writeFileSync(STAMP, sources)
}

function hashSources() {
  const hash = createHash('sha256')
  for (const path of [...FOLDERS.flatMap(listSources), ...FILES]) {
    if (existsSync(join(ROOT, path))) hash.update(path).update(readFileSync(join(ROOT, path)))
  }
  return hash.digest('hex')
}

function listSources(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
    .toSorted()
}
