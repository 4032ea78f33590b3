/**
 * Proves that there is no Server Action: none in the sources, none in what was built. An action is an
 * endpoint nobody listed; the handlers of `app/api` are the only ones there may be.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDERS = ['app', 'components', 'lib']
const DIRECTIVE = /^\s*(['"])use server\1/m
const MANIFEST = join('.next', 'server', 'server-reference-manifest.json')

/** What is wrong, one sentence each; empty when all is well. */
export function findServerActions(root: string): readonly string[] {
  return [...directives(root), ...builtActions(root)]
}

function directives(root: string): readonly string[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => DIRECTIVE.test(readFileSync(path, 'utf8')))
    .map((path) => `${relative(root, path)} says 'use server'.`)
}

function builtActions(root: string): readonly string[] {
  const path = join(root, MANIFEST)
  if (!existsSync(path)) return [`${MANIFEST} is missing: build first.`]
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(path, 'utf8'))
  return ['node', 'edge']
    .filter((runtime) => Object.keys(manifest[runtime] ?? {}).length > 0)
    .map((runtime) => `${MANIFEST} lists Server Actions under ${runtime}.`)
}

if (import.meta.main) {
  const found = findServerActions(dirname(dirname(fileURLToPath(import.meta.url))))
  for (const sentence of found) console.error(sentence)
  if (found.length > 0) process.exitCode = 1
}
